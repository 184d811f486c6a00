internal import Octets

/// Where the parts of a request head lie in its octets, the field lines apart.
struct HeadOutline: Sendable {
  var method = Method.other
  var version = Version.http11
  var methodName = ByteRange.empty
  var target = RequestTarget()
  var framing = BodyFraming.none
  /// See `RequestHead.serial`.
  var serial: UInt64 = 0
  fileprivate(set) var nameKeys: UInt64 = 0

  /// Whether a field may be there: where not, its lines need not be looked through.
  ///
  /// - Parameter name: in lower case.
  func mayHave(_ name: StaticString) -> Bool { nameKeys & name.bytes.nameKey != 0 }
}

/// Where the parts of a request head lie in its octets.
struct HeadLayout: Sendable {
  var outline = HeadOutline()
  private(set) var fieldLines: [FieldLine] = []

  /// As new, with the capacity kept.
  mutating func reset() {
    outline.method = .other
    outline.serial = 0
    outline.nameKeys = 0
    fieldLines.removeAll(keepingCapacity: true)
  }

  /// Notes a field line.
  mutating func append(_ line: FieldLine, named name: Span<UInt8>) {
    fieldLines.append(line)
    outline.nameKeys |= name.nameKey
  }
}

extension Span<UInt8> {
  /// One of 64 bits, by the length of a field name and by its first and last letters, in either
  /// case; the factors keep the names asked for apart from one another and from other usual ones.
  fileprivate var nameKey: UInt64 {
    let (first, last) = (self[0] | 0x20, self[count &- 1] | 0x20)
    let key = first &+ last &* 3 &+ UInt8(truncatingIfNeeded: count) &* 45
    return 1 &<< UInt64(key & 63)
  }
}
