internal import Glibc

/// The calls on files and on what they are opened as.
extension SystemCalls {
  static func open(
    _ path: String, _ access: FileAccess
  ) throws(SystemCallError) -> CInt {
    // Swift lends the path as a C string for the call.
    try run(.open) { unsafe Glibc.open(path, access.flags | O_CLOEXEC, access.permissions) }
  }

  /// What a descriptor is open on.
  static func status(_ descriptor: CInt) throws(SystemCallError) -> FileStatus {
    var status = stat()
    // The kernel writes one whole `stat`, which lives for the call.
    try run(.fstat) { unsafe fstat(descriptor, &status) }
    return FileStatus(status)
  }

  /// What a path leads to.
  static func status(of path: String) throws(SystemCallError) -> FileStatus {
    var status = stat()
    // As above; Swift lends the path as a C string for the call.
    try run(.stat) { unsafe stat(path, &status) }
    return FileStatus(status)
  }

  static func read(
    _ descriptor: CInt, into room: inout MutableSpan<UInt8>
  ) throws(SystemCallError) -> Attempt<Int> {
    try attempt(.read) {
      // The kernel writes at most `count` bytes from the span's own start.
      unsafe room.withUnsafeMutableBytes {
        unsafe Glibc.read(descriptor, $0.baseAddress, $0.count)
      }
    }
  }

  static func write(
    _ descriptor: CInt, _ bytes: Span<UInt8>
  ) throws(SystemCallError) -> Attempt<Int> {
    try attempt(.write) {
      // The kernel reads at most `count` bytes from the span's own start.
      unsafe bytes.withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress, $0.count) }
    }
  }

  static func truncate(_ descriptor: CInt, to byteCount: Int) throws(SystemCallError) {
    try run(.truncate) { ftruncate(descriptor, byteCount) }
  }

  static func seek(_ descriptor: CInt, to place: Int) throws(SystemCallError) {
    let reached = try attempt(.seek) { lseek(descriptor, place, SEEK_SET) }
    guard case .done = reached else {
      throw SystemCallError(call: .seek, errno: .wouldBlock)
    }
  }

  /// Waits until what was written is on the disk.
  static func synchronize(_ descriptor: CInt) throws(SystemCallError) {
    try run(.synchronize) { fsync(descriptor) }
  }

  static func rename(_ path: String, to newPath: String) throws(SystemCallError) {
    // Swift lends both paths as C strings for the call.
    try run(.rename) { unsafe Glibc.rename(path, newPath) }
  }

  /// Waits until a descriptor is ready or broken; returns false where neither comes in time.
  static func wait(
    _ descriptor: CInt, for interest: Interest, milliseconds: CInt
  ) throws(SystemCallError) -> Bool {
    let events = Int16(interest == .reading ? POLLIN : POLLOUT)
    var watched = pollfd(fd: descriptor, events: events, revents: 0)
    // The kernel reads and writes the one `pollfd`, which lives for the call.
    return try run(.poll) { unsafe poll(&watched, 1, milliseconds) } > 0
  }

  static func isTerminal(_ descriptor: CInt) -> Bool { isatty(descriptor) == 1 }

  /// The number that poll(2) passes over.
  static let noDescriptor: CInt = -1

  /// Waits until the one is ready for its interest, or the other one can be read; returns whether
  /// it is not the other one.
  static func wait(
    _ descriptor: CInt, for interest: Interest, orReading other: CInt
  ) throws(SystemCallError) -> Bool {
    let events = Int16(interest == .reading ? POLLIN : POLLOUT)
    var watched = [
      pollfd(fd: descriptor, events: events, revents: 0),
      pollfd(fd: other, events: Int16(POLLIN), revents: 0),
    ]
    // The kernel reads and writes the two entries of the array, which lives for the call.
    try run(.poll) { unsafe poll(&watched, nfds_t(watched.count), -1) }
    return watched[1].revents == 0
  }
}

extension FileStatus {
  fileprivate init(_ status: stat) {
    isRegular = status.st_mode & S_IFMT == S_IFREG
    byteCount = Int(status.st_size)
    device = UInt64(status.st_dev)
    number = UInt64(status.st_ino)
  }
}

extension FileAccess {
  fileprivate var flags: CInt {
    switch self {
    case .reading: O_RDONLY
    case .writing: O_WRONLY | O_CREAT | O_TRUNC
    case .continuing: O_RDWR | O_CREAT
    case .appending: O_RDWR | O_CREAT | O_APPEND
    }
  }

  /// Readable and writable for all whom the process's mask admits, as a shell makes files; what is
  /// appended to is a record, and its owner's alone.
  fileprivate var permissions: mode_t { self == .appending ? 0o600 : 0o666 }
}
