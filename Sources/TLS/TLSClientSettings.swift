/// Whom a client trusts, and what it shows of itself.
public struct TLSClientSettings: Sendable, Equatable {
  /// The server's name or literal address, which its certificate must be for.
  public var serverName: String
  /// The file of those who vouch for the server, or of its own certificate, as PEM; nil where any
  /// server is trusted, for being where it is.
  public var authorities: String?
  /// What proves the client, where the server asks.
  public var certificate: CertificateFiles?

  /// Settings of a client that shows nothing.
  public init(serverName: String, authorities: String? = nil) {
    self.serverName = serverName
    self.authorities = authorities
  }
}
