internal import CShim
internal import Glibc

/// Every call into the C library, and what its failure means.
///
/// The only caller of libc: EINTR is retried, EAGAIN is a value (`Attempt.wouldBlock`), EBADF and
/// EFAULT are programmer's mistakes and trap, anything else is thrown with the call's name.
enum SystemCalls {
  /// Runs a call that may have to wait.
  static func attempt<Result: SignedInteger>(
    _ call: SystemCall, _ body: () -> Result
  ) throws(SystemCallError) -> Attempt<Result> {
    while true {
      let result = outcome(call, body)
      if result >= 0 { return .done(result) }
      switch lastErrno {
      case .interrupted: continue
      case .wouldBlock: return .wouldBlock
      case let errno:
        trapIfMistaken(call, errno)
        throw SystemCallError(call: call, errno: errno)
      }
    }
  }

  /// Runs a call that never has to wait; should it say so all the same, that is an error too.
  @discardableResult
  static func run(
    _ call: SystemCall, _ body: () -> CInt
  ) throws(SystemCallError) -> CInt {
    switch try attempt(call, body) {
    case .done(let result): return result
    case .wouldBlock: throw SystemCallError(call: call, errno: .wouldBlock)
    }
  }

  private static func outcome<Result: SignedInteger>(
    _ call: SystemCall, _ body: () -> Result
  ) -> Result {
    #if DEBUG
      if let forced = ForcedErrno.take(call) {
        lastErrno = forced
        return -1
      }
    #endif
    return body()
  }

  private static func trapIfMistaken(_ call: SystemCall, _ errno: Errno) {
    if errno == .badDescriptor || errno == .badAddress {
      fatalError("\(call) was given a closed descriptor or a wild pointer: \(errno)")
    }
  }

  private static var lastErrno: Errno {
    get { Errno(rawValue: errno) }
    set { errno = newValue.rawValue }
  }
}

// MARK: Descriptors

extension SystemCalls {
  /// Closes a descriptor.
  ///
  /// EINTR is not retried: Linux has closed the descriptor all the same.
  static func close(_ descriptor: CInt) {
    let result = outcome(.close) { Glibc.close(descriptor) }
    if result < 0 { trapIfMistaken(.close, lastErrno) }
  }

  static func duplicate(_ descriptor: CInt) throws(SystemCallError) -> CInt {
    try run(.duplicate) { fcntl(descriptor, F_DUPFD_CLOEXEC, 0) }
  }

  /// Whether a number that came from outside is an open descriptor: here EBADF is an answer.
  static func isOpen(_ number: CInt) -> Bool { fcntl(number, F_GETFD) >= 0 }

  /// Makes an inherited descriptor non-blocking and closed on exec.
  static func adopt(_ descriptor: CInt) throws(SystemCallError) {
    try run(.fileControl) { fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
    let flags = try run(.fileControl) { fcntl(descriptor, F_GETFL) }
    try run(.fileControl) { fcntl(descriptor, F_SETFL, flags | O_NONBLOCK) }
  }
}

// MARK: Streams

extension SystemCalls {
  static func receive(
    _ descriptor: CInt, into buffer: inout MutableSpan<UInt8>
  ) throws(SystemCallError) -> Attempt<Int> {
    try attempt(.receive) {
      // The kernel writes at most `count` bytes from the span's own start.
      unsafe buffer.withUnsafeMutableBytes {
        unsafe wenbao_receive(descriptor, $0.baseAddress, $0.count)
      }
    }
  }

  /// send(2) without SIGPIPE.
  static func send(
    _ descriptor: CInt, _ bytes: Span<UInt8>
  ) throws(SystemCallError) -> Attempt<Int> {
    try attempt(.send) {
      // The kernel reads at most `count` bytes from the span's own start.
      unsafe bytes.withUnsafeBytes {
        unsafe wenbao_send(descriptor, $0.baseAddress, $0.count)
      }
    }
  }

  static func shutDownWriting(_ descriptor: CInt) throws(SystemCallError) {
    try run(.shutdown) { shutdown(descriptor, CInt(SHUT_WR)) }
  }
}

// MARK: Sockets

extension SystemCalls {
  /// A stream socket of the address's family, non-blocking and closed on exec.
  static func socket(for address: SocketAddress) throws(SystemCallError) -> CInt {
    let family =
      switch address {
      case .ipv4: AF_INET
      case .ipv6: AF_INET6
      case .unix, .unnamed: AF_UNIX
      }
    let kind = SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue
    return try run(.socket) { Glibc.socket(family, CInt(kind), 0) }
  }

