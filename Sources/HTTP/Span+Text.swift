extension Span<UInt8> {
  /// Whether the octets are those of `text`.
  public func equals(_ text: String) -> Bool {
    let expected = text.utf8.span
    guard count == expected.count else { return false }
    for position in indices where self[position] != expected[position] { return false }
    return true
  }

  /// Whether the octets are those of `text`, ASCII letters in either case.
  ///
  /// - Parameter text: in lower case.
  public func equalsIgnoringCase(_ text: String) -> Bool {
    let expected = text.utf8.span
    guard count == expected.count else { return false }
    for position in indices where self[position].lowercased != expected[position] { return false }
    return true
  }

  /// The octets as text, each sequence that is not UTF-8 replaced: for logs and messages.
  public var text: String {
    String(decoding: array, as: UTF8.self)
  }

  /// The octets as an array.
  var array: [UInt8] {
    var copy: [UInt8] = []
    copy.append(self)
    return copy
  }

  /// Whether it is a `token`: one or more `tchar` (RFC 9110 section 5.6.2).
  var isToken: Bool {
    !isEmpty && ByteClass.token.run(in: self, from: 0, to: count) == count
  }

  /// Without the white space at both ends.
  var trimmed: Span<UInt8> {
    @_lifetime(copy self)
    get {
      var start = 0
      var end = count
      while start < end && self[start].isWhiteSpace { start += 1 }
      while start < end && self[end - 1].isWhiteSpace { end -= 1 }
      return extracting(start..<end)
    }
  }

  /// The number that one or more decimal digits write; nil for anything else.
  ///
  /// A number too large to count is `Int.max`, which every limit is below.
  var decimal: Int? {
    guard !isEmpty else { return nil }
    var number = 0
    for position in indices {
      guard self[position].isDigit else { return nil }
      let (tenfold, overflow) = number.multipliedReportingOverflow(by: 10)
      let (sum, carry) = tenfold.addingReportingOverflow(Int(self[position] - 0x30))
      number = overflow || carry ? Int.max : sum
    }
    return number
  }
}

extension [UInt8] {
  /// Appends bytes; none leave even the empty array's storage, which all threads share, unwritten.
  mutating func append(_ bytes: Span<UInt8>) {
    guard !bytes.isEmpty else { return }
    append(addingCapacity: bytes.count) { added in
      for position in bytes.indices { added.append(bytes[position]) }
    }
  }
}
