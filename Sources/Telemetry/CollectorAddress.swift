internal import Sockets

/// Where spans are sent: the collector's address and the path that takes them.
public struct CollectorAddress: Sendable, Hashable {
  /// Where it listens.
  let address: SocketAddress
  /// The path of the request.
  let path: String
  /// The address as it was given.
  public let url: String

  /// Reads `http://127.0.0.1:4318/v1/traces`; nil for anything else.
  ///
  /// The host is a literal address with its port: names are not looked up. The path may be left
  /// out and is then OTLP's own, `/v1/traces`.
  public init?(url: String) {
    let scheme = "http://"
    guard url.hasPrefix(scheme) else { return nil }
    let rest = url.dropFirst(scheme.count)
    let place = rest.prefix { $0 != "/" }
    let path = rest.dropFirst(place.count)
    guard path.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }),
      let address = try? SocketAddress(parsing: String(place)), let port = address.port, port > 0
    else { return nil }
    self.address = address
    self.path = path.isEmpty ? "/v1/traces" : String(path)
    self.url = url
  }
}
