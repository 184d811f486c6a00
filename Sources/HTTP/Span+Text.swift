internal import Octets

extension Span<UInt8> {
  /// Whether the octets are those of `text`.
  public func equals(_ text: StaticString) -> Bool {
    count == text.utf8CodeUnitCount && isEqual(to: text.bytes)
  }

  /// Whether the octets are those of `text`.
  @_disfavoredOverload
  public func equals(_ text: String) -> Bool { text.withOctets { isEqual(to: $0) } }

  /// Whether the octets are the same.
  public func equals(_ octets: [UInt8]) -> Bool { isEqual(to: octets.span) }

  /// Whether the octets are those of `text`, ASCII letters in either case.
  ///
  /// - Parameter text: in lower case.
  public func equalsIgnoringCase(_ text: StaticString) -> Bool {
    count == text.utf8CodeUnitCount && isEqual(to: text.bytes, ignoringCase: true)
  }

  /// Whether the octets are those of `text`, ASCII letters in either case.
  ///
  /// - Parameter text: in lower case.
  @_disfavoredOverload
  public func equalsIgnoringCase(_ text: String) -> Bool {
    text.withOctets { isEqual(to: $0, ignoringCase: true) }
  }

  /// Whether the octets are those of `expected`, which is in lower case where case does not count.
  ///
  /// They are compared by words; the last one may overlap the one before.
  @inline(always)
  func isEqual(to expected: Span<UInt8>, ignoringCase: Bool = false) -> Bool {
    guard count == expected.count else { return false }
    if count < 8 {
      for position in indices {
        let octet = ignoringCase ? self[position].lowercased : self[position]
        guard octet == expected[position] else { return false }
      }
      return true
    }
    var position = 0
    while true {
      guard let word = word(at: position), let other = expected.word(at: position),
        (ignoringCase ? word.lowercased : word) == other
      else { return false }
      if position == count &- 8 { return true }
      position = Swift.min(position &+ 8, count &- 8)
    }
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
