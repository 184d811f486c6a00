internal import Glibc

/// What belongs to the process as a whole.
extension SystemCalls {
  /// Raises the soft limit of open descriptors to the hard one; returns what is in force.
  static func raiseDescriptorLimit() throws(SystemCallError) -> Int {
    var limit = rlimit()
    // The pointer lives for the call, and `limit` is a whole rlimit.
    try run(.resourceLimit) { unsafe getrlimit(descriptorLimit, &limit) }
    limit.rlim_cur = limit.rlim_max
    // As above; the kernel only reads.
    try run(.resourceLimit) { unsafe setrlimit(descriptorLimit, &limit) }
    return Int(clamping: limit.rlim_cur)
  }

  private static let descriptorLimit = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)

  /// Blocks signals in the calling thread and in all that it makes.
  static func block(_ signals: [CInt]) {
    var set = sigset_t()
    // The set is whole and lives for the calls, which change nothing else.
    unsafe sigemptyset(&set)
    for signal in signals { unsafe sigaddset(&set, signal) }
    let result = unsafe pthread_sigmask(CInt(SIG_BLOCK), &set, nil)
    precondition(result == 0, "every thread may block signals that exist")
  }

  /// Ignores SIGPIPE for the whole process: a peer that is gone is an errno, not a death.
  static func ignoreBrokenPipes() {
    _ = Glibc.signal(SIGPIPE, SIG_IGN)
  }
}
