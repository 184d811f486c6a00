import API
import Bulk
import Comparison

/// Compares the lines of a file on several threads, and adds them up in their order.
struct ComparisonRun {
  let before: PolicySide
  let after: PolicySide
  let threads: Int

  /// The report on the lines of a file.
  ///
  /// - Throws: an `Ending` where the file cannot be read to its end.
  func report(on path: String) throws -> ComparisonReport {
    var comparison = PolicyComparison()
    var explainer = LineComparer(before.edition, after.edition)
    do {
      let reader = LineReader(
        try InputFile(path), lineBytesMax: RequestLimits.bodyBytesMax)
      let (before, after) = (before.edition, after.edition)
      let pipeline = try LinePipeline(threads: threads, product: []) {
        ComparisonWorker(LineComparer(before, after))
      }
      _ = try pipeline.run(reader) { lines, outcomes in
        for (number, outcome) in outcomes {
          try comparison.add(number, outcome) { explainer.explanations(of: number, in: lines) }
        }
      }
    } catch let error as BulkError {
      throw Ending(code: .brokenOff, message: "\(error)")
    } catch ComparisonFault.sumsTooLarge {
      throw Ending(code: .refusedInput, message: "\(path): the sums do not fit in 64 bits")
    }
    return ComparisonReport(comparison, before.name, after.name)
  }
}

/// Compares the lines of one thread.
private final class ComparisonWorker: LineWorker {
  private var comparer: LineComparer

  init(_ comparer: consuming LineComparer) { self.comparer = comparer }

  func work(on lines: LineChunk, into outcomes: inout [(Int, LineOutcome)]) {
    outcomes.removeAll(keepingCapacity: true)
    lines.forEachLine { number, line in outcomes.append((number, comparer.compare(line))) }
  }
}

extension LineComparer {
  /// How both policies explain one of the lines.
  fileprivate mutating func explanations(
    of number: Int, in lines: LineChunk
  ) -> (before: Explanation, after: Explanation)? {
    var found: (before: Explanation, after: Explanation)?
    lines.forEachLine { lineNumber, line in
      if lineNumber == number { found = explanations(of: line) }
    }
    return found
  }
}
