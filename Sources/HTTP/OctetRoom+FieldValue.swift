internal import Octets

extension OctetRoom {
  /// Puts a field value; what no field value may have becomes a space (RFC 9110 section 5.5), so
  /// that no value ends its line.
  mutating func put(fieldValue value: Span<UInt8>) {
    if ByteClass.fieldValue.run(in: value, from: 0, to: value.count) == value.count {
      return put(value)
    }
    for position in value.indices {
      put(ByteClass.fieldValue.contains(value[position]) ? value[position] : .space)
    }
  }
}
