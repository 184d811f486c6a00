/// The values of a parsed document, to be walked from the root.
///
/// A node belongs to the reader that gave it out.
public struct JSONReader: ~Escapable {
  @usableFromInline let tape: Span<JSONEntry>

  /// The document's text.
  public let bytes: Span<UInt8>

  @_lifetime(copy tape, copy bytes)
  init(tape: Span<JSONEntry>, bytes: Span<UInt8>) {
    self.tape = tape
    self.bytes = bytes
  }

  /// The outermost value.
  @inlinable
  public var root: JSONNode { JSONNode(index: 0) }

  /// What the value is.
  @inlinable
  public func kind(of node: JSONNode) -> JSONKind { entry(node).kind }

  /// The first element of an array or the first member's value of an object; nil for an empty
  /// one and for a scalar.
  @inlinable
  public func firstChild(of node: JSONNode) -> JSONNode? {
    let child = node.index &+ 1
    return child == entry(node).next ? nil : JSONNode(index: child)
  }

  /// The value after this one in the same array or object, whatever this one holds; nil after the
  /// last.
  @inlinable
  public func nextSibling(of node: JSONNode) -> JSONNode? {
    let entry = entry(node)
    return entry.isLast ? nil : JSONNode(index: entry.next)
  }

  /// The value of an object's member, found by its name; nil for anything else.
  ///
  /// It resolves every name on the way, so it is for what is read seldom.
  public func member(_ name: String, of object: JSONNode) -> JSONNode? {
    guard kind(of: object) == .object else { return nil }
    var next = firstChild(of: object)
    while let node = next {
      if self.name(of: node) == name { return node }
      next = nextSibling(of: node)
    }
    return nil
  }

  /// The text of the value as it was written; of a string, what stands between the quotation
  /// marks.
  @_lifetime(copy self)
  public func text(of node: JSONNode) -> Span<UInt8> { text(entry(node).text) }

  /// The value of `true` or `false`; nil for anything else.
  @inlinable
  public func bool(_ node: JSONNode) -> Bool? {
    switch entry(node).kind {
    case .true: true
    case .false: false
    default: nil
    }
  }

  @inlinable
  func entry(_ node: JSONNode) -> JSONEntry { tape[Int(node.index)] }

  @inlinable
  @_lifetime(copy self)
  func text(_ text: JSONText) -> Span<UInt8> {
    bytes.extracting(Int(text.start)..<Int(text.end))
  }
}
