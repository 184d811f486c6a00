import Testing

@testable import TLS

struct ClientCertificateTests {
  let authority = TestAuthority.shared

  func context(_ clients: ClientCertificates) throws -> TLSContext {
    var settings = try authority.settings()
    settings.clients = clients
    return try TLSContext(settings, keys: TicketKeys())
  }

  /// Shakes hands with a certificate in both versions; the failures must be the same.
  func failure(
    _ clients: ClientCertificates, _ certificate: DevelopmentCertificate?
  ) throws -> String? {
    let context = try context(clients)
    let reasons = [false, true].map { only1_2 -> String? in
      let pair = Pair(context, .init(only1_2: only1_2, certificate: certificate)).shake()
      guard case .refused(let reason)? = pair.failure else { return nil }
      return reason
    }
    #expect(reasons[0] == reasons[1])
    return reasons[0]
  }

  @Test func `the subject of a verified certificate is the client's identity`() throws {
    let context = try context(.required(try authority.authorities()))
    for only1_2 in [false, true] {
      let pair = Pair(context, .init(only1_2: only1_2, certificate: authority.client)).shake()
      #expect(pair.isOpen)
      #expect(pair.server.clientSubject == "CN=收费处 17,O=wenbao")
    }
  }

  @Test func `a client that is asked nothing has no identity`() throws {
    let pair = Pair(try context(.off), .init(certificate: authority.client)).shake()
    #expect(pair.isOpen)
    #expect(pair.server.clientSubject == nil)
  }

  @Test func `a client without a certificate is refused where one is required`() throws {
    #expect(
      try failure(.required(try authority.authorities()), nil)
        == "peer did not return a certificate")
  }

  @Test func `a client without a certificate is served where one is optional`() throws {
    let pair = Pair(try context(.optional(try authority.authorities()))).shake()
    #expect(pair.isOpen)
    #expect(pair.server.clientSubject == nil)
  }

  @Test func `a wrong certificate is refused even where it is optional`() throws {
    let files = try authority.authorities(revoking: authority.revoked)
    for clients in [ClientCertificates.optional(files), .required(files)] {
      #expect(
        try failure(clients, authority.stranger)
          == "certificate verify failed: unable to get local issuer certificate")
      #expect(
        try failure(clients, authority.expired)
          == "certificate verify failed: certificate has expired")
      #expect(
        try failure(clients, authority.revoked) == "certificate verify failed: certificate revoked")
      #expect(
        try failure(clients, authority.localhost)
          == "certificate verify failed: unsuitable certificate purpose")
      #expect(try failure(clients, authority.client) == nil)
    }
  }

  @Test func `a revoked certificate is served where no list is held against it`() throws {
    #expect(try failure(.required(try authority.authorities()), authority.revoked) == nil)
  }

  @Test func `every certificate of a listener asks the same of clients`() throws {
    var settings = try authority.settings([authority.localhost, authority.other])
    settings.clients = .required(try authority.authorities(revoking: authority.revoked))
    let context = try TLSContext(settings, keys: TicketKeys())
    for (certificate, isServed) in [(authority.client, true), (authority.revoked, false)] {
      let pair = Pair(context, .init(certificate: certificate, name: "a.other.test")).shake()
      #expect((pair.failure == nil) == isServed)
    }
  }
}
