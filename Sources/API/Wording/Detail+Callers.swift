extension Detail {
  static let noProof = Detail(
    "请以 Authorization: Bearer 令牌或客户端证书证明身份",
    "prove who you are with Authorization: Bearer and a token, or with a client certificate")
  static let noBearerToken = Detail(
    "Authorization 应只出现一次，写作 Bearer 加令牌",
    "Authorization must stand once, as Bearer and a token")
  static let unknownToken = Detail("没有调用方持有此令牌", "no caller has this token")
  static let expiredToken = Detail("令牌已过期", "the token has expired")
  static let unknownSubject = Detail(
    "客户端证书有效，但没有调用方使用其主题",
    "the client certificate is valid, but no caller has its subject")

  static func missingScope(_ scope: Scope, of name: String) -> Detail {
    Detail(
      "调用方 \(name) 没有权限 \(scope.rawValue)",
      "the caller \(name) lacks the scope \(scope.rawValue)")
  }

  static func tooOften(_ limit: RateLimit) -> Detail {
    Detail(
      "每秒最多 \(limit.requestsPerSecond) 个请求，停顿之后一次最多 \(limit.burst) 个",
      "at most \(limit.requestsPerSecond) requests a second, and \(limit.burst) at once after "
        + "a pause")
  }

  static func tooManyAtOnce(_ count: Int) -> Detail {
    Detail("同时进行的请求最多 \(count) 个", "at most \(count) requests under way at once")
  }
}
