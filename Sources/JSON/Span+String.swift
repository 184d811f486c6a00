internal import Octets

extension Span<UInt8> {
  /// The closing quotation mark of the string whose content begins at `start`, and whether there
  /// are escapes before it: RFC 8259 section 7, with paired surrogates and the UTF-8 of RFC 3629
  /// only.
  @inline(always)
  func endOfString(at start: Int) throws(JSONFault) -> (end: Int, hasEscapes: Bool) {
    let index = indexOfSpecialByte(from: start)
    if byte(at: index) == UInt8(ascii: "\"") { return (index, false) }
    return try endOfSpecialString(at: index)
  }

  /// The same from the first byte on that is special.
  @inline(never)
  private func endOfSpecialString(
    at start: Int
  ) throws(JSONFault) -> (end: Int, hasEscapes: Bool) {
    var index = start
    var hasEscapes = false
    while index < count {
      switch self[index] {
      case UInt8(ascii: "\""): return (index, hasEscapes)
      case UInt8(ascii: "\\"):
        hasEscapes = true
        index = try endOfEscape(at: index)
      case 0x00..<0x20: throw JSONFault(reason: .controlCharacter, offset: index)
      case 0x80...: index = try endOfMultibyteScalar(at: index)
      default: index = indexOfSpecialByte(from: index)
      }
    }
    throw JSONFault(reason: .unterminatedString, offset: count)
  }

  /// The first byte from `index` on that is a quotation mark, a backslash, a control character or
  /// not ASCII; the end when there is none.
  @inline(always)
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

  private func endOfEscape(at start: Int) throws(JSONFault) -> Int {
    guard start + 1 < count else {
      throw JSONFault(reason: .unterminatedString, offset: count)
    }
    switch self[start + 1] {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"),
      UInt8(ascii: "f"), UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
      return start + 2
    case UInt8(ascii: "u"): return try endOfUnicodeEscape(at: start)
    default: throw JSONFault(reason: .unknownEscape, offset: start)
    }
  }

  /// The end of `\uXXXX`, or of a pair of them that write a pair of surrogates.
  private func endOfUnicodeEscape(at start: Int) throws(JSONFault) -> Int {
    guard let unit = hexadecimalUnit(at: start + 2) else {
      throw JSONFault(reason: .expectedHexadecimal, offset: start)
    }
    guard UTF16.isLeadSurrogate(unit) else {
      if UTF16.isTrailSurrogate(unit) { throw JSONFault(reason: .loneSurrogate, offset: start) }
      return start + 6
    }
    guard count - start >= 12, self[start + 6] == UInt8(ascii: "\\"),
      self[start + 7] == UInt8(ascii: "u"),
      let low = hexadecimalUnit(at: start + 8), UTF16.isTrailSurrogate(low)
    else { throw JSONFault(reason: .loneSurrogate, offset: start) }
    return start + 12
  }

  /// The end of a scalar of two to four bytes, by the table of well-formed sequences (RFC 3629
  /// section 4): nothing overlong, no surrogate, nothing above U+10FFFF.
  private func endOfMultibyteScalar(at start: Int) throws(JSONFault) -> Int {
    let fault = JSONFault(reason: .malformedUTF8, offset: start)
    let (length, second): (Int, ClosedRange<UInt8>) =
      switch self[start] {
      case 0xC2...0xDF: (2, 0x80...0xBF)
      case 0xE0: (3, 0xA0...0xBF)
      case 0xED: (3, 0x80...0x9F)
      case 0xE1...0xEF: (3, 0x80...0xBF)
      case 0xF0: (4, 0x90...0xBF)
      case 0xF1...0xF3: (4, 0x80...0xBF)
      case 0xF4: (4, 0x80...0x8F)
      default: throw fault
      }
    guard count - start >= length, second.contains(self[start + 1]) else { throw fault }
    for index in (start + 2)..<(start + length) {
      guard UTF8.isContinuation(self[index]) else { throw fault }
    }
    return start + length
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
