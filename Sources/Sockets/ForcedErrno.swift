#if DEBUG
  internal import CShim

  /// Failures forced on the calls of one thread, so that a test proves what a kernel rarely shows.
  ///
  /// Debug builds only. The count belongs to the thread that sets it: a test that aims at a loop
  /// sets it from a closure run on that loop, and disturbs no other.
  public enum ForcedErrno {
    /// Makes the next `count` calls of `call` on this thread fail with `errno`.
    ///
    /// A later use replaces an earlier one; a count of 0 ends it.
    public static func force(_ errno: Errno, on call: SystemCall, count: Int) {
      wenbao_force_errno(call.rawValue, errno.rawValue, CInt(count))
    }

    static func take(_ call: SystemCall) -> Errno? {
      let forced = wenbao_take_forced_errno(call.rawValue)
      return forced == 0 ? nil : Errno(rawValue: forced)
    }
  }
#endif
