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
