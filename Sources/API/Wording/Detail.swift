import Insurance
import JSON

/// What was wrong with a value and what would be right, in both languages; all such words.
struct Detail {
  let words: Words

  init(_ chinese: String, _ english: String) {
    words = Words(chinese: chinese, english: english)
  }

  static let expectedObject = Detail("应为 JSON 对象", "must be an object")
  static let expectedArray = Detail("应为 JSON 数组", "must be an array")
  static let expectedBoolean = Detail("应为 true 或 false", "must be true or false")
  static let expectedString = Detail("应为字符串", "must be a string")
  static let duplicateMember = Detail("成员重复出现", "the member stands more than once")
  static let expectedDate = Detail(
    "应为真实存在的日期，如 \"2024-05-11\"", "must be a real calendar date such as \"2024-05-11\"")
  static let expectedMonth = Detail(
    "应为真实存在的月份，如 \"2024-05\"", "must be a real calendar month such as \"2024-05\"")
  static let expectedRequestID = Detail(
    "应为不超过 \(RequestLimits.requestIDCharactersMax) 个可打印字符",
    "must be at most \(RequestLimits.requestIDCharactersMax) printable characters")

  static let numbersTooLong = Detail(
    "数字超过 \(JSONDecimal.digitsMax) 位", "a number has more than \(JSONDecimal.digitsMax) digits")

  static func faults(_ count: Int) -> Detail {
    Detail("请求有 \(count) 处错误", "the request has \(count) fault(s)")
  }

  static func required(_ name: String) -> Detail {
    Detail("缺少必填成员 \(name)", "the required member '\(name)' is missing")
  }

  static func unknownMember(_ known: [StaticString]) -> Detail {
    let names = known.map { "\($0)" }.joined(separator: ", ")
    return Detail("未知成员；此处可用：\(names)", "unknown member; known here: \(names)")
  }

  static let noMember = Detail("此处没有任何成员", "no member is known here")

  static func expectedNumber(mayBeString: Bool) -> Detail {
    mayBeString
      ? Detail(
        "应为数字或十进制数字符串，如 600.00 或 \"600.00\"",
        "must be a number or a decimal string, such as 600.00 or \"600.00\"")
      : Detail("应为数字", "must be a number")
  }

  static func range(min: Int64, max: Int64, scale: Int) -> Detail {
    let (low, high) = (decimal(min, scale), decimal(max, scale))
    return Detail("应在 \(low) 至 \(high) 之间", "must be from \(low) to \(high)")
  }

  static func tooPrecise(decimals: Int) -> Detail {
    decimals == 0
      ? Detail("应为整数", "must be a whole number")
      : Detail("最多 \(decimals) 位小数", "must have at most \(decimals) decimals")
  }

  static func expectedOneOf(_ names: [String]) -> Detail {
    let list = names.joined(separator: ", ")
    return Detail("应为以下之一：\(list)", "must be one of: \(list)")
  }

  static func expectedAtMost(_ count: Int) -> Detail {
    Detail("最多 \(count) 项", "must have at most \(count) elements")
  }

  static let expectedItems = Detail("至少应有一项", "must have at least one element")

  /// A number of units of `10^-scale`, without zeros at the end.
  static func decimal(_ units: Int64, _ scale: Int) -> String {
    var whole = units
    var fraction = ""
    for _ in 0..<scale {
      let digit = whole % 10
      if digit != 0 || !fraction.isEmpty { fraction = "\(digit)" + fraction }
      whole /= 10
    }
    return fraction.isEmpty ? "\(whole)" : "\(whole).\(fraction)"
  }
}
