/// One value on the tape, the values in the order of the text.
@usableFromInline
struct JSONEntry: Sendable {
  /// The name of a member; ``JSONText/none`` for an element and for the root.
  @usableFromInline var name: JSONText

  /// The value as written; of a string, what stands between the quotation marks.
  @usableFromInline var text: JSONText

  @usableFromInline var kind: JSONKind

  /// Whether no other value follows in the same container.
  @usableFromInline var isLast = false

  /// The entry after this one and all it holds.
  ///
  /// While a container is being read, the container around it instead.
  @usableFromInline var next: UInt32

  /// Whether the value is a member of an object.
  @inlinable
  var isMember: Bool { name.start != 0 }

  /// Room for an entry.
  static var empty: JSONEntry { JSONEntry(name: .none, text: .none, kind: .null, next: 0) }
}

/// A stretch of the document; its offsets fit in 32 bits by the limits.
@usableFromInline
struct JSONText: Sendable {
  /// The first byte.
  @usableFromInline var start: UInt32

  /// The byte after the last.
  @usableFromInline var end: UInt32

  /// Whether a backslash stands in it.
  @usableFromInline var hasEscapes: Bool

  /// No text; no name begins at the first byte of a document.
  static var none: JSONText { JSONText(start: 0, end: 0) }

  /// How many bytes it has.
  @inlinable
  var count: Int { Int(end &- start) }

  @inline(always)
  init(start: Int, end: Int, hasEscapes: Bool = false) {
    self.start = UInt32(truncatingIfNeeded: start)
    self.end = UInt32(truncatingIfNeeded: end)
    self.hasEscapes = hasEscapes
  }
}
