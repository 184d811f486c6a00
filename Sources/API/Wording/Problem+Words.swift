import Insurance

extension Problem.Kind {
  /// The title.
  var words: Words {
    switch self {
    case .notJSON: Words(chinese: "请求不是合法的 JSON", english: "Not JSON")
    case .notComputable: Words(chinese: "请求无法计算", english: "Not computable")
    case .unauthorized: Words(chinese: "未证明身份", english: "Unauthorized")
    case .forbidden: Words(chinese: "没有权限", english: "Forbidden")
    case .tooManyRequests: Words(chinese: "请求过多", english: "Too many requests")
    case .notFound: Words(chinese: "没有这个路径", english: "Not found")
    case .methodNotAllowed: Words(chinese: "方法不适用于此路径", english: "Method not allowed")
    case .notAcceptable: Words(chinese: "无法以所接受的格式应答", english: "Not acceptable")
    case .unsupportedMediaType: Words(chinese: "内容类型不受支持", english: "Unsupported media type")
    case .lengthRequired: Words(chinese: "缺少内容长度", english: "Length required")
    case .unavailable: Words(chinese: "服务暂不可用", english: "Service unavailable")
    case .failed: Words(chinese: "服务内部错误", english: "Internal error")
    case .badRequest: Words(chinese: "请求违反 HTTP 规则", english: "Bad request")
    }
  }
}
