public import HTTP
import Insurance
import JSON

/// Settles the lines of a batch as they arrive: one line of answer for each line, in order.
///
/// A bad line is answered in its place and never stops the stream.
final class BatchStream: BodyStream {
  /// What a batch has come to when it ends.
  struct End {
    var lineCount = 0
    var bytesReceived = 0
    var bytesSent = 0
    var isBrokenOff = false
  }

  private var calculator: Calculator
  private var lines: LineSplitter
  private let language: Language
  private let identity: RequestIdentity?
  /// What the request holds while it lasts.
  private let permit: (any Permit)?
  /// Is told of the end, once.
  private var report: ((End) -> Void)?
  private var end = End()

  /// A batch of an event loop's own.
  init(
    _ calculator: consuming Calculator, lineBytesMax: Int, in language: Language,
    of identity: RequestIdentity? = nil, permit: (any Permit)? = nil,
    report: ((End) -> Void)? = nil
  ) {
    self.report = report
    self.calculator = calculator
    self.language = language
    self.identity = identity
    self.permit = permit
    lines = LineSplitter(bytesMax: lineBytesMax)
  }

  deinit {
    end.isBrokenOff = true
    report?(end)
  }

  func receive(_ bytes: Span<UInt8>, into answer: inout [UInt8], answerBytesMax: Int) -> Int {
    let before = answer.count
    let count = lines.split(bytes) { line in
      calculator.settle(line, in: language, of: identity, into: &answer)
      return answer.count < answerBytesMax
    }
    end.bytesReceived += count
    end.bytesSent += answer.count - before
    end.lineCount = lines.count
    return count
  }

  func finish(into answer: inout [UInt8]) {
    let before = answer.count
    lines.finish { calculator.settle($0, in: language, of: identity, into: &answer) }
    end.bytesSent += answer.count - before
    end.lineCount = lines.count
    report?(end)
    report = nil
  }
}

/// One line of a batch, without its line end.
public struct BatchLine: ~Escapable {
  /// Its number, from 1.
  public let number: Int
  /// Its octets; of one that is too long, none or a part.
  public let bytes: Span<UInt8>
  /// Whether it is longer than a request may be.
  public let isTooLong: Bool

  /// A line; of one that is too long the octets do not matter.
  @_lifetime(copy bytes)
  public init(number: Int, bytes: Span<UInt8>, isTooLong: Bool) {
    self.number = number
    self.bytes = bytes
    self.isTooLong = isTooLong
  }
}

/// Cuts octets into lines, in whatever pieces they arrive; holds no more than one line.
public struct LineSplitter: Sendable {
  private let bytesMax: Int
  private var number = 0
  /// Lines so far.
  var count: Int { number }
  /// The beginning of a line whose end has not arrived.
  private var held: [UInt8] = []
  private var isTooLong = false

  /// A splitter for lines of up to `bytesMax` octets.
  public init(bytesMax: Int) { self.bytesMax = bytesMax }

  /// Passes on the lines that end in these octets, up to the first of which `body` says that no
  /// more may follow for now.
  ///
  /// - Returns: how many octets it has read: all of them, or to the end of that line.
  public mutating func split(
    _ bytes: Span<UInt8>, _ body: (borrowing BatchLine) -> Bool
  ) -> Int {
    var start = 0
    for index in bytes.indices where bytes[index] == UInt8(ascii: "\n") {
      let goesOn = pass(bytes.extracting(start..<index), body)
      start = index + 1
      if !goesOn { return start }
    }
    hold(bytes.extracting(start..<bytes.count))
    return bytes.count
  }

  /// Passes on the last line, where it has no line end.
  public mutating func finish(_ body: (borrowing BatchLine) -> Void) {
    if !held.isEmpty || isTooLong { pass(Span(), body) }
  }

  private mutating func pass<Result>(
    _ end: Span<UInt8>, _ body: (borrowing BatchLine) -> Result
  ) -> Result {
    number += 1
    if held.isEmpty, !isTooLong, end.count <= bytesMax {
      return body(BatchLine(number: number, bytes: end, isTooLong: false))
    }
    hold(end)
    let result = body(BatchLine(number: number, bytes: held.span, isTooLong: isTooLong))
    held.removeAll(keepingCapacity: true)
    isTooLong = false
    return result
  }

  private mutating func hold(_ bytes: Span<UInt8>) {
    if isTooLong || held.count + bytes.count > bytesMax {
      isTooLong = true
      held.removeAll(keepingCapacity: true)
      return
    }
    held.reserveCapacity(held.count + bytes.count)
    for index in bytes.indices { held.append(bytes[index]) }
  }
}

extension Calculator {
  /// Appends one line of answer to one line of a batch.
  ///
  /// - Parameter identity: what the batch is known by where it came over HTTP.
  /// - Returns: whether the line was a settlement.
  @discardableResult
  public mutating func settle(
    _ line: borrowing BatchLine, in language: Language, explains: Bool = true,
    of identity: RequestIdentity? = nil, into output: inout [UInt8]
  ) -> Bool {
    do throws(Problem) {
      if line.isTooLong { throw Problem(ProtocolError.contentTooLarge) }
      try appendSettlement(
        line.bytes, in: language, explains: explains, of: identity, to: &output)
      output.append(UInt8(ascii: "\n"))
      return true
    } catch {
      append(error, at: line.number, in: language, to: &output)
      return false
    }
  }

  /// Appends the answer to a line that is refused.
  mutating func append(
    _ problem: Problem, at line: Int, in language: Language, to output: inout [UInt8]
  ) {
    write(into: &output) { json in
      json.beginObject()
      json.count("line", line)
      json.requestID(problem.requestID)
      json.key("problem")
      problem.write(into: &json, in: language)
      json.endObject()
    }
    output.append(UInt8(ascii: "\n"))
  }
}
