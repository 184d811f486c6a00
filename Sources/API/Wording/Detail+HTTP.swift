import Insurance
import JSON

extension Detail {
  static let paths = Detail(
    "可用路径见 GET /openapi.yaml", "see GET /openapi.yaml for the paths there are")
  static let noOpenAPI = Detail(
    "本部署没有提供 openapi.yaml", "this deployment does not hold openapi.yaml")
  static let expectedLength = Detail(
    "应以 Content-Length 或 Transfer-Encoding: chunked 发送内容",
    "send the content with Content-Length or Transfer-Encoding: chunked")
  static let failed = Detail(
    "本次计算未能完成，金额未给出；请凭响应的 X-Request-Id 联系运行方",
    "the calculation failed and no amount is given; tell the operators the X-Request-Id")
  static let draining = Detail("服务正在停止", "the service is stopping")
  static let noPolicyToday = Detail("今天没有生效的政策", "no policy is in force today")

  static let reloadFromBrowser = Detail(
    "重新加载不接受来自浏览器的请求（带有 Origin）",
    "a reload is not for browsers, which send Origin")
  static let reloadByAnyone = Detail(
    "没有配置调用方，其他机器可以到达此地址：此处不能重新加载",
    "there are no callers and other machines reach this address: no reload is begun here")

  static func stuckLoops(_ count: Int) -> Detail {
    Detail("\(count) 个事件循环停滞", "\(count) event loop(s) do not turn")
  }

  static func expectedContentType(_ type: String) -> Detail {
    Detail(
      "Content-Type 应为 \(type)（UTF-8）", "the Content-Type must be \(type), in UTF-8")
  }

  static func allowed(_ resource: Resource) -> Detail {
    Detail(
      "\(resource.rawValue) 可用方法：\(resource.allow)",
      "\(resource.rawValue) has the methods: \(resource.allow)")
  }

  static func offered(_ mediaTypes: [String]) -> Detail {
    let list = mediaTypes.joined(separator: ", ")
    return Detail("可提供的格式：\(list)", "can be sent as: \(list)")
  }
}

extension Detail {
  static func notJSON(_ error: JSONError) -> Detail {
    let (line, column, reason) = (error.line, error.column, error.reason.words)
    return Detail(
      "第 \(line) 行第 \(column) 列：\(reason.chinese)",
      "line \(line), column \(column): \(reason.english)")
  }

  static let malformedQuery = Detail(
    "查询串应为 UTF-8 的百分号编码", "the query must be percent-encoded UTF-8")
}
