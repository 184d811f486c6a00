extension JSONReader {
  /// Whether the value is a member of that name, however the name is escaped.
  public func isNamed(_ node: JSONNode, _ name: StaticString) -> Bool {
    guard let entry = nameEntry(of: node) else { return false }
    return isEqual(entry, name)
  }

  /// Whether the value is a string of that content, however it is escaped.
  public func isString(_ node: JSONNode, _ content: StaticString) -> Bool {
    let entry = entry(node)
    return entry.kind == .string && isEqual(entry, content)
  }

  /// The member's name, its escapes resolved; nil for an element and for the root.
  ///
  /// It allocates, so it is for messages and for the text a caller keeps.
  public func name(of node: JSONNode) -> String? {
    nameEntry(of: node).map { string($0) }
  }

  /// The content of a string, its escapes resolved; nil for anything else.
  ///
  /// It allocates, so it is for messages and for the text a caller keeps.
  public func string(_ node: JSONNode) -> String? {
    let entry = entry(node)
    return entry.kind == .string ? string(entry) : nil
  }

  /// The content of a string without escapes, as it stands in the document; nil for a string with
  /// escapes and for anything else.
  @_lifetime(copy self)
  public func plainString(_ node: JSONNode) -> Span<UInt8>? {
    let entry = entry(node)
    guard entry.kind == .string, !entry.hasEscapes else { return nil }
    return text(entry)
  }

  @inline(__always)
  private func isEqual(_ entry: JSONEntry, _ literal: StaticString) -> Bool {
    if entry.hasEscapes { return string(entry).utf8.span.isEqual(to: literal.bytes) }
    guard Int(entry.end &- entry.start) == literal.utf8CodeUnitCount else { return false }
    return text(entry).isEqual(to: literal.bytes)
  }

  private func string(_ entry: JSONEntry) -> String {
    let text = text(entry)
    return String(unicodeScalarsOf: text)
  }
}

extension Span<UInt8> {
  func isEqual(to other: Span<UInt8>) -> Bool {
    guard count == other.count else { return false }
    for index in indices where self[index] != other[index] { return false }
    return true
  }
}
