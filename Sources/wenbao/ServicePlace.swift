import Sockets
import TLS

/// Where a running service is asked.
struct ServicePlace: CustomStringConvertible {
  /// Why a text is no place of a service.
  enum Failure: Error, CustomStringConvertible {
    case notHTTP
    case portUnknown

    var description: String {
      switch self {
      case .notHTTP:
        "the address must begin with http:// or https://, as in http://127.0.0.1:8080/healthz"
      case .portUnknown: "the settings let the kernel choose the port: name the address instead"
      }
    }
  }

  /// Where it listens.
  let address: SocketAddress
  /// Whether it speaks HTTPS there.
  let speaksTLS: Bool

  /// Reads `https://127.0.0.1:8080/healthz` or `http://unix:/run/wenbao.sock:/healthz`.
  ///
  /// - Returns: the place, and the path after it if there is one.
  /// - Throws: `Failure`, or `SocketAddressError` where the host is no literal address.
  static func parse(_ url: String) throws -> (place: ServicePlace, path: String?) {
    guard let scheme = ["http://", "https://"].first(where: { url.hasPrefix($0) }) else {
      throw Failure.notHTTP
    }
    let rest = url.dropFirst(scheme.count)
    let isUnix = rest.hasPrefix("unix:")
    let place = isUnix ? rest.dropFirst("unix:".count) : rest
    let start = place.firstRange(of: isUnix ? ":/" : "/")?.lowerBound
    let address = try SocketAddress(parsing: String(rest[..<(start ?? rest.endIndex)]))
    let path = start.map { String(rest[$0...].drop { $0 == ":" }) }
    let speaksTLS = scheme == "https://"
    return (ServicePlace(address: address, speaksTLS: speaksTLS), path == "/" ? nil : path)
  }

  init(address: SocketAddress, speaksTLS: Bool) {
    self.address = address
    self.speaksTLS = speaksTLS
  }

  /// Where a service with these settings answers operators: at their listener if they have one.
  init(_ settings: Settings) throws {
    let operations = try settings.operationsAddress()
    let listening = try operations ?? settings.address()
    guard listening.port != 0 else { throw Failure.portUnknown }
    address = listening.asked
    let isPlain = settings.tls.certificates.isEmpty || operations?.isLoopback == true
    speaksTLS = !isPlain
  }

  /// What stands in the field Host.
  var host: String { address.port == nil ? "localhost" : "\(address)" }

  /// The name that its certificate is for, as far as the address tells.
  var name: String {
    guard let port = address.port else { return "localhost" }
    return "\(address)".dropLast(":\(port)".count).filter { $0 != "[" && $0 != "]" }
  }

  var description: String { (speaksTLS ? "https://" : "http://") + "\(address)" }
}

extension SocketAddress {
  /// The address at which this machine reaches one that it listens at.
  fileprivate var asked: SocketAddress {
    switch self {
    case .ipv4(let host, let port) where host.bits == 0:
      .ipv4(IPv4Host(bits: 0x7F00_0001), port: port)
    case .ipv6(let host, let port) where host.network == 0 && host.interface == 0:
      .ipv6(IPv6Host(network: 0, interface: 1), port: port)
    default: self
    }
  }
}
