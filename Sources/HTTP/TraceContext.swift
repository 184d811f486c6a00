internal import Octets

/// A request's place in a trace (W3C Trace Context).
///
/// A `traceparent` that is not what the recommendation says counts as none. `tracestate` is not
/// read: it is for whoever is called next, and this server calls nobody.
public struct TraceContext: Sendable, Equatable {
  /// The first half of the trace's id.
  public let traceHigh: UInt64
  /// The second half of the trace's id; not both halves are zero.
  public let traceLow: UInt64
  /// The id of the caller's span; nil where the trace begins here.
  public let parent: UInt64?
  /// The id of the request's own span, which is not zero.
  public let span: UInt64
  /// Whether the trace is recorded (section 3.2.2.5.1).
  public let isSampled: Bool

  /// The octets of a `traceparent` of version 00.
  private static let byteCount = 55

  /// A trace that begins here.
  ///
  /// - Parameter random: any number, another each time.
  init(isSampled: Bool, random: () -> UInt64) {
    traceHigh = random()
    traceLow = Self.nonzero(random)
    parent = nil
    span = Self.nonzero(random)
    self.isSampled = isSampled
  }

  /// Goes on with a caller's trace; nil where the field is malformed (section 3.2).
  ///
  /// A later version is read as far as version 00 goes (section 4.3).
  init?(traceparent: Span<UInt8>, random: () -> UInt64) {
    guard traceparent.count >= Self.byteCount,
      let version = traceparent.hexadecimal(0..<2), version != 0xFF,
      traceparent.count == Self.byteCount
        || version > 0 && traceparent[Self.byteCount] == .hyphen,
      traceparent[2] == .hyphen, traceparent[35] == .hyphen, traceparent[52] == .hyphen,
      let traceHigh = traceparent.hexadecimal(3..<19),
      let traceLow = traceparent.hexadecimal(19..<35), traceHigh | traceLow != 0,
      let parent = traceparent.hexadecimal(36..<52), parent != 0,
      let flags = traceparent.hexadecimal(53..<55)
    else { return nil }
    self.traceHigh = traceHigh
    self.traceLow = traceLow
    self.parent = parent
    span = Self.nonzero(random)
    isSampled = flags & 1 == 1
  }

  private static func nonzero(_ random: () -> UInt64) -> UInt64 {
    var number = random()
    while number == 0 { number = random() }
    return number
  }

  /// Puts the context as a field value: the trace, the request's own span, and the flag.
  func put(into room: inout OctetRoom) {
    room.put("00-")
    room.put(hexadecimal: traceHigh)
    room.put(hexadecimal: traceLow)
    room.put("-")
    room.put(hexadecimal: span)
    room.put(isSampled ? "-01" : "-00")
  }
}

extension Span<UInt8> {
  /// The number that up to 16 digits of lower case write; nil for anything else.
  fileprivate func hexadecimal(_ range: Range<Int>) -> UInt64? {
    var number: UInt64 = 0
    for position in range {
      let byte = self[position]
      guard let value = byte.hexadecimalValue, byte == byte.lowercased else { return nil }
      number = number << 4 | UInt64(value)
    }
    return number
  }
}
