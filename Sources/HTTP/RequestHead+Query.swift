extension RequestHead {
  /// The query as names and values, in order, decoded as forms are: `a=1&b=x%20y`.
  ///
  /// - Returns: none without a query; nil if a percent sign is not followed by two hexadecimal
  ///   digits or an octet is not UTF-8 (RFC 3986 section 2.1).
  public func queryItems() -> [(name: String, value: String)]? {
    guard let query, !query.isEmpty else { return [] }
    var items: [(name: String, value: String)] = []
    var start = 0
    while start <= query.count {
      let end = query.position(of: UInt8(ascii: "&"), from: start)
      let item = query.extracting(start..<end)
      let nameEnd = item.position(of: .equalsSign, from: 0)
      let valueStart = min(nameEnd + 1, item.count)
      guard let name = item.extracting(0..<nameEnd).formDecoded,
        let value = item.extracting(valueStart..<item.count).formDecoded
      else { return nil }
      if !item.isEmpty { items.append((name, value)) }
      start = end + 1
    }
    return items
  }
}

extension Span<UInt8> {
  fileprivate func position(of byte: UInt8, from start: Int) -> Int {
    var position = start
    while position < count && self[position] != byte { position += 1 }
    return position
  }

  /// The text with `%XX` as an octet and `+` as a space.
  fileprivate var formDecoded: String? {
    var decoded: [UInt8] = []
    var position = 0
    while position < count {
      switch self[position] {
      case UInt8(ascii: "%"):
        guard position + 2 < count, let high = self[position + 1].hexadecimalValue,
          let low = self[position + 2].hexadecimalValue
        else { return nil }
        decoded.append(UInt8(high * 16 + low))
        position += 3
      case let byte:
        decoded.append(byte == UInt8(ascii: "+") ? .space : byte)
        position += 1
      }
    }
    return String(validating: decoded, as: UTF8.self)
  }
}
