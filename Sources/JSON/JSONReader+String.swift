public import Octets

extension JSONReader {
  /// Whether the value is a member of that name, however the name is escaped.
  @inlinable
  public func isNamed(_ node: JSONNode, _ name: StaticString) -> Bool {
    let written = entry(node).name
    if written.hasEscapes { return isEqualUnescaped(written, name.bytes) }
    return written.count == name.utf8CodeUnitCount && entry(node).isMember
      && text(written).isEqual(to: name.bytes)
  }

  /// Whether the value is a string of that content, however it is escaped.
  public func isString(_ node: JSONNode, _ content: String) -> Bool {
    let entry = entry(node)
    guard entry.kind == .string else { return false }
    if entry.text.hasEscapes { return string(entry.text).utf8.elementsEqual(content.utf8) }
    guard entry.text.count == content.utf8.count else { return false }
    return content.withOctets { text(entry.text).isEqual(to: $0) }
  }

  /// The member's name, its escapes resolved; nil for an element and for the root.
  ///
  /// It allocates, so it is for messages and for the text a caller keeps.
  public func name(of node: JSONNode) -> String? {
    let entry = entry(node)
    return entry.isMember ? string(entry.name) : nil
  }

  /// The content of a string, its escapes resolved; nil for anything else.
  ///
  /// It allocates, so it is for messages and for the text a caller keeps.
  public func string(_ node: JSONNode) -> String? {
    let entry = entry(node)
    return entry.kind == .string ? string(entry.text) : nil
  }

  /// The content of a string without escapes, as it stands in the document; nil for a string with
  /// escapes and for anything else.
  @_lifetime(copy self)
  public func plainString(_ node: JSONNode) -> Span<UInt8>? {
    let entry = entry(node)
    guard entry.kind == .string, !entry.text.hasEscapes else { return nil }
    return text(entry.text)
  }

  @usableFromInline
  func isEqualUnescaped(_ written: JSONText, _ content: Span<UInt8>) -> Bool {
    string(written).withOctets { $0.isEqual(to: content) }
  }

  private func string(_ written: JSONText) -> String {
    String(unicodeScalarsOf: text(written))
  }
}
