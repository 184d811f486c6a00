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

    /// What is wrong, in Chinese, without a full stop.
    public var chinese: String { wording.chinese }

    /// What is wrong, in English, without a full stop.
    public var english: String { wording.english }

    private var wording: (chinese: String, english: String) {
      switch self {
      case .empty: ("文档为空", "the document is empty")
      case .tooLarge: ("文档过长", "the document is too long")
      case .tooDeep: ("嵌套过深", "arrays and objects are nested too deeply")
      case .byteOrderMark: ("开头不得有字节顺序标记", "a byte order mark is not allowed")
      case .unexpectedEnd: ("文档不完整", "the document ends too early")
      case .expectedValue: ("此处应为一个值", "a value is expected here")
      case .unknownLiteral:
        ("字面量只能是 true、false 或 null", "the only literals are true, false and null")
      case .expectedName: ("此处应为成员名，即字符串", "a member's name, a string, is expected here")
      case .expectedColon: ("成员名之后应为冒号", "a colon must follow a member's name")
      case .expectedCommaOrBrace: ("此处应为逗号或右花括号", "a comma or a closing brace is expected here")
      case .expectedCommaOrBracket:
        ("此处应为逗号或右方括号", "a comma or a closing bracket is expected here")
      case .trailingComma: ("最后一项之后不得有逗号", "a comma must not follow the last one")
      case .trailingContent: ("值之后不得再有内容", "nothing may follow the value")
      case .leadingZero: ("数字不得有前导零", "a number must not have a leading zero")
      case .expectedDigitAfterMinus: ("负号之后应为数字", "a digit must follow the minus sign")
      case .expectedDigitAfterPoint: ("小数点之后应为数字", "a digit must follow the decimal point")
      case .expectedDigitInExponent: ("指数应有数字", "an exponent needs a digit")
      case .unterminatedString: ("字符串没有结束", "a string is not closed")
      case .controlCharacter:
        ("字符串中的控制字符必须转义", "a control character in a string must be escaped")
      case .unknownEscape: ("没有这种转义", "there is no such escape")
      case .expectedHexadecimal: ("\\u 之后应为四位十六进制数字", "four hexadecimal digits must follow \\u")
      case .loneSurrogate: ("代理项不成对", "an escaped surrogate lacks its other half")
      case .malformedUTF8: ("不是 UTF-8", "the bytes are not UTF-8")
      }
    }
  }
}
