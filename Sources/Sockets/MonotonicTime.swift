/// A moment on the clock that never goes back, in nanoseconds since the machine started.
public struct MonotonicTime: Hashable, Comparable, Sendable {
  /// Nanoseconds since the machine started.
  public let nanoseconds: UInt64

  /// Wraps nanoseconds since the machine started.
  public init(nanoseconds: UInt64) { self.nanoseconds = nanoseconds }

  /// Reads the clock.
  ///
  /// The corresponding C function is `clock_gettime` with `CLOCK_MONOTONIC`. On a loop, prefer its
  /// `now`, which is read once a turn.
  public static func current() -> MonotonicTime {
    MonotonicTime(nanoseconds: SystemCalls.monotonicNanoseconds())
  }

  /// The moment `nanoseconds` later; the end of time where that is past counting.
  public func advanced(byNanoseconds nanoseconds: UInt64) -> MonotonicTime {
    let (sum, overflows) = self.nanoseconds.addingReportingOverflow(nanoseconds)
    return MonotonicTime(nanoseconds: overflows ? .max : sum)
  }

  /// Nanoseconds from `earlier` to this moment; 0 where it is not earlier.
  public func nanoseconds(since earlier: MonotonicTime) -> UInt64 {
    nanoseconds > earlier.nanoseconds ? nanoseconds - earlier.nanoseconds : 0
  }

  /// Orders by time.
  public static func < (left: MonotonicTime, right: MonotonicTime) -> Bool {
    left.nanoseconds < right.nanoseconds
  }
}

extension Duration {
  /// The whole nanoseconds of a duration that is not negative; `UInt64.max` where it has more.
  public var wholeNanoseconds: UInt64 {
    precondition(self >= .zero, "a limit of time is not negative")
    let (seconds, attoseconds) = components
    let (product, overflows) = UInt64(seconds).multipliedReportingOverflow(by: 1_000_000_000)
    return overflows ? .max : product + UInt64(attoseconds) / 1_000_000_000
  }
}
