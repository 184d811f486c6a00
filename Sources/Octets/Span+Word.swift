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