  static func bind(_ descriptor: CInt, to address: SocketAddress) throws(SystemCallError) {
    try run(.bind) {
      // The address and its length are those of one C value that lives for the call.
      unsafe withCAddress(address) { unsafe Glibc.bind(descriptor, $0, $1) }
    }
  }

  static func connect(_ descriptor: CInt, to address: SocketAddress) throws(SystemCallError) {
    try run(.connect) {
      // As for bind.
      unsafe withCAddress(address) { unsafe Glibc.connect(descriptor, $0, $1) }
    }
  }

  static func listen(_ descriptor: CInt, backlog: Int) throws(SystemCallError) {
    try run(.listen) { Glibc.listen(descriptor, CInt(backlog)) }
  }

  static func dropHandshakes(_ listener: CInt) throws(SystemCallError) {
    try run(.setSocketOption) { wenbao_drop_handshakes(listener) }
  }

  static func accept(
    _ listener: CInt
  ) throws(SystemCallError) -> Attempt<(descriptor: CInt, peer: SocketAddress)> {
    var storage = sockaddr_storage()
    var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
    let result = try attempt(.accept) {
      // Both pointers live for the call; `length` is the size of `storage`.
      unsafe wenbao_accept(listener, &storage, &length)
    }
    switch result {
    case .wouldBlock: return .wouldBlock
    case .done(let descriptor): return .done((descriptor, address(in: storage, length: length)))
    }
  }

  /// The address a socket is bound to (`socketName`) or connected to (`peerName`).
  static func address(
    _ end: SystemCall, of descriptor: CInt
  ) throws(SystemCallError) -> SocketAddress {
    // Two functions of one type.
    let call = unsafe end == .peerName ? getpeername : getsockname
    var storage = sockaddr_storage()
    var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
    try run(end) {
      // A sockaddr_storage is large and aligned enough for any sockaddr; `length` is its size.
      unsafe withUnsafeMutablePointer(to: &storage) {
        unsafe $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
          unsafe call(descriptor, $0, &length)
        }
      }
    }
    return address(in: storage, length: length)
  }

  static func set(
    _ option: SocketOption, on descriptor: CInt, to value: CInt
  ) throws(SystemCallError) {
    var value = value
    try run(.setSocketOption) {
      // The kernel reads the CInt that the length names.
      unsafe setsockopt(
        descriptor, option.level, option.name, &value, socklen_t(MemoryLayout<CInt>.size))
    }
  }

  static func resetOnClose(_ descriptor: CInt) throws(SystemCallError) {
    var value = Glibc.linger(l_onoff: 1, l_linger: 0)
    try run(.setSocketOption) {
      // The kernel reads the `linger` that the length names.
      unsafe setsockopt(
        descriptor, SOL_SOCKET, SO_LINGER, &value, socklen_t(MemoryLayout<linger>.size))
    }
  }

  static func value(
    of option: SocketOption, on descriptor: CInt
  ) throws(SystemCallError) -> CInt {
    var value: CInt = 0
    var length = socklen_t(MemoryLayout<CInt>.size)
    try run(.getSocketOption) {
      // The kernel writes at most the CInt that the length names.
      unsafe getsockopt(descriptor, option.level, option.name, &value, &length)
    }
    return value
  }
}

// MARK: Paths

extension SystemCalls {
  /// What tells one file from another under the same path.
  struct FileIdentity: Equatable {
    let device: UInt
    let inode: UInt
    let isSocket: Bool
  }

  static func identity(ofFileAt path: String) throws(SystemCallError) -> FileIdentity {
    var status = stat()
    // The path is a zero-ended copy and `status` a whole stat; both live for the call.
    try run(.lstat) { unsafe lstat(path, &status) }
    return FileIdentity(
      device: UInt(status.st_dev), inode: UInt(status.st_ino),
      isSocket: status.st_mode & S_IFMT == S_IFSOCK)
  }

  static func setMode(_ mode: UInt16, ofFileAt path: String) throws(SystemCallError) {
    // The path is a zero-ended copy that lives for the call, here and below.
    try run(.chmod) { unsafe chmod(path, mode_t(mode)) }
  }

  static func unlink(_ path: String) throws(SystemCallError) {
    try run(.unlink) { unsafe Glibc.unlink(path) }
  }
}

// MARK: Waiting

extension SystemCalls {
  static func createEpoll() throws(SystemCallError) -> CInt {
    try run(.epollCreate) { epoll_create1(CInt(EPOLL_CLOEXEC)) }
  }

  static func add(
    _ descriptor: CInt, to epoll: CInt, events: UInt32, token: UInt64
  ) throws(SystemCallError) {
    try run(.epollControl) {
      wenbao_epoll_control(epoll, EPOLL_CTL_ADD, descriptor, events, token)
    }
  }

