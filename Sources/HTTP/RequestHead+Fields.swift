extension RequestHead {
  /// The value of a field that has one line; nil where it has none or several.
  ///
  /// - Parameter name: in lower case.
  @_lifetime(copy self)
  func soleValue(of name: StaticString) -> Span<UInt8>? {
    guard let (first, count) = find(name), count == 1 else { return nil }
    return bytes.extracting(first.range)
  }

  /// The value of the first line of a field and how many lines there are; nil where there are none.
  func find(_ name: StaticString) -> (first: ByteRange, count: Int)? {
    guard mayHave(name) else { return nil }
    var found: (first: ByteRange, count: Int)?
    for place in fieldLines.indices where isNamed(fieldLines[place], name) {
      let line = fieldLines[place]
      found = (found?.first ?? line.value, (found?.count ?? 0) + 1)
    }
    return found
  }

  /// The value of the first line of a field.
  ///
  /// - Parameter name: in lower case.
  @_lifetime(copy self)
  public func value(of name: StaticString) -> Span<UInt8>? {
    guard let found = find(name) else { return nil }
    return bytes.extracting(found.first.range)
  }

  /// How many lines a field has.
  ///
  /// - Parameter name: in lower case.
  public func lineCount(of name: StaticString) -> Int {
    find(name)?.count ?? 0
  }

  /// Whether a list-valued field has an element, compared without regard to case (RFC 9110 section
  /// 5.6.1).
  ///
  /// - Parameters:
  ///   - name: in lower case.
  ///   - element: a token, in lower case.
  public func list(_ name: StaticString, contains element: StaticString) -> Bool {
    var isFound = false
    forEachElement(of: name) { if $0.equalsIgnoringCase(element) { isFound = true } }
    return isFound
  }

  /// Calls `body` with each element of a list-valued field, in order over all its lines, without
  /// the white space around it; empty elements are passed over (RFC 9110 section 5.6.1.2).
  ///
  /// A comma within a quoted string does not end an element.
  ///
  /// - Parameter name: in lower case.
  public func forEachElement(of name: StaticString, _ body: (Span<UInt8>) -> Void) {
    guard mayHave(name) else { return }
    for place in fieldLines.indices where isNamed(fieldLines[place], name) {
      let value = bytes.extracting(fieldLines[place].value.range)
      var start = 0
      while start <= value.count {
        let end = value.elementEnd(from: start, separator: .comma)
        let element = value.extracting(start..<end).trimmed
        if !element.isEmpty { body(element) }
        start = end + 1
      }
    }
  }

  private func isNamed(_ line: FieldLine, _ name: StaticString) -> Bool {
    line.name.count == name.utf8CodeUnitCount
      && bytes.extracting(line.name.range).equalsIgnoringCase(name)
  }

  /// Exactly one valid Host, unless HTTP/1.0 has none (RFC 9112 section 3.2).
  func checkHost() throws(ProtocolError) {
    guard let (host, count) = find("host") else {
      if version == .http10 { return }
      throw .missingHost
    }
    if count > 1 { throw .repeatedHost }
    if !Host.isValid(bytes.extracting(host.range)) { throw .invalidHost }
  }
}

extension Span<UInt8> {
  /// The first separator from `start` on that is not within a quoted string (RFC 9110 section
  /// 5.6.4), or the end.
  func elementEnd(from start: Int, separator: UInt8) -> Int {
    var position = firstPosition(of: separator, or: .quote, from: start)
    var isQuoted = false
    while position < count && (isQuoted || self[position] != separator) {
      if self[position] == .quote { isQuoted.toggle() }
      if isQuoted && self[position] == .backslash { position += 1 }
      position += 1
    }
    return Swift.min(position, count)
  }
}
