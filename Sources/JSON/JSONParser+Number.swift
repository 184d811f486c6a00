extension JSONParser {
  /// Reads a number, `decimal ([eE] [+-]? [0-9]+)?` (section 6).
  mutating func readNumber() throws(JSONFault) {
    try readDecimal()
    guard hasByte(UInt8(ascii: "e")) || hasByte(UInt8(ascii: "E")) else { return }
    position += 1
    if hasByte(UInt8(ascii: "+")) || hasByte(UInt8(ascii: "-")) { position += 1 }
    try readDigits(orElse: .expectedDigitInExponent)
  }

  /// Reads a number as far as its exponent, `-? (0 | [1-9] [0-9]*) (\. [0-9]+)?`.
  mutating func readDecimal() throws(JSONFault) {
    if hasByte(UInt8(ascii: "-")) { position += 1 }
    if hasByte(UInt8(ascii: "0")) {
      position += 1
      guard !hasDigit() else { throw fault(.leadingZero) }
    } else {
      try readDigits(orElse: .expectedDigitAfterMinus)
    }
    if hasByte(UInt8(ascii: ".")) {
      position += 1
      try readDigits(orElse: .expectedDigitAfterPoint)
    }
  }

  @inline(__always)
  private func hasByte(_ byte: UInt8) -> Bool {
    position < bytes.count && bytes[position] == byte
  }

  @inline(__always)
  private func hasDigit() -> Bool {
    position < bytes.count && bytes[position] &- UInt8(ascii: "0") < 10
  }

  @inline(__always)
  private mutating func readDigits(orElse reason: JSONError.Reason) throws(JSONFault) {
    guard hasDigit() else { throw fault(reason) }
    repeat { position &+= 1 } while hasDigit()
  }
}
