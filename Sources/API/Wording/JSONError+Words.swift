import Insurance
import JSON

extension JSONError.Reason {
  /// What is wrong, without a full stop.
  var words: Words {
    switch self {
    case .empty: Words(chinese: "文档为空", english: "the document is empty")
    case .tooLarge: Words(chinese: "文档过长", english: "the document is too long")
    case .tooDeep: Words(chinese: "嵌套过深", english: "arrays and objects are nested too deeply")
    case .byteOrderMark: Words(chinese: "开头不得有字节顺序标记", english: "a byte order mark is not allowed")
    case .unexpectedEnd: Words(chinese: "文档不完整", english: "the document ends too early")
    case .expectedValue: Words(chinese: "此处应为一个值", english: "a value is expected here")
    case .unknownLiteral:
      Words(
        chinese: "字面量只能是 true、false 或 null", english: "the only literals are true, false and null")
    case .expectedName:
      Words(chinese: "此处应为成员名，即字符串", english: "a member's name, a string, is expected here")
    case .expectedColon: Words(chinese: "成员名之后应为冒号", english: "a colon must follow a member's name")
    case .expectedCommaOrBrace:
      Words(chinese: "此处应为逗号或右花括号", english: "a comma or a closing brace is expected here")
    case .expectedCommaOrBracket:
      Words(chinese: "此处应为逗号或右方括号", english: "a comma or a closing bracket is expected here")
    case .trailingComma:
      Words(chinese: "最后一项之后不得有逗号", english: "a comma must not follow the last one")
    case .trailingContent: Words(chinese: "值之后不得再有内容", english: "nothing may follow the value")
    case .leadingZero: Words(chinese: "数字不得有前导零", english: "a number must not have a leading zero")
    case .expectedDigitAfterMinus:
      Words(chinese: "负号之后应为数字", english: "a digit must follow the minus sign")
    case .expectedDigitAfterPoint:
      Words(chinese: "小数点之后应为数字", english: "a digit must follow the decimal point")
    case .expectedDigitInExponent: Words(chinese: "指数应有数字", english: "an exponent needs a digit")
    case .unterminatedString: Words(chinese: "字符串没有结束", english: "a string is not closed")
    case .controlCharacter:
      Words(chinese: "字符串中的控制字符必须转义", english: "a control character in a string must be escaped")
    case .unknownEscape: Words(chinese: "没有这种转义", english: "there is no such escape")
    case .expectedHexadecimal:
      Words(chinese: "\\u 之后应为四位十六进制数字", english: "four hexadecimal digits must follow \\u")
    case .loneSurrogate:
      Words(chinese: "代理项不成对", english: "an escaped surrogate lacks its other half")
    case .malformedUTF8: Words(chinese: "不是 UTF-8", english: "the bytes are not UTF-8")
    }
  }
}
