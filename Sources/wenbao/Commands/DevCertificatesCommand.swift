import ArgumentParser
import Foundation
import TLS

/// `wenbao dev-certificates`: certificates to try HTTPS with.
struct DevCertificatesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dev-certificates",
    abstract: "Make an authority, a server's and a client's certificate for trying HTTPS.",
    discussion: """
      Writes ca.pem, server.pem and client.pem with their keys (ca-key.pem and so on, mode 0600) \
      and prints settings that serve with them. Not for production: nobody else trusts the \
      authority. Existing files are left alone. Exit codes: 0 done, 1 a file cannot be written, 2 \
      wrong usage.
      """)

  /// The days of validity, at most: what browsers accept of a server's certificate.
  private static let daysMax = 397

  @Argument(help: "The folder to write to; made if it is not there.")
  var folder: String

  @Option(name: .customLong("name"), help: "A name or address of the server; may be repeated.")
  var names = ["localhost", "127.0.0.1", "::1"]

  @Option(help: "The common name of the client.")
  var client = "dev-client"

  @Option(help: "For how many days they are valid, 1 to 397.")
  var days = 30

  func validate() throws {
    guard (1...Self.daysMax).contains(days) else {
      throw ValidationError("--days must be 1 to \(Self.daysMax)")
    }
    for name in names where !name.utf8.allSatisfy(Self.isOfName) || name.isEmpty {
      throw ValidationError("--name '\(name)' is no host name or address")
    }
    guard (1...64).contains(client.count) else {
      throw ValidationError("--client must have 1 to 64 characters")
    }
  }

  func run() throws {
    do {
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
      try write()
    } catch let error as TLSError {
      throw Ending(code: .refusedInput, message: error.description)
    } catch {
      throw Ending(code: .refusedInput, message: "\(folder): cannot be made")
    }
    try Output.line(settings)
  }

  private func write() throws(TLSError) {
    let now = Int64(Date().timeIntervalSince1970)
    // An hour back, for clocks that are slow.
    let validity = now - 3600...now + Int64(days) * 86_400
    let authority = try DevelopmentCertificate(
      .authority, commonName: "wenbao development authority", validity: validity)
    let server = try DevelopmentCertificate(
      .server(names: names.map(Self.alternativeName).joined(separator: ",")),
      commonName: names[0], validity: validity, issuer: authority)
    let client = try DevelopmentCertificate(
      .client, commonName: client, validity: validity, issuer: authority)
    try authority.write(to: "\(folder)/ca.pem", key: "\(folder)/ca-key.pem")
    try server.write(to: "\(folder)/server.pem", key: "\(folder)/server-key.pem")
    try client.write(to: "\(folder)/client.pem", key: "\(folder)/client-key.pem")
  }

  private var settings: String {
    """
    tls:
      certificates:
        - certificate: \(folder)/server.pem
          key: \(folder)/server-key.pem
      clientCertificates: optional
      ca: \(folder)/ca.pem
    """
  }

  private static func isOfName(_ octet: UInt8) -> Bool {
    switch octet {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"),
      UInt8(ascii: ":"), UInt8(ascii: "*"):
      true
    default: false
    }
  }

  private static func alternativeName(_ name: String) -> String {
    let isAddress = name.contains(":") || name.utf8.allSatisfy { $0 < UInt8(ascii: ":") }
    return (isAddress ? "IP:" : "DNS:") + name
  }
}
