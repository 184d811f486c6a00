import HTTP
import Synchronization

/// A caller with what it has used up, over all event loops.
final class Account: Sendable {
  let caller: Caller
  /// Its place among the callers.
  let index: Int
  private let bucket: TokenBucket
  private let visits = Atomic<Int>(0)

  init(_ caller: Caller, index: Int) {
    self.caller = caller
    self.index = index
    bucket = TokenBucket(caller.rate)
  }

  /// Takes the part of a request that its rate allows.
  ///
  /// - Returns: nil, or the nanoseconds until the next request would be allowed.
  func takeToken(at now: UInt64) -> UInt64? { bucket.take(at: now) }

  /// Begins a visit, if there is room for one more.
  func beginVisit() -> Visit? {
    let count = visits.add(1, ordering: .relaxed).newValue
    if count > caller.concurrentRequestsMax {
      visits.subtract(1, ordering: .relaxed)
      return nil
    }
    return Visit(self)
  }

  fileprivate func endVisit() {
    let count = visits.subtract(1, ordering: .relaxed).newValue
    precondition(count >= 0, "a visit ends once")
  }
}

/// A caller's request while it is under way: one of those it may have at once.
final class Visit: Permit {
  let account: Account

  fileprivate init(_ account: Account) { self.account = account }

  deinit { account.endVisit() }
}
