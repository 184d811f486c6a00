/// A name and a value, as positions in the head (RFC 9112 section 5).
struct FieldLine: Sendable {
  let name: ByteRange
  let value: ByteRange
}

extension FieldLine {
  /// Measures a line whose characters have been checked, without the white space around the value.
  init(_ bytes: Span<UInt8>, _ start: Int, _ nameEnd: Int, _ end: Int) {
    var valueStart = nameEnd + 1
    var valueEnd = end
    while valueStart < valueEnd && bytes[valueStart].isWhiteSpace { valueStart += 1 }
    while valueStart < valueEnd && bytes[valueEnd - 1].isWhiteSpace { valueEnd -= 1 }
    self.init(name: ByteRange(start, nameEnd), value: ByteRange(valueStart, valueEnd))
  }

  /// Checks the octet after a field name: no white space before the colon (RFC 9112 section 5.1).
  static func checkColon(_ byte: UInt8, nameIsEmpty: Bool) throws(ProtocolError) {
    if byte == .colon && !nameIsEmpty { return }
    if byte == .lineFeed { throw .bareLineFeed }
    throw byte.isWhiteSpace ? .spaceBeforeColon : .invalidFieldName
  }

  /// Checks the octet after a field value.
  static func checkEnd(_ byte: UInt8) throws(ProtocolError) {
    if byte == .carriageReturn { return }
    throw byte == .lineFeed ? .bareLineFeed : .invalidFieldValue
  }
}
