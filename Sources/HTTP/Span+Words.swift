internal import Octets

/// Octets looked at eight at a time.
extension Span<UInt8> {
  /// The first position from `start` on that holds one of two octets, or the end.
  func firstPosition(of first: UInt8, or second: UInt8, from start: Int) -> Int {
    var position = start
    while let word = word(at: position) {
      let found = word.marking(first) | word.marking(second)
      if found != 0 { return position &+ found.firstMarked }
      position &+= 8
    }
    while position < count, self[position] != first, self[position] != second { position &+= 1 }
    return position
  }
}

extension UInt64 {
  /// Marks every octet that lies from `low` to `high`, both of them ASCII, no other octet above
  /// 0x7F being mistaken for one.
  @inline(always)
  func marking(from low: UInt8, to high: UInt8) -> UInt64 {
    let low7 = self & .repeating(0x7F)
    let notBelow = low7 &+ .repeating(0x80 &- low)
    let above = low7 &+ .repeating(0x7F &- high)
    return notBelow & ~above & ~self & .repeating(0x80)
  }

  /// A to Z as a to z, all other octets as they are.
  @inline(always)
  var lowercased: UInt64 { self | marking(from: 0x41, to: 0x5A) &>> 2 }
}
