/// The calls that `SystemCalls` makes, by the names of their C functions.
public enum SystemCall: CInt, Sendable, CustomStringConvertible {
  case accept, bind, chmod, close, connect, duplicate, epollControl, epollCreate
  case epollWait, eventCounter, fileControl, fstat, getSocketOption, listen, lstat, open
  case peerName, poll, read, receive, rename, resourceLimit, seek, send, setSocketOption, shutdown
  case socket, socketName, stat, synchronize, truncate, unlink, watch, watcher, write

  /// The C function's name.
  public var description: String {
    switch self {
    case .accept: "accept4"
    case .bind: "bind"
    case .chmod: "chmod"
    case .close: "close"
    case .connect: "connect"
    case .duplicate: "fcntl(F_DUPFD_CLOEXEC)"
    case .epollControl: "epoll_ctl"
    case .epollCreate: "epoll_create1"
    case .epollWait: "epoll_wait"
    case .eventCounter: "eventfd"
    case .fileControl: "fcntl"
    case .fstat: "fstat"
    case .getSocketOption: "getsockopt"
    case .listen: "listen"
    case .lstat: "lstat"
    case .open: "open"
    case .peerName: "getpeername"
    case .poll: "poll"
    case .read: "read"
    case .receive: "recv"
    case .rename: "rename"
    case .resourceLimit: "setrlimit"
    case .seek: "lseek"
    case .send: "send"
    case .setSocketOption: "setsockopt"
    case .shutdown: "shutdown"
    case .socket: "socket"
    case .socketName: "getsockname"
    case .stat: "stat"
    case .synchronize: "fsync"
    case .truncate: "ftruncate"
    case .unlink: "unlink"
    case .watch: "inotify_add_watch"
    case .watcher: "inotify_init1"
    case .write: "write"
    }
  }
}

/// A call that the kernel refused: which one, and why.
public struct SystemCallError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The call that failed.
  public let call: SystemCall
  /// Why it failed.
  public let errno: Errno

  /// As in "bind: Address already in use (errno 98)".
  public var description: String { "\(call): \(errno)" }
}

/// What a call on a non-blocking descriptor came to.
public enum Attempt<Value> {
  /// The call did its work.
  case done(Value)
  /// It would have had to wait (EAGAIN): try again once the loop reports readiness.
  case wouldBlock
}

extension Attempt: Equatable where Value: Equatable {}
extension Attempt: Sendable where Value: Sendable {}
