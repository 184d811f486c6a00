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
