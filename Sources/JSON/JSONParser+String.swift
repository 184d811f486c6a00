extension JSONParser {
  /// Reads a string: section 7, with the UTF-8 of RFC 3629 and paired surrogates only.
  mutating func readString() throws(JSONFault) -> JSONEntry {
    position += 1
    let start = position
    var hasEscapes = false
    while true {
      position = bytes.indexOfSpecialByte(from: position)
      guard position < bytes.count else { throw fault(.unterminatedString) }
      switch bytes[position] {
      case UInt8(ascii: "\""):
        let end = position
        position += 1
        return JSONEntry(
          start: UInt32(start), end: UInt32(end), kind: .string, hasEscapes: hasEscapes)
      case UInt8(ascii: "\\"):
        hasEscapes = true
        try readEscape()
      case 0x00..<0x20: throw fault(.controlCharacter)
      default: try readMultibyteScalar()
      }
    }
  }

  private mutating func readEscape() throws(JSONFault) {
    guard position + 1 < bytes.count else {
      position = bytes.count
      throw fault(.unterminatedString)
    }
    switch bytes[position + 1] {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"),
      UInt8(ascii: "f"), UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
      position += 2
    case UInt8(ascii: "u"): try readUnicodeEscape()
    default: throw fault(.unknownEscape)
    }
  }

  /// Reads `\uXXXX`, and the low surrogate's escape with it when the first is a high surrogate.
  private mutating func readUnicodeEscape() throws(JSONFault) {
    guard let unit = bytes.hexadecimalUnit(at: position + 2) else {
      throw fault(.expectedHexadecimal)
    }
    if UTF16.isTrailSurrogate(unit) { throw fault(.loneSurrogate) }
    guard UTF16.isLeadSurrogate(unit) else {
      position += 6
      return
    }
    guard position + 7 < bytes.count, bytes[position + 6] == UInt8(ascii: "\\"),
      bytes[position + 7] == UInt8(ascii: "u"),
      let low = bytes.hexadecimalUnit(at: position + 8), UTF16.isTrailSurrogate(low)
    else { throw fault(.loneSurrogate) }
    position += 12
  }

  /// Reads a scalar of two to four bytes by the table of well-formed sequences (RFC 3629
  /// section 4): nothing overlong, no surrogate, nothing above U+10FFFF.
  private mutating func readMultibyteScalar() throws(JSONFault) {
    let lead = bytes[position]
    let (length, second): (Int, ClosedRange<UInt8>) =
      switch lead {
      case 0xC2...0xDF: (2, 0x80...0xBF)
      case 0xE0: (3, 0xA0...0xBF)
      case 0xED: (3, 0x80...0x9F)
      case 0xE1...0xEF: (3, 0x80...0xBF)
      case 0xF0: (4, 0x90...0xBF)
      case 0xF1...0xF3: (4, 0x80...0xBF)
      case 0xF4: (4, 0x80...0x8F)
      default: throw fault(.malformedUTF8)
      }
    guard bytes.count - position >= length, second.contains(bytes[position + 1]) else {
      throw fault(.malformedUTF8)
    }
    for index in 2..<4 where index < length {
      guard UTF8.isContinuation(bytes[position + index]) else { throw fault(.malformedUTF8) }
    }
    position += length
  }
}
