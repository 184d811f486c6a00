import CShim
import Foundation
import TLSFixtures

@testable import TLS

/// Certificates for the tests, made once, and the folder that their files are in.
final class TestAuthority: Sendable {
  static let shared: TestAuthority = {
    do {
      return try TestAuthority()
    } catch {
      preconditionFailure("certificates can be made: \(error)")
    }
  }()

  static let day: Int64 = 86_400
  static var now: Int64 { Int64(Date().timeIntervalSince1970) }
  static var validity: ClosedRange<Int64> { now - day...now + 30 * day }

  let folder: String
  let authority: DevelopmentCertificate
  let localhost: DevelopmentCertificate
  let other: DevelopmentCertificate
  let client: DevelopmentCertificate
  let revoked: DevelopmentCertificate
  let expired: DevelopmentCertificate
  let stranger: DevelopmentCertificate
  let strangers: DevelopmentCertificate

  private init() throws {
    let validity = Self.validity
    authority = try DevelopmentCertificate(.authority, commonName: "Authority", validity: validity)
    strangers = try DevelopmentCertificate(.authority, commonName: "Strangers", validity: validity)
    localhost = try DevelopmentCertificate(
      .server(names: "DNS:localhost,IP:127.0.0.1"), commonName: "localhost", validity: validity,
      issuer: authority)
    other = try DevelopmentCertificate(
      .server(names: "DNS:*.other.test"), commonName: "other", validity: validity,
      issuer: authority)
    client = try DevelopmentCertificate(
      .client, commonName: "收费处 17", validity: validity, issuer: authority)
    revoked = try DevelopmentCertificate(
      .client, commonName: "revoked", validity: validity, issuer: authority)
    expired = try DevelopmentCertificate(
      .client, commonName: "expired", validity: Self.now - 9 * Self.day...Self.now - Self.day,
      issuer: authority)
    stranger = try DevelopmentCertificate(
      .client, commonName: "stranger", validity: validity, issuer: strangers)
    folder = FileManager.default.temporaryDirectory
      .appending(path: "wenbao-tls-\(UUID().uuidString)").path(percentEncoded: false)
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  }

  /// Writes a file, readable by its owner alone unless told otherwise; returns its path.
  func file(_ octets: [UInt8], permissions: Int = 0o600) throws -> String {
    let path = "\(folder)/\(UUID().uuidString)"
    try overwrite(path, octets, permissions: permissions)
    return path
  }

  /// Writes a file anew.
  func overwrite(_ path: String, _ octets: [UInt8], permissions: Int = 0o600) throws {
    try Data(octets).write(to: URL(filePath: path))
    try FileManager.default.setAttributes([.posixPermissions: permissions], ofItemAtPath: path)
  }

  /// Writes the files of a certificate.
  func files(
    _ certificate: DevelopmentCertificate, staple: [UInt8]? = nil
  ) throws -> CertificateFiles {
    CertificateFiles(
      certificate: try file(certificate.certificate), key: try file(certificate.key),
      staple: try staple.map { try file($0) })
  }

  /// Settings that serve certificates; `localhost` unless told otherwise.
  func settings(_ certificates: [DevelopmentCertificate] = []) throws -> TLSSettings {
    TLSSettings(
      certificates: try (certificates.isEmpty ? [localhost] : certificates).map { try files($0) })
  }

  /// Who vouches for clients, with a revocation list or without.
  func authorities(revoking: DevelopmentCertificate? = nil) throws -> ClientAuthorities {
    ClientAuthorities(
      authorities: try file(authority.certificate),
      revocations: try revoking.map { try file(revocations($0)) })
  }

  /// A revocation list.
  func revocations(_ revoked: DevelopmentCertificate?) -> [UInt8] {
    made { room in
      authority.certificate.withOctets { certificate in
        authority.key.withOctets { key in
          (revoked?.certificate ?? []).withOctets { revoked in
            unsafe fixture_revocations(certificate, key, revoked, &room)
          }
        }
      }
    }
  }

  /// An OCSP response.
  func staple(
    about certificate: DevelopmentCertificate, until end: Int64 = now + day
  ) -> [UInt8] {
    made { room in
      authority.certificate.withOctets { issuer in
        authority.key.withOctets { key in
          certificate.certificate.withOctets { certificate in
            unsafe fixture_staple(issuer, key, certificate, end, &room)
          }
        }
      }
    }
  }

  private func made(_ write: (inout wenbao_room) -> Bool) -> [UInt8] {
    var octets: [UInt8] = []
    precondition(octets.withRoom(for: 8192, write), "a fixture can be made")
    return octets
  }
}
