import HTTP
import Insurance
import JSON

/// Writes of each settlement what an auditor needs to find and to check it, and nothing that says
/// whose it is: digests, amounts, readings, and the caller's own identifier as a keyed hash.
///
/// One serves one event loop.
public struct DecisionRecorder: Sendable {
  /// Takes a line with its line end; never waits.
  public typealias Sink = @Sendable (Span<UInt8>) -> Void
  /// The keyed hash of an identifier.
  public typealias KeyedHash = @Sendable (Span<UInt8>) -> InlineArray<32, UInt8>

  private let sink: Sink
  private let keyedHash: KeyedHash
  private let unixMilliseconds: @Sendable () -> Int64
  let nanoseconds: @Sendable () -> UInt64

  /// A recorder.
  ///
  /// - Parameters:
  ///   - unixMilliseconds: what time it is, in milliseconds since 1970.
  ///   - nanoseconds: a clock that only goes forward.
  public init(
    keyedHash: @escaping KeyedHash, unixMilliseconds: @escaping @Sendable () -> Int64,
    nanoseconds: @escaping @Sendable () -> UInt64, sink: @escaping Sink
  ) {
    self.sink = sink
    self.keyedHash = keyedHash
    self.unixMilliseconds = unixMilliseconds
    self.nanoseconds = nanoseconds
  }

  /// Hands over the line of a settlement.
  ///
  /// - Parameters:
  ///   - request: the digest of the request; nil where none could be taken.
  ///   - identity: what the request over HTTP is known by, in answers and other logs.
  ///   - start: when the settlement began, in nanoseconds.
  ///   - json: to write into.
  ///   - line: to put the line together in.
  func record(
    _ answer: SettlementAnswer, request: InlineArray<32, UInt8>?, of identity: RequestIdentity?,
    since start: UInt64, _ json: inout JSONWriter, _ line: inout [UInt8]
  ) {
    json.reset()
    json.beginObject()
    json.moment("time", unixMilliseconds: unixMilliseconds())
    if let request { json.digest("request", request) }
    if let requestID = answer.requestID {
      json.digest("identifierHash", requestID.hash(by: keyedHash))
    }
    if let identity, !identity.id.isEmpty {
      json.key("requestId")
      json.string(identity.id.span)
    }
    if let trace = identity?.trace { json.traceID(trace) }
    json.text("policy", answer.edition.policy.digest)
    json.text("engine", answer.edition.engine.version)
    json.text("outcome", answer.settlement.isSettled ? "settled" : "notCovered")
    json.key("amounts")
    json.amounts(answer.settlement.amounts)
    json.key("readings")
    json.readings(answer.readings)
    json.key("microseconds")
    json.integer(Int64(clamping: (nanoseconds() &- start) / 1000))
    json.endObject()
    line.removeAll(keepingCapacity: true)
    json.append(to: &line)
    line.append(UInt8(ascii: "\n"))
    sink(line.span)
  }

  /// The line that says that so many others were lost before it.
  public static func lossNote(count: Int, unixMilliseconds: Int64) -> [UInt8] {
    var json = JSONWriter()
    json.beginObject()
    json.moment("time", unixMilliseconds: unixMilliseconds)
    json.key("lost")
    json.integer(Int64(count))
    json.endObject()
    return json.bytes + [UInt8(ascii: "\n")]
  }
}

extension JSONWriter {
  /// A moment as `2024-05-11T08:09:10.123Z` (RFC 3339).
  fileprivate mutating func moment(_ name: StaticString, unixMilliseconds: Int64) {
    let (seconds, milliseconds) = unixMilliseconds.quotientAndRemainder(dividingBy: 1000)
    let (days, second) = seconds.quotientAndRemainder(dividingBy: 86_400)
    guard let day = Day(daysSince1970: Int(days)) else {
      preconditionFailure("the clock shows a day between 1970 and 9999")
    }
    var text = InlineArray<24, UInt8>(repeating: UInt8(ascii: "Z"))
    func put(_ number: Int, _ digits: Int, at end: Int, before mark: Unicode.Scalar) {
      var rest = number
      for place in (end - digits..<end).reversed() {
        text[place] = UInt8(ascii: "0") + UInt8(rest % 10)
        rest /= 10
      }
      text[end] = UInt8(ascii: mark)
    }
    let (digits, second32) = (Int(day.digits), Int(second))
    put(digits / 10_000, 4, at: 4, before: "-")
    put(digits / 100 % 100, 2, at: 7, before: "-")
    put(digits % 100, 2, at: 10, before: "T")
    put(second32 / 3600, 2, at: 13, before: ":")
    put(second32 / 60 % 60, 2, at: 16, before: ":")
    put(second32 % 60, 2, at: 19, before: ".")
    put(Int(milliseconds), 3, at: 23, before: "Z")
    key(name)
    string(text.span)
  }

  /// The id of a trace, as `traceparent` has it.
  fileprivate mutating func traceID(_ trace: TraceContext) {
    let halves = [trace.traceHigh, trace.traceLow]
    let text = InlineArray<32, UInt8> { index in
      let shift = UInt64(60 - 4 * (index % 16))
      return UInt8(truncatingIfNeeded: halves[index / 16] >> shift & 0xF).hexadecimalDigit
    }
    key("traceId")
    string(text.span)
  }

  /// The readings that a request can choose, as they were in force.
  fileprivate mutating func readings(_ readings: Readings) {
    beginObject()
    for reading in Reading.choosable {
      key(reading.name)
      string(readings.value(of: reading))
    }
    endObject()
  }
}

extension Reading {
  fileprivate static let choosable = allCases.filter(\.isChoosable)
}
