extension Span<UInt8> {
  /// The eight octets from `position` on, the first one lowest; nil when fewer are left.
  @inlinable
  @inline(always)
  public func word(at position: Int) -> UInt64? {
    let rest = extracting(droppingFirst: position)
    guard rest.count >= 8 else { return nil }
    var word: UInt64 = 0
    for place in 0..<8 { word |= UInt64(rest[place]) &<< UInt64(8 &* place) }
    return word
  }
}

/// Eight octets at once: what is found is marked by the high bit of its octet.
extension UInt64 {
  /// The same octet eight times.
  @inlinable
  @inline(always)
  public static func repeating(_ octet: UInt8) -> UInt64 { 0x0101_0101_0101_0101 &* UInt64(octet) }

  /// The place of the first octet marked.
  @inlinable
  @inline(always)
  public var firstMarked: Int { trailingZeroBitCount &>> 3 }

  /// Marks the first octet that equals `octet`; what is marked after it is not to be relied on.
  @inlinable
  @inline(always)
  public func marking(_ octet: UInt8) -> UInt64 {
    let difference = self ^ .repeating(octet)
    return (difference &- .repeating(1)) & ~difference & .repeating(0x80)
  }
}