  static func change(
    _ descriptor: CInt, in epoll: CInt, events: UInt32, token: UInt64
  ) throws(SystemCallError) {
    try run(.epollControl) {
      wenbao_epoll_control(epoll, EPOLL_CTL_MOD, descriptor, events, token)
    }
  }

  static func remove(_ descriptor: CInt, from epoll: CInt) throws(SystemCallError) {
    try run(.epollControl) { wenbao_epoll_control(epoll, EPOLL_CTL_DEL, descriptor, 0, 0) }
  }

  /// Waits for events at most `milliseconds`, without end where that is -1.
  ///
  /// An interruption counts as no event: the loop comes round again with a fresh clock.
  static func wait(_ epoll: CInt, into ready: inout ReadyEvents, milliseconds: CInt) -> Int {
    let count = outcome(.epollWait) {
      // The kernel writes at most `count` events from the array's own start.
      unsafe ready.events.withUnsafeMutableBufferPointer {
        unsafe epoll_wait(epoll, $0.baseAddress, CInt($0.count), milliseconds)
      }
    }
    if count >= 0 { return Int(count) }
    let errno = lastErrno
    guard errno == .interrupted else { fatalError("an epoll was misused: \(errno)") }
    return 0
  }

  /// Where the kernel writes the events of one wait.
  @safe struct ReadyEvents {
    /// The most events taken at once; nginx takes 512, libuv 1024.
    static let countMax = 256

    fileprivate var events = unsafe [epoll_event](repeating: epoll_event(), count: countMax)

    /// What `add` or `change` named the descriptor by.
    func token(_ position: Int) -> UInt64 {
      // Of the union, `add` and `change` write the 64 bits, and the kernel hands them back.
      unsafe events[position].data.u64
    }
  }

  static func createEventCounter() throws(SystemCallError) -> CInt {
    try run(.eventCounter) { wenbao_event_counter() }
  }

  /// Adds one to an event counter; a full counter is as good as one that was added to.
  static func signal(_ counter: CInt) throws(SystemCallError) {
    var one: UInt64 = 1
    // The kernel reads the eight bytes of `one`.
    _ = try attempt(.write) { unsafe Glibc.write(counter, &one, MemoryLayout<UInt64>.size) }
  }

  /// Sets an event counter back to zero.
  static func reset(_ counter: CInt) throws(SystemCallError) {
    var count: UInt64 = 0
    // The kernel writes the eight bytes of `count`.
    _ = try attempt(.read) { unsafe Glibc.read(counter, &count, MemoryLayout<UInt64>.size) }
  }

  /// Nanoseconds since the machine started, never set back.
  static func monotonicNanoseconds() -> UInt64 {
    let time = clock(CLOCK_MONOTONIC)
    return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
  }

  /// What tells the calling thread from every other that runs; never 0.
  static var thisThread: UInt { pthread_self() }

  /// Seconds since 1970, as of the kernel's last tick, some milliseconds ago.
  static func wallSeconds() -> Int64 { Int64(clock(CLOCK_REALTIME_COARSE).tv_sec) }

  /// Nanoseconds since 1970.
  static func wallNanoseconds() -> Int64 {
    let time = clock(CLOCK_REALTIME)
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }

  private static func clock(_ which: clockid_t) -> timespec {
    var time = timespec()
    // The pointer lives for the call, and `time` is a whole timespec.
    let result = unsafe clock_gettime(which, &time)
    precondition(result == 0, "every Linux has the monotonic and the real-time clock")
    return time
  }
}

// MARK: Words and addresses

extension SystemCalls {
  static func words(for errno: Errno) -> String {
    // The shim returns a constant that outlives the process, or nothing.
    guard let words = unsafe wenbao_errno_words(errno.rawValue) else { return "unknown error" }
    return unsafe String(cString: words)
  }

  static func ipv4(_ text: String) -> IPv4Host? {
    var address = in_addr()
    // inet_pton writes the four bytes of an in_addr.
    guard unsafe inet_pton(AF_INET, text, &address) == 1 else { return nil }
    return IPv4Host(bits: UInt32(bigEndian: address.s_addr))
  }

  static func ipv6(_ text: String) -> IPv6Host? {
    var address = in6_addr()
    // inet_pton writes the sixteen bytes of an in6_addr.
    guard unsafe inet_pton(AF_INET6, text, &address) == 1 else { return nil }
    return host(address)
  }

  static func text(of host: IPv4Host) -> String {
    var address = in_addr(s_addr: host.bits.bigEndian)
    // The pointer is to an in_addr that lives for the call.
    return unsafe text(AF_INET, &address)
  }

