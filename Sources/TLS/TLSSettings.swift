/// What a listener serves TLS with: paths of files, and what it asks of clients.
public struct TLSSettings: Sendable, Equatable {
  /// The certificates; the first is for clients that ask for no name, or for one of nobody's.
  public var certificates: [CertificateFiles]
  /// What clients must show.
  public var clients = ClientCertificates.off
  /// The lowest version spoken.
  public var minimumVersion = TLSVersion.tls1_2

  /// Settings that ask nothing of clients.
  public init(certificates: [CertificateFiles]) { self.certificates = certificates }
}

/// The files of one certificate.
public struct CertificateFiles: Sendable, Equatable {
  /// The certificate and the chain after it, as PEM.
  public var certificate: String
  /// Its private key, as PEM without a passphrase, readable by its owner alone.
  public var key: String
  /// An OCSP response about it, as DER (RFC 6960), to be stapled (RFC 6066 section 8).
  public var staple: String?

  /// Names the files of one certificate.
  public init(certificate: String, key: String, staple: String? = nil) {
    self.certificate = certificate
    self.key = key
    self.staple = staple
  }
}

/// What clients must show of themselves.
public enum ClientCertificates: Sendable, Equatable {
  /// Nothing: no certificate is asked for.
  case off
  /// A certificate if they have one; what is shown must be valid.
  case optional(ClientAuthorities)
  /// A valid certificate.
  case required(ClientAuthorities)
}

/// Who vouches for clients.
public struct ClientAuthorities: Sendable, Equatable {
  /// The certificates of the authorities, as PEM.
  public var authorities: String
  /// Their revocation lists, as PEM, one for each; nil where none are held against clients.
  public var revocations: String?

  /// Names the files of those who vouch for clients.
  public init(authorities: String, revocations: String? = nil) {
    self.authorities = authorities
    self.revocations = revocations
  }
}

/// A version of TLS.
public enum TLSVersion: Sendable, Equatable {
  /// RFC 5246, with authenticated encryption and ephemeral keys only.
  case tls1_2
  /// RFC 8446.
  case tls1_3
}
