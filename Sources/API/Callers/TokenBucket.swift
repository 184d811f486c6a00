import Synchronization

/// A caller's bucket, which all event loops take from without a lock.
struct TokenBucket: ~Copyable {
  private let limit: RateLimit
  private let fullAt: Atomic<UInt64>

  /// A full bucket.
  init(_ limit: RateLimit) {
    self.limit = limit
    fullAt = Atomic(0)
  }

  /// A bucket as full as another of the same limit.
  init(_ other: borrowing TokenBucket) {
    limit = other.limit
    fullAt = Atomic(other.fullAt.load(ordering: .relaxed))
  }

  /// Takes a token.
  ///
  /// - Parameter now: in nanoseconds, of a clock that only goes forward.
  /// - Returns: nil, or the nanoseconds until there is a token again.
  func take(at now: UInt64) -> UInt64? {
    var known = fullAt.load(ordering: .relaxed)
    while true {
      switch limit.take(fullAt: known, now: now) {
      case .empty(let nanoseconds): return nanoseconds
      case .taken(let moved):
        let (isDone, current) = fullAt.weakCompareExchange(
          expected: known, desired: moved, ordering: .relaxed)
        if isDone { return nil }
        known = current
      }
    }
  }
}
