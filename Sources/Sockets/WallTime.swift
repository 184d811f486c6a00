/// A moment as people and other machines name it; the clock may be set while it runs.
public struct WallTime: Hashable, Sendable {
  /// Nanoseconds since the beginning of 1970 in UTC, leap seconds not counted.
  public let nanoseconds: Int64

  /// Wraps nanoseconds since 1970.
  public init(nanoseconds: Int64) { self.nanoseconds = nanoseconds }

  /// Reads the clock.
  ///
  /// The corresponding C function is `clock_gettime` with `CLOCK_REALTIME`.
  public static func current() -> WallTime {
    WallTime(nanoseconds: SystemCalls.wallNanoseconds())
  }
}
