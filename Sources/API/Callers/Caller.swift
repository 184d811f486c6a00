public import Insurance

/// Someone who may call: a name, what it may ask for and how often, and how it proves itself.
public struct Caller: Sendable {
  /// A bearer token, of which the digest is kept.
  public struct Token: Sendable {
    /// The SHA-256 of the token.
    public let digest: TokenDigest
    /// The last day it is good, in Wenzhou; nil for no end.
    public let expires: Day?

    /// A token.
    public init(_ digest: TokenDigest, expires: Day? = nil) {
      self.digest = digest
      self.expires = expires
    }
  }

  /// The name, which labels its metrics.
  public let name: String
  /// What it may ask for.
  public let scopes: [Scope]
  /// The subjects of certificates that prove it (RFC 4514), as TLS verified them.
  public let subjects: [String]
  /// The tokens that prove it; two while one takes the other's place.
  public let tokens: [Token]
  /// How often it may ask.
  public let rate: RateLimit
  /// How many of its requests may be under way at once.
  public let concurrentRequestsMax: Int

  /// A caller.
  public init(
    name: String, scopes: [Scope], subjects: [String] = [], tokens: [Token] = [],
    rate: RateLimit = .usual, concurrentRequestsMax: Int = CallerLimits.usualConcurrentRequests
  ) {
    precondition(Caller.isName(name), "a caller's name is 1 to 64 letters, digits, '.', '_', '-'")
    precondition(
      CallerLimits.concurrentRequests.contains(concurrentRequestsMax), "a limit is within reason")
    self.name = name
    self.scopes = scopes
    self.subjects = subjects
    self.tokens = tokens
    self.rate = rate
    self.concurrentRequestsMax = concurrentRequestsMax
  }

  /// Whether a text can name a caller: 1 to 64 letters, digits, `.`, `_` and `-` of ASCII, and none
  /// of the names that metrics give to those who are no callers.
  public static func isName(_ text: String) -> Bool {
    (1...CallerLimits.nameCharactersMax).contains(text.utf8.count)
      && !CallerLabel.reserved.contains(text)
      && text.unicodeScalars.allSatisfy { scalar in
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9", ".", "_", "-": true
        default: false
        }
      }
  }
}

/// How many callers there may be, and how much they may ask.
public enum CallerLimits {
  /// Callers: a city has hundreds of hospitals and chains of pharmacies, each a row of metrics.
  public static let callersMax = 1024
  /// Characters of a name.
  public static let nameCharactersMax = 64
  /// Tokens of one caller: one in use, one that takes its place, and two to spare.
  public static let tokensMax = 4
  /// Subjects of one caller's certificates.
  public static let subjectsMax = 64
  /// Octets of a token that are looked at; a longer one is nobody's, and `wenbao token` makes 43.
  public static let tokenBytesMax = 256
  /// Requests a second, and requests at once after a pause.
  public static let requestsPerSecond = 1...1_000_000
  /// Requests a second unless the settings say otherwise: far beyond a hospital's counters.
  public static let usualRequestsPerSecond = 1000
  /// Requests under way at once, each of which may hold `RequestLimits.bodyBytesMax`.
  public static let concurrentRequests = 1...10_000
  /// Requests under way at once unless the settings say otherwise: 100, as GitHub's API.
  public static let usualConcurrentRequests = 100
}
