import HTTP

/// Why a request is not let in.
enum Refusal: Error {
  /// Why nobody knows whose request it is.
  enum Doubt: CaseIterable {
    /// It has neither a token nor a certificate.
    case noProof
    /// Its Authorization is no bearer token, or stands twice.
    case noBearerToken
    /// Nobody has that token.
    case unknownToken
    /// Its token has expired.
    case expiredToken
    /// Its certificate is valid and nobody's.
    case unknownSubject
  }

  /// Whose request it is, is not known.
  case unknown(Doubt)
  /// The caller lacks the scope.
  case forbidden(Account, Scope)
  /// The caller asks more often than it may; it may again after so long.
  case tooOften(Account, nanoseconds: UInt64)
  /// The caller has as many requests under way as it may.
  case tooManyAtOnce(Account)

  /// Whom the refusal counts for.
  var label: CallerLabel {
    switch self {
    case .unknown: .refused
    case .forbidden(let account, _), .tooOften(let account, _), .tooManyAtOnce(let account):
      .caller(account)
    }
  }

  /// The refusal as an answer says it.
  var problem: Problem {
    switch self {
    case .unknown(let doubt): Problem(.unauthorized, detail: doubt.detail.words)
    case .forbidden(let account, let scope):
      Problem(.forbidden, detail: Detail.missingScope(scope, of: account.caller.name).words)
    case .tooOften(let account, _):
      Problem(.tooManyRequests, detail: Detail.tooOften(account.caller.rate).words)
    case .tooManyAtOnce(let account):
      Problem(
        .tooManyRequests,
        detail: Detail.tooManyAtOnce(account.caller.concurrentRequestsMax).words)
    }
  }

  /// Adds what a client reads of it: how to prove itself (RFC 6750 section 3), or when to ask again
  /// (RFC 9110 section 10.2.3) and why (draft-ietf-httpapi-ratelimit-headers-10).
  func addFields(to response: inout Response) {
    switch self {
    case .unknown(let doubt): addChallenge(doubt.challenge, to: &response)
    case .forbidden(_, let scope):
      addChallenge(#", error="insufficient_scope", scope="\#(scope.rawValue)""#, to: &response)
    case .tooOften(let account, let nanoseconds):
      let seconds = Int((nanoseconds + 999_999_999) / 1_000_000_000)
      addLimits(of: account.caller, violated: #""rate""#, retryAfter: seconds, to: &response)
    case .tooManyAtOnce(let account):
      addLimits(of: account.caller, violated: #""concurrency""#, retryAfter: 1, to: &response)
    }
  }

  private func addChallenge(_ parameters: String, to response: inout Response) {
    response.addField("WWW-Authenticate", #"Bearer realm="wenbao""# + parameters)
  }

  private func addLimits(
    of caller: Caller, violated policy: String, retryAfter seconds: Int,
    to response: inout Response
  ) {
    let rate = #""rate";q=\#(caller.rate.burst);w=\#(caller.rate.secondsToFill)"#
    let concurrency = #""concurrency";q=\#(caller.concurrentRequestsMax);qu="concurrent-requests""#
    response.addField("Retry-After", "\(seconds)")
    response.addField("RateLimit-Policy", "\(rate), \(concurrency)")
    response.addField("RateLimit", "\(policy);r=0;t=\(seconds)")
  }
}

extension Refusal.Doubt {
  /// What the challenge says beside the scheme; nothing to who has sent no token.
  fileprivate var challenge: String {
    switch self {
    case .noProof, .noBearerToken, .unknownSubject: ""
    case .unknownToken: #", error="invalid_token", error_description="unknown""#
    case .expiredToken: #", error="invalid_token", error_description="expired""#
    }
  }

  fileprivate var detail: Detail {
    switch self {
    case .noProof: .noProof
    case .noBearerToken: .noBearerToken
    case .unknownToken: .unknownToken
    case .expiredToken: .expiredToken
    case .unknownSubject: .unknownSubject
    }
  }
}
