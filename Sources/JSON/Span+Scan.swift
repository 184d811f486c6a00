extension Span<UInt8> {
  /// The eight bytes from `index` on, the first one lowest; nil when fewer are left.
  @inline(__always)
  func word(at index: Int) -> UInt64? {
    guard index >= 0, count &- index >= 8 else { return nil }
    var word: UInt64 = 0
    for place in 0..<8 { word |= UInt64(self[index &+ place]) &<< UInt64(8 &* place) }
    return word
  }

  /// The first byte from `index` on that is a quotation mark, a backslash, a control character or
  /// not ASCII; the end when there is none.
  @inline(__always)
  func indexOfSpecialByte(from index: Int) -> Int {
    var index = index
    while let word = word(at: index) {
      let special = word.specialBytes
      if special != 0 { return index &+ special.trailingZeroBitCount / 8 }
      index &+= 8
    }
    while index < count, !self[index].isSpecial { index &+= 1 }
    return index
  }

  /// The number that four hexadecimal digits at `index` write; nil when they are not there.
  func hexadecimalUnit(at index: Int) -> UInt16? {
    guard count - index >= 4 else { return nil }
    var unit: UInt16 = 0
    for place in 0..<4 {
      let digit: UInt8
      switch self[index + place] {
      case let byte where byte &- UInt8(ascii: "0") < 10: digit = byte - UInt8(ascii: "0")
      case let byte where (byte | 0x20) &- UInt8(ascii: "a") < 6:
        digit = (byte | 0x20) - UInt8(ascii: "a") + 10
      default: return nil
      }
      unit = unit << 4 | UInt16(digit)
    }
    return unit
  }
}

extension UInt8 {
  /// Whether a string cannot simply go on over this byte.
  @inline(__always)
  var isSpecial: Bool {
    self < 0x20 || self == UInt8(ascii: "\"") || self == UInt8(ascii: "\\") || self >= 0x80
  }
}

extension UInt64 {
  /// The same byte eight times.
  @inline(__always)
  private static func repeating(_ byte: UInt8) -> UInt64 { 0x0101_0101_0101_0101 &* UInt64(byte) }

  /// The high bit of the lowest of the eight bytes that is special, or 0 when none is.
  ///
  /// A subtraction borrows from the byte above only where it set the high bit of its own, so the
  /// lowest bit set is exact; those above it may not be.
  @inline(__always)
  var specialBytes: UInt64 {
    let quotation = (self ^ .repeating(UInt8(ascii: "\""))) &- .repeating(1)
    let backslash = (self ^ .repeating(UInt8(ascii: "\\"))) &- .repeating(1)
    let control = self &- .repeating(0x20)
    return (self | quotation | backslash | control) & .repeating(0x80)
  }
}
