/// Where the parts of a request head lie in its octets.
struct HeadLayout: Sendable {
  var method = Method.other
  var version = Version.http11
  var methodName = ByteRange.empty
  var target = RequestTarget()
  var fieldLines: [FieldLine] = []
  var framing = BodyFraming.none

  /// As new, with the capacity kept.
  mutating func reset() {
    method = .other
    fieldLines.removeAll(keepingCapacity: true)
  }
}

/// A name and a value, as positions in the head (RFC 9112 section 5).
struct FieldLine: Sendable {
  let name: ByteRange
  let value: ByteRange
}

/// A range of positions in a head, which `Limits` keeps within 32 bits.
struct ByteRange: Sendable {
  private let start: UInt32
  private let end: UInt32

  static let empty = ByteRange(0, 0)

  init(_ start: Int, _ end: Int) {
    self.start = UInt32(start)
    self.end = UInt32(end)
  }

  var range: Range<Int> { Int(start)..<Int(end) }
  var count: Int { Int(end) - Int(start) }
}
