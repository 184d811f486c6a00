/// `uri-host [ ":" port ]` (RFC 9110 section 7.2).
enum Host {
  /// Whether the octets are a host with an optional port.
  ///
  /// An empty host is one, for a client whose target has no authority; an address in brackets is
  /// checked for its characters alone.
  static func isValid(_ value: Span<UInt8>) -> Bool {
    guard let end = hostEnd(value) else { return false }
    if end == value.count { return true }
    guard value[end] == .colon else { return false }
    return ByteClass.digit.run(in: value, from: end + 1, to: value.count) == value.count
  }

  private static func hostEnd(_ value: Span<UInt8>) -> Int? {
    guard !value.isEmpty, value[0] == UInt8(ascii: "[") else {
      return ByteClass.registeredName.run(in: value, from: 0, to: value.count)
    }
    let end = ByteClass.addressLiteral.run(in: value, from: 1, to: value.count)
    guard end > 1, end < value.count, value[end] == UInt8(ascii: "]") else { return nil }
    return end + 1
  }
}
