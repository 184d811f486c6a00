extension Span<UInt8> {
  /// The end of the number at `start`, `decimal ([eE] [+-]? [0-9]+)?` (RFC 8259 section 6).
  @inline(always)
  func endOfNumber(at start: Int) throws(JSONFault) -> Int {
    var index = try endOfDecimal(at: start)
    guard let letter = byte(at: index), letter | 0x20 == UInt8(ascii: "e") else { return index }
    index &+= 1
    if byte(at: index) == UInt8(ascii: "+") || byte(at: index) == UInt8(ascii: "-") { index &+= 1 }
    return try endOfDigits(at: index, orElse: .expectedDigitInExponent)
  }

  /// The end of the decimal at `start`, `-? (0 | [1-9] [0-9]*) (\. [0-9]+)?`.
  @inline(always)
  func endOfDecimal(at start: Int) throws(JSONFault) -> Int {
    let first = byte(at: start) == UInt8(ascii: "-") ? start &+ 1 : start
    var index = try endOfDigits(at: first, orElse: .expectedDigitAfterMinus)
    if index &- first > 1, self[first] == UInt8(ascii: "0") {
      throw JSONFault(reason: .leadingZero, offset: first &+ 1)
    }
    if byte(at: index) == UInt8(ascii: ".") {
      index = try endOfDigits(at: index &+ 1, orElse: .expectedDigitAfterPoint)
    }
    return index
  }

  @inline(always)
  private func endOfDigits(
    at start: Int, orElse reason: JSONError.Reason
  ) throws(JSONFault) -> Int {
    var index = start
    while let byte = byte(at: index), byte &- UInt8(ascii: "0") < 10 { index &+= 1 }
    guard index > start else { throw JSONFault(reason: reason, offset: index) }
    return index
  }
}

extension Span<UInt8> {
  /// The value of the digit at `index`; nil where there is none.
  @inline(always)
  func digit(at index: Int) -> Int64? {
    guard let byte = byte(at: index), byte &- UInt8(ascii: "0") < 10 else { return nil }
    return Int64(byte &- UInt8(ascii: "0"))
  }
}
