import TLS
import Yams

extension Settings {
  /// `tls`: how HTTPS is served; without a certificate the listener speaks plain HTTP.
  struct TLS: Sendable {
    /// `tls.clientCertificates`.
    enum Clients: String, CaseIterable {
      case off, optional, required

      static let byName = allCases.map { (name: $0.rawValue, value: $0) }
    }

    /// `tls.certificates`: the first is for clients that ask for no name of the others.
    var certificates: [CertificateFiles] = []
    /// `tls.minimumVersion`.
    var minimumVersion = TLSVersion.tls1_2
    /// `tls.handshakeSeconds`: for a handshake, from the connection on.
    var handshakeTime = Duration.seconds(10)
    /// `tls.clientCertificates`: whether clients must show who they are.
    var clients = Clients.off
    /// `tls.ca`: who vouches for clients; empty for nobody.
    var authorities = ""
    /// `tls.crl`: their revocation lists; empty for none.
    var revocations = ""

    /// Reads the files.
    ///
    /// - Returns: what sessions begin with; nil for plain HTTP.
    /// - Throws: an `Ending` that says what is wrong with keys or files.
    func slot() throws(Ending) -> TLSContextSlot? {
      if certificates.isEmpty {
        guard clients == .off else { throw fault("tls.clientCertificates needs tls.certificates") }
        return nil
      }
      let settings = try contextSettings()
      do throws(TLSError) {
        return try TLSContextSlot(settings)
      } catch {
        throw fault(error.description)
      }
    }

    /// Reads the files into a slot, which keeps what it has where this throws.
    func reload(_ slot: TLSContextSlot) throws(Ending) {
      let settings = try contextSettings()
      do throws(TLSError) {
        try slot.reload(with: settings)
      } catch {
        throw fault(error.description)
      }
    }

    private func contextSettings() throws(Ending) -> TLSSettings {
      var settings = TLSSettings(certificates: certificates)
      settings.minimumVersion = minimumVersion
      settings.clients = try clientCertificates()
      return settings
    }

    private func clientCertificates() throws(Ending) -> ClientCertificates {
      if clients == .off { return .off }
      if authorities.isEmpty { throw fault("tls.clientCertificates needs tls.ca") }
      let files = ClientAuthorities(
        authorities: authorities, revocations: revocations.isEmpty ? nil : revocations)
      return clients == .optional ? .optional(files) : .required(files)
    }

    private func fault(_ words: String) -> Ending { Ending(code: .badPolicy, message: words) }
  }
}

extension SettingsReader {
  /// The list of certificates.
  mutating func readCertificates(_ node: Node) {
    guard let list = node.sequence, !list.isEmpty else {
      return fault(node, "tls.certificates must be a list, each with certificate and key")
    }
    for element in list {
      if let files = certificate(element) { settings.tls.certificates.append(files) }
    }
  }

  private mutating func certificate(_ node: Node) -> CertificateFiles? {
    let known = ["certificate", "key", "ocsp"]
    guard let members = members(of: node, in: "tls.certificates", known: known) else { return nil }
    var paths: [String: String] = [:]
    for (name, value) in members {
      guard let path = value.scalar?.string, !path.isEmpty else {
        fault(value, "tls.certificates.\(name) must be a path")
        return nil
      }
      paths[name] = path
    }
    guard let certificate = paths["certificate"], let key = paths["key"] else {
      fault(node, "each of tls.certificates must have a certificate and a key")
      return nil
    }
    return CertificateFiles(certificate: certificate, key: key, staple: paths["ocsp"])
  }
}
