internal import CShim

/// A certificate with its P-256 key, made to try things with.
public struct DevelopmentCertificate: Sendable {
  /// What a certificate is for.
  public enum Use: Sendable {
    /// To sign others.
    case authority
    /// To be served by, under names as in x509v3_config(5): `DNS:localhost,IP:127.0.0.1`.
    case server(names: String)
    /// To show to servers.
    case client
  }

  /// The certificate, as PEM.
  public let certificate: [UInt8]
  /// Its private key, as PEM.
  public let key: [UInt8]

  /// Makes a certificate that `issuer` signs, or that signs itself.
  ///
  /// - Parameters:
  ///   - commonName: who it is for, up to 64 characters.
  ///   - validity: from when to when, in seconds since 1970.
  /// - Throws: `unavailable`, with OpenSSL's reason.
  public init(
    _ use: Use, commonName: String, validity: ClosedRange<Int64>,
    issuer: DevelopmentCertificate? = nil
  ) throws(TLSError) {
    let (kind, names): (wenbao_certificate_use, String?) =
      switch use {
      case .authority: (WENBAO_AUTHORITY, nil)
      case .server(let names): (WENBAO_SERVER, names)
      case .client: (WENBAO_CLIENT, nil)
      }
    var certificate: [UInt8] = []
    var key: [UInt8] = []
    let done = certificate.withRoom(for: Self.bytesMax) { certificate in
      key.withRoom(for: Self.bytesMax) { key in
        (issuer?.certificate ?? []).withOctets { issuerCertificate in
          (issuer?.key ?? []).withOctets { issuerKey in
            // Safe: all that C reads and writes outlives the call, and it keeps no pointer.
            unsafe wenbao_make_certificate(
              kind, commonName, names, validity.lowerBound, validity.upperBound,
              issuerCertificate, issuerKey, &certificate, &key)
          }
        }
      }
    }
    guard done else { throw .unavailable(reason: reason()) }
    self.certificate = certificate
    self.key = key
  }

  /// Writes two new files, the key readable by its owner alone.
  public func write(to path: String, key keyPath: String) throws(TLSError) {
    try TLSFile.create(path, certificate, isSecret: false)
    try TLSFile.create(keyPath, key, isSecret: true)
  }

  /// Room for one file: a P-256 certificate with a few names has about 1 KiB.
  private static var bytesMax: Int { 4096 }
}
