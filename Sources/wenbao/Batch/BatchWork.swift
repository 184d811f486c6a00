import API
import Bulk
import ContentCoding

/// What a batch does with each line.
struct BatchWork: Sendable {
  /// The longest line, in octets: that of a request.
  static let lineBytesMax = RequestLimits.bodyBytesMax

  let policy: PolicySlot
  let language: Language
  /// Whether answers have steps, where a line does not say otherwise.
  let explains: Bool
  /// Whether refused lines are kept.
  let keepsErrors: Bool
  /// Whether answers are compressed.
  let compresses: Bool
}

/// What becomes of some lines.
struct BatchAnswers: Sendable {
  /// The answers, as they are written.
  var output: [UInt8] = []
  /// The refused lines, each with its number before it.
  var errors: [UInt8] = []
  /// How many lines were refused.
  var refusedCount = 0
}

/// Settles lines on one thread.
final class BatchWorker: LineWorker {
  private let work: BatchWork
  private var calculator: Calculator
  private var plain: [UInt8] = []
  private let deflater: Deflater?

  init(_ work: BatchWork) {
    self.work = work
    calculator = Calculator(work.policy)
    deflater = work.compresses ? Deflater(.gzip) : nil
  }

  func work(on lines: LineChunk, into answers: inout BatchAnswers) {
    answers.output.removeAll(keepingCapacity: true)
    answers.errors.removeAll(keepingCapacity: true)
    answers.refusedCount = 0
    guard let deflater else {
      var output: [UInt8] = []
      swap(&output, &answers.output)
      settle(lines, into: &output, &answers)
      swap(&output, &answers.output)
      return
    }
    var plain: [UInt8] = []
    swap(&plain, &self.plain)
    plain.removeAll(keepingCapacity: true)
    settle(lines, into: &plain, &answers)
    deflater.reset()
    deflater.compress(plain.span, into: &answers.output)
    deflater.finish(into: &answers.output)
    swap(&plain, &self.plain)
  }

  private func settle(
    _ lines: LineChunk, into output: inout [UInt8], _ answers: inout BatchAnswers
  ) {
    lines.forEachLine { number, bytes in
      let line = BatchLine(
        number: number, bytes: bytes, isTooLong: bytes.count > BatchWork.lineBytesMax)
      if calculator.settle(line, in: work.language, explains: work.explains, into: &output) {
        return
      }
      answers.refusedCount += 1
      if work.keepsErrors { answers.keep(line) }
    }
  }
}

extension BatchAnswers {
  /// Keeps a refused line; of one that is too long, its number.
  fileprivate mutating func keep(_ line: borrowing BatchLine) {
    errors.append(contentsOf: "\(line.number)\t".utf8)
    if !line.isTooLong {
      for index in line.bytes.indices { errors.append(line.bytes[index]) }
    }
    errors.append(UInt8(ascii: "\n"))
  }
}
