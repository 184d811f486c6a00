/// Where a socket listens or comes from: a literal IP address with a port, or a path.
///
/// Names are not looked up: a lookup can hang, and a statically linked program has no resolver.
public enum SocketAddress: Hashable, Sendable {
  /// An IPv4 address and port: `127.0.0.1:8080`.
  case ipv4(IPv4Host, port: UInt16)
  /// An IPv6 address and port: `[::1]:8080`.
  case ipv6(IPv6Host, port: UInt16)
  /// The absolute path of a Unix-domain socket, at most 107 bytes: `unix:/run/wenbao.sock`.
  case unix(path: String)
  /// The other end of a Unix-domain connection, which as a rule has no path.
  case unnamed

  /// The most bytes of a Unix-domain path: `sun_path` holds 108 with the closing zero (unix(7)).
  public static let pathBytesMax = 107
}

/// The 32 bits of an IPv4 address, 127.0.0.1 being 0x7F000001.
public struct IPv4Host: Hashable, Sendable {
  /// The bits in reading order.
  public let bits: UInt32

  /// Wraps the bits in reading order.
  public init(bits: UInt32) { self.bits = bits }
}

/// The 128 bits of an IPv6 address.
public struct IPv6Host: Hashable, Sendable {
  /// The first 64 bits, which name the network.
  public let network: UInt64
  /// The last 64 bits, which name the interface within it.
  public let interface: UInt64

  /// Wraps the two halves in reading order.
  public init(network: UInt64, interface: UInt64) {
    self.network = network
    self.interface = interface
  }

  /// The IPv4 host that a socket of both families tells as `::ffff:a.b.c.d`, if it is one
  /// (RFC 4291 section 2.5.5.2).
  var ipv4: IPv4Host? {
    guard network == 0, interface >> 32 == 0xFFFF else { return nil }
    return IPv4Host(bits: UInt32(truncatingIfNeeded: interface))
  }
}

extension SocketAddress {
  /// Whose connections are counted together: an IPv4 host or an IPv6 /64 network.
  ///
  /// A subscriber holds at least a whole /64 (RFC 6177 section 2), so counting single IPv6
  /// addresses would bound nobody. Unix-domain peers have no origin.
  public var origin: ConnectionOrigin? {
    switch self {
    case .ipv4(let host, port: _): .host(host)
    case .ipv6(let host, port: _): .network(host.network)
    case .unix, .unnamed: nil
    }
  }

  /// The port, where there is one.
  public var port: UInt16? {
    switch self {
    case .ipv4(_, let port), .ipv6(_, let port): port
    case .unix, .unnamed: nil
    }
  }
}

/// What the limit of connections per address counts by.
public enum ConnectionOrigin: Hashable, Sendable {
  /// One IPv4 address.
  case host(IPv4Host)
  /// The first 64 bits of an IPv6 address.
  case network(UInt64)
}

extension SocketAddress: CustomStringConvertible {
  /// The form that `init(parsing:)` reads.
  public var description: String {
    switch self {
    case .ipv4(let host, let port): "\(SystemCalls.text(of: host)):\(port)"
    case .ipv6(let host, let port): "[\(SystemCalls.text(of: host))]:\(port)"
    case .unix(let path): "unix:\(path)"
    case .unnamed: "unix:"
    }
  }
}
