import HTTP
import Synchronization

/// A caller with what it has used up, over all event loops.
final class Account: Sendable {
  let caller: Caller
  private let bucket: TokenBucket
  private let usage: Usage

  /// The account of a caller.
  ///
  /// - Parameter other: its account under the settings before, if it was there.
  init(_ caller: Caller, after other: Account? = nil) {
    self.caller = caller
    if let other, other.caller.rate == caller.rate {
      bucket = TokenBucket(other.bucket)
    } else {
      bucket = TokenBucket(caller.rate)
    }
    usage = other?.usage ?? Usage()
  }

  /// Takes the part of a request that its rate allows.
  ///
  /// - Returns: nil, or the nanoseconds until the next request would be allowed.
  func takeToken(at now: UInt64) -> UInt64? { bucket.take(at: now) }

  /// Begins a visit, if there is room for one more.
  func beginVisit() -> Visit? {
    let count = usage.visits.add(1, ordering: .relaxed).newValue
    if count > caller.concurrentRequestsMax {
      usage.visits.subtract(1, ordering: .relaxed)
      return nil
    }
    return Visit(self)
  }

  fileprivate func endVisit() {
    let count = usage.visits.subtract(1, ordering: .relaxed).newValue
    precondition(count >= 0, "a visit ends once")
  }

  /// Counts an answer, by the place of its status.
  func countAnswer(status place: Int) { usage.answers.figures[place].add(1, ordering: .relaxed) }

  /// How many answers had a status, by its place.
  func answerCount(status place: Int) -> Int { usage.answers[place] }
}

/// What a caller has under way and has been answered, under these settings and those before.
private final class Usage: Sendable {
  let visits = Atomic<Int>(0)
  let answers = StatusCounts()
}

/// A caller's request while it is under way: one of those it may have at once.
final class Visit: Permit {
  let account: Account

  fileprivate init(_ account: Account) { self.account = account }

  deinit { account.endVisit() }
}
