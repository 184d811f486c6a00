import API
import Bulk
import ContentCoding

/// Settles lines on one thread.
final class BatchWorker: LineWorker {
  private let work: BatchWork
  /// The lines that an earlier run has answered, which are settled for what they leave behind.
  private let answeredCount: Int
  private var calculator: Calculator
  private let deflater: Deflater?
  private var plain: [UInt8] = []
  /// The lines of a chunk by their persons.
  private var sorted = LinesByShare()

  init(_ work: BatchWork, answeredCount: Int) {
    self.work = work
    self.answeredCount = answeredCount
    calculator = Calculator(work.policy)
    deflater = work.compresses ? Deflater(.gzip) : nil
  }

  func work(on lines: LineChunk, into answers: inout BatchAnswers) {
    answers.reset()
    var output: [UInt8] = []
    swap(&output, &answers.output)
    if let persons = work.persons {
      settle(lines, carrying: persons, into: &output, &answers)
    } else {
      settle(lines, into: &output, &answers)
    }
    if let deflater, !output.isEmpty { compress(&output, by: deflater) }
    swap(&output, &answers.output)
  }

  private func settle(
    _ lines: LineChunk, into output: inout [UInt8], _ answers: inout BatchAnswers
  ) {
    for place in 0..<lines.lineCount {
      let line = BatchLine(of: lines, at: place)
      let isSettled = calculator.settle(
        line, in: work.language, explains: work.explains, into: &output)
      if !isSettled { answers.refuse(line, keeping: work.keepsErrors) }
    }
    answers.lineCount = lines.lineCount
  }

  private func compress(_ output: inout [UInt8], by deflater: Deflater) {
    swap(&output, &plain)
    output.removeAll(keepingCapacity: true)
    deflater.reset()
    let uncompressed = plain
    deflater.compress(uncompressed.span, into: &output)
    deflater.finish(into: &output)
  }
}

// MARK: Carrying

extension BatchWorker {
  /// Settles lines share by share, then puts the answers in the order of the lines.
  private func settle(
    _ lines: LineChunk, carrying persons: OrderedShares<CarriedPersons>,
    into output: inout [UInt8], _ answers: inout BatchAnswers
  ) {
    sorted.sort(lines, into: persons.count) { calculator.personKey(of: $0) }
    var scattered: [UInt8] = []
    swap(&scattered, &plain)
    scattered.removeAll(keepingCapacity: true)
    var fullAt = lines.lineCount
    for share in 0..<persons.count {
      persons.work(on: share, chunk: lines.index) { persons in
        for place in sorted.places(of: share) where place < fullAt {
          let start = scattered.count
          let become = calculator.settle(
            BatchLine(of: lines, at: place), of: sorted.key(of: place), carrying: &persons,
            in: work.language, explains: work.explains, into: &scattered)
          sorted.note(start..<scattered.count, isRefused: become == .refused, at: place)
          if become == .full { fullAt = place }
        }
      }
    }
    if fullAt < lines.lineCount { answers.fullAt = lines.firstLine + fullAt }
    gather(lines, upTo: fullAt, from: scattered, into: &output, &answers)
    swap(&scattered, &plain)
  }

  /// Puts the answers to the lines before a place in order, without those given before.
  private func gather(
    _ lines: LineChunk, upTo end: Int, from scattered: [UInt8], into output: inout [UInt8],
    _ answers: inout BatchAnswers
  ) {
    let begin = min(max(answeredCount + 1 - lines.firstLine, 0), end)
    for place in begin..<end {
      output.append(contentsOf: scattered[sorted.answer(at: place)])
      guard sorted.isRefused(at: place) else { continue }
      answers.refuse(BatchLine(of: lines, at: place), keeping: work.keepsErrors)
    }
    answers.lineCount = end - begin
  }
}
