internal import Octets

extension Span<UInt8> {
  /// The byte at `index`; nil where there is none.
  @inline(always)
  func byte(at index: Int) -> UInt8? {
    UInt(bitPattern: index) < UInt(bitPattern: count) ? self[index] : nil
  }

  /// The four bytes from `index` on, the first one lowest; nil when fewer are left.
  @inline(always)
  func halfWord(at index: Int) -> UInt32? {
    let rest = extracting(droppingFirst: index)
    guard rest.count >= 4 else { return nil }
    var word: UInt32 = 0
    for place in 0..<4 { word |= UInt32(rest[place]) &<< UInt32(8 &* place) }
    return word
  }

  /// Whether both have the same bytes.
  ///
  /// They are compared by words; the last word may overlap the one before.
  @usableFromInline
  func isEqual(to other: Span<UInt8>) -> Bool {
    guard count == other.count else { return false }
    if count >= 8 {
      var index = 0
      while index &+ 8 < count {
        guard word(at: index) == other.word(at: index) else { return false }
        index &+= 8
      }
      return word(at: count &- 8) == other.word(at: count &- 8)
    }
    if count >= 4 {
      return halfWord(at: 0) == other.halfWord(at: 0)
        && halfWord(at: count &- 4) == other.halfWord(at: count &- 4)
    }
    for index in indices where self[index] != other[index] { return false }
    return true
  }
}
