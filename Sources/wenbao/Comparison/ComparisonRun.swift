import API
import Bulk
import Comparison

/// Compares the lines of a file on several threads, and adds them up in their order.
struct ComparisonRun {
  let before: PolicySide
  let after: PolicySide
  let threads: Int
  /// What persons have used up, where that is carried along.
  let persons: OrderedShares<ComparedPersons>?

  /// Shares of persons, of whom there may be so many.
  static func persons(max: Int) -> OrderedShares<ComparedPersons> {
    let (before, after) = (PersonCensus(personsMax: max), PersonCensus(personsMax: max))
    return OrderedShares(count: BatchWork.shareCount) { ComparedPersons(before, after) }
  }

  /// The report on the lines of a file.
  ///
  /// - Parameter output: where it will be written: not over the lines.
  /// - Throws: an `Ending` where the file cannot be read to its end.
  func report(on path: String, to output: String) throws -> ComparisonReport {
    var comparison = PolicyComparison()
    do {
      let input = try InputFile(path)
      try input.status.refuse(output, because: "the input")
      let reader = LineReader(input, lineBytesMax: BatchWork.lineBytesMax)
      let (before, after, persons) = (before.edition, after.edition, persons)
      let pipeline = try LinePipeline(threads: threads, product: ComparedLines()) {
        ComparisonWorker(LineComparer(before, after), persons)
      }
      _ = try pipeline.run(reader) { lines, compared in
        for (place, outcome) in compared.outcomes.enumerated() {
          guard let outcome else { throw TooManyPersons() }
          try comparison.add(lines.firstLine + place, outcome)
        }
      }
    } catch is TooManyPersons {
      throw Ending(
        code: .brokenOff, message: "\(path): more persons than --persons-max allows")
    } catch let error as BulkError {
      throw Ending(code: .brokenOff, message: "\(error)")
    } catch ComparisonFault.sumsTooLarge {
      throw Ending(code: .refusedInput, message: "\(path): the sums do not fit in 64 bits")
    }
    return ComparisonReport(
      comparison, before.name, after.name, carriesPersons: persons != nil)
  }
}

/// There are more persons than may be carried.
private struct TooManyPersons: Error {}

/// What becomes of some lines; nil stands for one of a person too many.
private struct ComparedLines: Sendable {
  var outcomes: [LineOutcome?] = []
}

/// Compares the lines of one thread.
private final class ComparisonWorker: LineWorker {
  private var comparer: LineComparer
  private let persons: OrderedShares<ComparedPersons>?
  /// The lines of a chunk by their persons.
  private var sorted = LinesByShare()

  init(_ comparer: consuming LineComparer, _ persons: OrderedShares<ComparedPersons>?) {
    self.comparer = comparer
    self.persons = persons
  }

  func work(on lines: LineChunk, into compared: inout ComparedLines) {
    compared.outcomes.removeAll(keepingCapacity: true)
    if let persons { return compare(lines, carrying: persons, into: &compared.outcomes) }
    for place in 0..<lines.lineCount {
      compared.outcomes.append(comparer.compare(lines.line(at: place)))
    }
  }

  /// Compares lines share by share, each in its place.
  private func compare(
    _ lines: LineChunk, carrying persons: OrderedShares<ComparedPersons>,
    into outcomes: inout [LineOutcome?]
  ) {
    sorted.sort(lines, into: persons.count) { comparer.personKey(of: $0) }
    outcomes.append(contentsOf: repeatElement(nil, count: lines.lineCount))
    for share in 0..<persons.count {
      persons.work(on: share, chunk: lines.index) { persons in
        for place in sorted.places(of: share) {
          outcomes[place] = comparer.compare(
            lines.line(at: place), of: sorted.key(of: place), carrying: &persons)
        }
      }
    }
  }
}
