/// How often a caller may ask: a bucket of tokens that fills steadily, each request taking one.
///
/// The bucket is one number, the moment at which it will be full again (the generic cell rate
/// algorithm, ITU-T I.371): a request moves it on by the time that one token takes, and is refused
/// where that would be further off than a whole bucket takes to fill.
public struct RateLimit: Hashable, Sendable {
  /// Tokens a second.
  public let requestsPerSecond: Int
  /// Tokens in a full bucket: requests at once after a pause.
  public let burst: Int

  /// The limit of a caller whose settings name none.
  public static let usual = RateLimit(
    requestsPerSecond: CallerLimits.usualRequestsPerSecond,
    burst: CallerLimits.usualRequestsPerSecond)

  /// A limit, both figures within `CallerLimits.requestsPerSecond`.
  public init(requestsPerSecond: Int, burst: Int) {
    precondition(
      CallerLimits.requestsPerSecond.contains(requestsPerSecond)
        && CallerLimits.requestsPerSecond.contains(burst), "a rate is within reason")
    self.requestsPerSecond = requestsPerSecond
    self.burst = burst
  }

  /// What a request finds.
  enum Outcome: Equatable {
    /// A token; the bucket is full again at that moment, unless more are taken.
    case taken(fullAt: UInt64)
    /// An empty bucket; there is a token again after so many nanoseconds.
    case empty(nanosecondsToToken: UInt64)
  }

  /// Takes a token from a bucket that is full at `fullAt`, both moments in nanoseconds.
  func take(fullAt: UInt64, now: UInt64) -> Outcome {
    let fullAfterwards = max(fullAt, now) + nanosecondsPerToken
    let latest = now + nanosecondsToFill
    return fullAfterwards <= latest
      ? .taken(fullAt: fullAfterwards) : .empty(nanosecondsToToken: fullAfterwards - latest)
  }

  /// The seconds in which an empty bucket fills, rounded up.
  var secondsToFill: Int { (burst + requestsPerSecond - 1) / requestsPerSecond }

  private var nanosecondsPerToken: UInt64 { 1_000_000_000 / UInt64(requestsPerSecond) }

  private var nanosecondsToFill: UInt64 { UInt64(burst) * nanosecondsPerToken }
}