  static func text(of host: IPv6Host) -> String {
    var address = cAddress(host)
    // The pointer is to an in6_addr that lives for the call.
    return unsafe text(AF_INET6, &address)
  }

  private static func text(_ family: CInt, _ address: UnsafeRawPointer) -> String {
    unsafe withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(INET6_ADDRSTRLEN)) {
      let size = socklen_t($0.count)
      // `address` is an in_addr or in6_addr as `family` says; the buffer fits the longest text.
      guard let text = unsafe inet_ntop(family, address, $0.baseAddress, size) else {
        fatalError("a buffer of INET6_ADDRSTRLEN bytes fits every address")
      }
      return unsafe String(cString: text)
    }
  }

  private static func host(_ address: in6_addr) -> IPv6Host {
    // An in6_addr and a pair of UInt64 are sixteen plain bytes each.
    let halves = unsafe unsafeBitCast(address, to: (UInt64, UInt64).self)
    return IPv6Host(
      network: UInt64(bigEndian: halves.0), interface: UInt64(bigEndian: halves.1))
  }

  private static func cAddress(_ host: IPv6Host) -> in6_addr {
    // As in `host(_:)`, the other way round.
    unsafe unsafeBitCast((host.network.bigEndian, host.interface.bigEndian), to: in6_addr.self)
  }

  /// Runs `body` with the C form of an address and its length.
  private static func withCAddress(
    _ address: SocketAddress, _ body: (UnsafePointer<sockaddr>, socklen_t) -> CInt
  ) -> CInt {
    // Each value is the C address of the family that its first member names.
    switch address {
    case .ipv4(let host, let port):
      return unsafe withPointer(
        to: sockaddr_in(
          sin_family: sa_family_t(AF_INET), sin_port: port.bigEndian,
          sin_addr: in_addr(s_addr: host.bits.bigEndian), sin_zero: (0, 0, 0, 0, 0, 0, 0, 0)),
        body)
    case .ipv6(let host, let port):
      return unsafe withPointer(
        to: sockaddr_in6(
          sin6_family: sa_family_t(AF_INET6), sin6_port: port.bigEndian, sin6_flowinfo: 0,
          sin6_addr: cAddress(host), sin6_scope_id: 0),
        body)
    case .unix(let path): return unsafe withPointer(to: cAddress(path: path), body)
    case .unnamed: preconditionFailure("nothing binds or connects to a socket without a name")
    }
  }

  private static func withPointer<Address>(
    to address: Address, _ body: (UnsafePointer<sockaddr>, socklen_t) -> CInt
  ) -> CInt {
    unsafe withUnsafePointer(to: address) {
      // `Address` is one of the sockaddr family: its first member is the family, its size is given.
      unsafe $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        unsafe body($0, socklen_t(MemoryLayout<Address>.size))
      }
    }
  }

  private static func cAddress(path: String) -> sockaddr_un {
    precondition(path.utf8.count <= SocketAddress.pathBytesMax, "the address was checked")
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    // `sun_path` is 108 zeroed bytes; the path fits with its closing zero, as checked above.
    unsafe withUnsafeMutableBytes(of: &address.sun_path) {
      unsafe $0.copyBytes(from: path.utf8)
    }
    return address
  }

  /// Reads the C form of an address that the kernel wrote.
  private static func address(in storage: sockaddr_storage, length: socklen_t) -> SocketAddress {
    unsafe withUnsafeBytes(of: storage) { bytes in
      // The kernel filled the member that `ss_family` names; each fits in a sockaddr_storage.
      switch CInt(storage.ss_family) {
      case AF_INET:
        let found = unsafe bytes.load(as: sockaddr_in.self)
        return .ipv4(
          IPv4Host(bits: UInt32(bigEndian: found.sin_addr.s_addr)),
          port: UInt16(bigEndian: found.sin_port))
      case AF_INET6:
        let found = unsafe bytes.load(as: sockaddr_in6.self)
        let host = host(found.sin6_addr)
        let port = UInt16(bigEndian: found.sin6_port)
        return host.ipv4.map { .ipv4($0, port: port) } ?? .ipv6(host, port: port)
      case AF_UNIX:
        let path = unsafe bytes[..<Int(length)].dropFirst(MemoryLayout<sa_family_t>.size)
        let text = unsafe String(decoding: path.prefix { $0 != 0 }, as: UTF8.self)
        return text.isEmpty ? .unnamed : .unix(path: text)
      default: preconditionFailure("only sockets of these three families are opened or adopted")
      }
    }
  }
}
