internal import Glibc

/// The number by which the kernel says why a call failed.
///
/// The corresponding C value is `errno`. Only the numbers the server decides by have names here;
/// any other keeps its number and the system's own words.
public struct Errno: Error, Hashable, Sendable, RawRepresentable {
  /// The C value.
  public let rawValue: CInt

  /// Wraps a C value.
  public init(rawValue: CInt) { self.rawValue = rawValue }

  /// The call was interrupted by a signal (EINTR).
  public static let interrupted = Errno(rawValue: EINTR)
  /// Nothing can be done without waiting (EAGAIN).
  public static let wouldBlock = Errno(rawValue: EAGAIN)
  /// The number is no open descriptor (EBADF).
  public static let badDescriptor = Errno(rawValue: EBADF)
  /// The pointer leads outside the process's memory (EFAULT).
  public static let badAddress = Errno(rawValue: EFAULT)
  /// An argument does not fit the call (EINVAL).
  public static let invalidArgument = Errno(rawValue: EINVAL)
  /// The process has as many descriptors as it may (EMFILE).
  public static let processDescriptorsExhausted = Errno(rawValue: EMFILE)
  /// The system has as many descriptors as it may (ENFILE).
  public static let systemDescriptorsExhausted = Errno(rawValue: ENFILE)
  /// The kernel has no buffer left (ENOBUFS).
  public static let noBufferSpace = Errno(rawValue: ENOBUFS)
  /// The kernel has no memory left (ENOMEM).
  public static let noMemory = Errno(rawValue: ENOMEM)
  /// The peer was gone before its connection was accepted (ECONNABORTED).
  public static let connectionAborted = Errno(rawValue: ECONNABORTED)
  /// The peer reset the connection (ECONNRESET).
  public static let connectionReset = Errno(rawValue: ECONNRESET)
  /// Nobody listens at the address (ECONNREFUSED).
  public static let connectionRefused = Errno(rawValue: ECONNREFUSED)
  /// The peer no longer reads (EPIPE).
  public static let brokenPipe = Errno(rawValue: EPIPE)
  /// The socket is not connected, or no longer (ENOTCONN).
  public static let notConnected = Errno(rawValue: ENOTCONN)
  /// The connection is under way (EINPROGRESS).
  public static let inProgress = Errno(rawValue: EINPROGRESS)
  /// A firewall forbids the connection, or the process lacks a right (EPERM).
  public static let notPermitted = Errno(rawValue: EPERM)
  /// The process lacks the right (EACCES).
  public static let accessDenied = Errno(rawValue: EACCES)
  /// The address is taken (EADDRINUSE).
  public static let addressInUse = Errno(rawValue: EADDRINUSE)
  /// No interface of this machine has the address (EADDRNOTAVAIL).
  public static let addressNotAvailable = Errno(rawValue: EADDRNOTAVAIL)
  /// The machine does not speak this family of addresses (EAFNOSUPPORT).
  public static let familyNotSupported = Errno(rawValue: EAFNOSUPPORT)
  /// The protocol does not know the operation (EOPNOTSUPP).
  public static let operationNotSupported = Errno(rawValue: EOPNOTSUPP)
  /// No such file (ENOENT).
  public static let noSuchFile = Errno(rawValue: ENOENT)
  /// A part of the path is no folder (ENOTDIR).
  public static let notFolder = Errno(rawValue: ENOTDIR)
  /// The descriptor is no socket (ENOTSOCK).
  public static let notASocket = Errno(rawValue: ENOTSOCK)
  /// A protocol error (EPROTO).
  public static let protocolFailure = Errno(rawValue: EPROTO)
  /// The protocol is not available (ENOPROTOOPT).
  public static let protocolNotAvailable = Errno(rawValue: ENOPROTOOPT)
  /// The network is down (ENETDOWN).
  public static let networkDown = Errno(rawValue: ENETDOWN)
  /// No way leads to the network (ENETUNREACH).
  public static let networkUnreachable = Errno(rawValue: ENETUNREACH)
  /// The host is down (EHOSTDOWN).
  public static let hostDown = Errno(rawValue: EHOSTDOWN)
  /// No way leads to the host (EHOSTUNREACH).
  public static let hostUnreachable = Errno(rawValue: EHOSTUNREACH)
}

extension Errno: CustomStringConvertible {
  /// The system's words and the number, as in "Too many open files (errno 24)".
  public var description: String { "\(SystemCalls.words(for: self)) (errno \(rawValue))" }
}
