internal import Glibc

/// The socket options in use.
enum SocketOption {
  case reuseAddress, reusePort, ipv6Only, noDelay, receiveBufferBytes, sendBufferBytes
  case isListening, kind, pendingError

  var level: CInt {
    switch self {
    case .ipv6Only: CInt(IPPROTO_IPV6)
    case .noDelay: CInt(IPPROTO_TCP)
    default: SOL_SOCKET
    }
  }

  var name: CInt {
    switch self {
    case .reuseAddress: SO_REUSEADDR
    case .reusePort: SO_REUSEPORT
    case .ipv6Only: IPV6_V6ONLY
    case .noDelay: TCP_NODELAY
    case .receiveBufferBytes: SO_RCVBUF
    case .sendBufferBytes: SO_SNDBUF
    case .isListening: SO_ACCEPTCONN
    case .kind: SO_TYPE
    case .pendingError: SO_ERROR
    }
  }

  /// The value of `kind` for a stream socket.
  static let streamKind = CInt(SOCK_STREAM.rawValue)
}
