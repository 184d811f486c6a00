internal import Octets

extension UInt8 {
  /// Whether the byte may stand between tokens (RFC 8259 section 2).
  @inline(always)
  var isWhitespace: Bool {
    switch self {
    case 0x20, 0x09, 0x0A, 0x0D: true
    default: false
    }
  }

  /// Whether the byte must be escaped in a string (RFC 8259 section 7).
  @inline(always)
  var mustBeEscaped: Bool {
    self < 0x20 || self == UInt8(ascii: "\"") || self == UInt8(ascii: "\\")
  }

  /// Whether a string takes a closer look here: at its end, an escape, a control character, or a
  /// scalar of more than one byte.
  @inline(always)
  var isSpecial: Bool { mustBeEscaped || self >= 0x80 }
}

/// The same for eight bytes at once.
extension UInt64 {
  /// The high bit of the lowest of the eight bytes that is special, or 0 when none is.
  @inline(always)
  var specialBytes: UInt64 { (self | markedToEscape) & .repeating(0x80) }

  /// Whether one of the eight bytes must be escaped.
  @inline(always)
  var hasByteToEscape: Bool { markedToEscape & ~self & .repeating(0x80) != 0 }

  /// A word with the high bit set in the lowest byte that must be escaped, and in none below it
  /// but those that are not ASCII.
  ///
  /// Bit 1 swapped, the quotation mark is the 33rd byte and the control characters stay the first
  /// 32, so that one subtraction finds both. A subtraction borrows from the byte above only where
  /// it has set the high bit of its own: the lowest bit is exact, those above it may not be.
  @inline(always)
  private var markedToEscape: UInt64 {
    let quotationOrControl = (self ^ .repeating(0x02)) &- .repeating(0x21)
    let backslash = (self ^ .repeating(UInt8(ascii: "\\"))) &- .repeating(1)
    return quotationOrControl | backslash
  }
}

extension Span<UInt8> {
  /// Whether one of the bytes must be escaped.
  var hasByteToEscape: Bool {
    var index = 0
    while let word = word(at: index) {
      if word.hasByteToEscape { return true }
      index &+= 8
    }
    while index < count {
      if self[index].mustBeEscaped { return true }
      index &+= 1
    }
    return false
  }
}
