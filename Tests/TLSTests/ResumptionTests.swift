import Testing

@testable import TLS

struct ResumptionTests {
  let authority = TestAuthority.shared

  /// A handshake, an exchange, and the ticket that the client has got.
  func ticket(
    of context: TLSContext, _ options: TestClient.Options = .init()
  ) throws -> TestTicket {
    let pair = Pair(context, options).shake()
    pair.answer(Array("so that a ticket of TLS 1.3 is read".utf8))
    #expect(!pair.client.isResumed)
    return try #require(pair.client.ticket)
  }

  /// Whether a ticket is resumed by both ends, which end up open all the same.
  func resumes(
    _ ticket: TestTicket, _ context: TLSContext, _ options: TestClient.Options = .init()
  ) -> Bool {
    var options = options
    options.ticket = ticket
    let pair = Pair(context, options).shake()
    #expect(pair.isOpen)
    #expect(pair.client.isResumed == pair.server.isResumed)
    return pair.server.isResumed
  }

  @Test func `a ticket is resumed in both versions`() throws {
    let context = try TLSContext(authority.settings(), keys: TicketKeys())
    for only1_2 in [false, true] {
      let options = TestClient.Options(only1_2: only1_2)
      #expect(resumes(try ticket(of: context, options), context, options))
    }
  }

  @Test func `a ticket outlives one rotation of the keys and not two`() throws {
    for only1_2 in [false, true] {
      let keys = try TicketKeys()
      let context = try TLSContext(authority.settings(), keys: keys)
      let options = TestClient.Options(only1_2: only1_2)
      let ticket = try ticket(of: context, options)
      keys.rotate()
      #expect(resumes(ticket, context, options))
      keys.rotate()
      #expect(!resumes(ticket, context, options))
    }
  }

  @Test func `a ticket is not resumed after its lifetime`() async throws {
    let context = try TLSContext(
      authority.settings(), keys: TicketKeys(), ticketLifetime: .seconds(1))
    let tickets = try [false, true].map { try ticket(of: context, .init(only1_2: $0)) }
    try await Task.sleep(for: .milliseconds(2200))
    for (ticket, only1_2) in zip(tickets, [false, true]) {
      #expect(!resumes(ticket, context, .init(only1_2: only1_2)))
    }
  }

  @Test func `a client of TLS 1.3 that uses each ticket once can always resume`() throws {
    let context = try TLSContext(authority.settings(), keys: TicketKeys())
    var ticket = try ticket(of: context)
    for _ in 0..<3 {
      let pair = Pair(context, .init(ticket: ticket)).shake()
      pair.answer(Array("so that a ticket of TLS 1.3 is read".utf8))
      #expect(pair.server.isResumed)
      let next = try #require(pair.client.ticket)
      #expect(!next.isSame(as: ticket))
      ticket = next
    }
  }

  @Test func `a ticket outlives a reload`() throws {
    let slot = try TLSContextSlot(authority.settings())
    let ticket = try ticket(of: slot.current)
    try slot.reload()
    #expect(resumes(ticket, slot.current))
  }

  @Test func `a ticket of other keys is not resumed`() throws {
    let one = try TLSContext(authority.settings(), keys: TicketKeys())
    let other = try TLSContext(authority.settings(), keys: TicketKeys())
    #expect(!resumes(try ticket(of: one), other))
  }

  @Test func `a resumed session has the identity that was verified`() throws {
    var settings = try authority.settings()
    settings.clients = .required(try authority.authorities())
    let context = try TLSContext(settings, keys: TicketKeys())
    for only1_2 in [false, true] {
      var options = TestClient.Options(only1_2: only1_2, certificate: authority.client)
      options.ticket = try ticket(of: context, options)
      let pair = Pair(context, options).shake()
      #expect(pair.server.isResumed)
      #expect(pair.server.clientSubject == "CN=收费处 17,O=wenbao")
    }
  }

  @Test func `a ticket does not get around a revocation that came after it`() throws {
    var settings = try authority.settings()
    let keys = try TicketKeys()
    let options = TestClient.Options(certificate: authority.revoked)
    settings.clients = .required(try authority.authorities())
    let ticket = try ticket(of: try TLSContext(settings, keys: keys), options)
    settings.clients = .required(try authority.authorities(revoking: authority.revoked))
    var resuming = options
    resuming.ticket = ticket
    let pair = Pair(try TLSContext(settings, keys: keys), resuming).shake()
    #expect(pair.failure != nil)
  }

  @Test func `a ticket does not get around the client certificate's expiry`() async throws {
    var settings = try authority.settings()
    settings.clients = .required(try authority.authorities())
    let context = try TLSContext(settings, keys: TicketKeys())
    let brief = try DevelopmentCertificate(
      .client, commonName: "brief", validity: TestAuthority.now - 60...TestAuthority.now + 6,
      issuer: authority.authority)
    var options = TestClient.Options(certificate: brief)
    options.ticket = try ticket(of: context, options)
    try await Task.sleep(for: .milliseconds(7200))
    let pair = Pair(context, options).shake()
    #expect(pair.failure == .refused(reason: "certificate verify failed: certificate has expired"))
  }
}
