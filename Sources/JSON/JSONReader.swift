/// The values of a parsed document, to be walked from the root.
///
/// A node belongs to the reader that gave it out.
public struct JSONReader: ~Escapable {
  let tape: Span<JSONEntry>

  /// The document's text.
  public let bytes: Span<UInt8>

  @_lifetime(copy tape, copy bytes)
  init(tape: Span<JSONEntry>, bytes: Span<UInt8>) {
    self.tape = tape
    self.bytes = bytes
  }

  /// The outermost value.
  public var root: JSONNode { JSONNode(index: 0) }

  /// What the value is.
  public func kind(of node: JSONNode) -> JSONKind { entry(node).kind }

  /// The first element of an array or the first member's value of an object; nil for an empty
  /// one and for a scalar.
  public func firstChild(of node: JSONNode) -> JSONNode? {
    let entry = entry(node)
    guard entry.hasChildren else { return nil }
    return JSONNode(index: node.index &+ (entry.kind == .object ? 2 : 1))
  }

  /// The value after this one in the same array or object, whatever this one holds; nil after the
  /// last.
  public func nextSibling(of node: JSONNode) -> JSONNode? {
    let next = entry(node).next
    return next == 0 ? nil : JSONNode(index: next)
  }

  /// The text of the value as it was written; of a string, what stands between the quotation
  /// marks.
  @_lifetime(copy self)
  public func text(of node: JSONNode) -> Span<UInt8> { text(entry(node)) }

  /// The value of `true` or `false`; nil for anything else.
  public func bool(_ node: JSONNode) -> Bool? {
    switch entry(node).kind {
    case .true: true
    case .false: false
    default: nil
    }
  }

  @inline(__always)
  func entry(_ node: JSONNode) -> JSONEntry { tape[Int(node.index)] }

  /// The entry of a member's name; nil for an element and for the root.
  @inline(__always)
  func nameEntry(of node: JSONNode) -> JSONEntry? {
    entry(node).isMember ? tape[Int(node.index) &- 1] : nil
  }

  @inline(__always)
  @_lifetime(copy self)
  func text(_ entry: JSONEntry) -> Span<UInt8> {
    bytes.extracting(Int(entry.start)..<Int(entry.end))
  }
}
