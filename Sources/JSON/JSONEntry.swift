/// What a value is (RFC 8259 section 3).
public enum JSONKind: UInt8, Equatable, Sendable {
  /// `{ … }`
  case object
  /// `[ … ]`
  case array
  /// `"…"`
  case string
  /// `-12.5e3`
  case number
  /// `true`
  case `true`
  /// `false`
  case `false`
  /// `null`
  case null
}

/// One value, or one member's name, on the tape.
///
/// Entries stand in the order of the text. A member's name stands right before its value, so the
/// children of a container at `i` begin at `i + 1` in an array and at `i + 2` in an object.
struct JSONEntry {
  /// The first byte; of a string, the one after the quotation mark.
  var start: UInt32

  /// The byte after the last; of a string, the closing quotation mark.
  var end: UInt32

  /// The next value in the same container, or 0 for the last one.
  ///
  /// While a container is being read this is the container around it: it has no sibling yet.
  var next: UInt32 = 0

  var kind: JSONKind

  /// Whether the value is a member of an object, its name before it.
  var isMember = false

  /// Of a string, whether a backslash stands in it.
  var hasEscapes = false

  /// Of an array or an object, whether anything stands in it.
  var hasChildren = false
}

/// A value of the document that was parsed: a place on its tape.
public struct JSONNode: Hashable, Sendable {
  let index: UInt32
}
