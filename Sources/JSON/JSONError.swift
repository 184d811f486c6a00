/// Why a document is refused, and where.
public struct JSONError: Error, Equatable, Sendable {
  /// The rule that is violated.
  public let reason: Reason

  /// The byte at which it is violated, counted from 0.
  ///
  /// That is the first byte that cannot stand where it does, the length of the document when it
  /// ends too early, the backslash of a faulty escape, the first byte of a malformed UTF-8
  /// sequence.
  public let offset: Int

  /// The line of `offset`, counted from 1; a line ends with a line feed.
  public let line: Int

  /// The column of `offset` in its line, counted from 1, in Unicode scalars.
  public let column: Int

  init(_ fault: JSONFault, in bytes: Span<UInt8>) {
    reason = fault.reason
    offset = fault.offset
    var line = 1
    var column = 1
    for index in 0..<fault.offset {
      if bytes[index] == UInt8(ascii: "\n") {
        line += 1
        column = 1
      } else if !UTF8.isContinuation(bytes[index]) {
        column += 1
      }
    }
    self.line = line
    self.column = column
  }
}

/// A fault as the parser finds it: its line and column are counted only when it is reported.
struct JSONFault: Error {
  let reason: JSONError.Reason
  let offset: Int
}

extension JSONError {
  /// The rules a document can violate: one case each, of RFC 8259 or of ``JSONLimits``.
  public enum Reason: CaseIterable, Sendable {
    /// There is no value at all (RFC 8259 section 2).
    case empty
    /// The document is longer than ``JSONLimits/documentBytesMax``.
    case tooLarge
    /// More arrays and objects are open than ``JSONLimits/depthMax``.
    case tooDeep
    /// The document opens with a byte order mark (section 8.1).
    case byteOrderMark
    /// The document ends inside an array, an object or a literal (sections 3 to 5).
    case unexpectedEnd
    /// What stands here begins no value (section 3).
    case expectedValue
    /// A literal other than `true`, `false` and `null` (section 3).
    case unknownLiteral
    /// A member's name is not a string (section 4).
    case expectedName
    /// No colon follows a member's name (section 4).
    case expectedColon
    /// Neither a comma nor the closing brace follows a member (section 4).
    case expectedCommaOrBrace
    /// Neither a comma nor the closing bracket follows an element (section 5).
    case expectedCommaOrBracket
    /// A comma is followed by the closing brace or bracket (sections 4 and 5).
    case trailingComma
    /// Something other than whitespace follows the value (section 2).
    case trailingContent
    /// A number begins with a zero and another digit (section 6).
    case leadingZero
    /// No digit follows the minus sign (section 6).
    case expectedDigitAfterMinus
    /// No digit follows the decimal point (section 6).
    case expectedDigitAfterPoint
    /// No digit follows the exponent's letter and sign (section 6).
    case expectedDigitInExponent
    /// The document ends inside a string (section 7).
    case unterminatedString
    /// A control character stands in a string unescaped (section 7).
    case controlCharacter
    /// A backslash is followed by none of `"\/bfnrtu` (section 7).
    case unknownEscape
    /// `\u` is not followed by four hexadecimal digits (section 7).
    case expectedHexadecimal
    /// An escaped surrogate stands without its other half (section 8.2).
    case loneSurrogate
    /// The bytes of a string are not UTF-8 (section 8.1, RFC 3629 section 4).
    case malformedUTF8
  }
}
