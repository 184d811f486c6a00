import Testing

@testable import TLS

struct CertificateTests {
  let authority = TestAuthority.shared

  func fault(_ settings: TLSSettings) -> TLSError? {
    do throws(TLSError) {
      _ = try TLSContext(settings, keys: TicketKeys())
      return nil
    } catch {
      return error
    }
  }

  @Test func `the certificate is the one for the name asked for, else the first`() throws {
    let settings = try authority.settings([authority.localhost, authority.other])
    let context = try TLSContext(settings, keys: TicketKeys())
    for (asked, served) in [
      ("localhost", "localhost"), ("a.other.test", "other"), ("A.OTHER.test", "other"),
      ("other.test", "localhost"), ("nobody.test", "localhost"),
    ] {
      for only1_2 in [false, true] {
        let pair = Pair(context, .init(only1_2: only1_2, name: asked)).shake()
        #expect(pair.isOpen)
        #expect(pair.client.serverName == served, "\(asked)")
      }
    }
  }

  @Test func `a staple is sent to a client that asks`() throws {
    let staple = authority.staple(about: authority.localhost)
    let files = try authority.files(authority.localhost, staple: staple)
    let settings = TLSSettings(certificates: [files])
    let pair = Pair(try TLSContext(settings, keys: TicketKeys())).shake()
    #expect(pair.isOpen)
    #expect(pair.client.stapleCount == staple.count)
  }

  @Test func `a staple whose next update is due is not sent`() throws {
    let staple = authority.staple(about: authority.localhost, until: TestAuthority.now - 1)
    let files = try authority.files(authority.localhost, staple: staple)
    let settings = TLSSettings(certificates: [files])
    let pair = Pair(try TLSContext(settings, keys: TicketKeys())).shake()
    #expect(pair.isOpen)
    #expect(pair.client.stapleCount == 0)
  }

  @Test func `a staple about another certificate is refused`() throws {
    let staple = authority.staple(about: authority.other)
    let files = try authority.files(authority.localhost, staple: staple)
    let settings = TLSSettings(certificates: [files])
    guard case .badStaple = fault(settings) else {
      Issue.record("not refused")
      return
    }
  }

  @Test func `a key that others can read or write is refused`() throws {
    for permissions in [0o640, 0o604, 0o660, 0o620, 0o644, 0o777] {
      var settings = try authority.settings()
      settings.certificates[0].key = try authority.file(
        authority.localhost.key, permissions: permissions)
      #expect(fault(settings) == .exposedKey(file: settings.certificates[0].key))
    }
    for permissions in [0o600, 0o400, 0o700] {
      var settings = try authority.settings()
      settings.certificates[0].key = try authority.file(
        authority.localhost.key, permissions: permissions)
      #expect(fault(settings) == nil)
    }
  }

  @Test func `a key of another certificate is refused with the reason`() throws {
    var settings = try authority.settings()
    settings.certificates[0].key = try authority.file(authority.other.key)
    #expect(
      fault(settings)
        == .badKey(file: settings.certificates[0].key, reason: "key values mismatch"))
  }

  @Test func `files that are not what they should be are refused by name`() throws {
    let rubbish = try authority.file(Array("rubbish".utf8))
    let empty = try authority.file([])
    var settings = try authority.settings()
    settings.certificates[0].certificate = rubbish
    #expect(fault(settings) == .badCertificate(file: rubbish, reason: "no start line"))
    settings.certificates[0].certificate = empty
    #expect(fault(settings) == .wrongSize(file: empty))
    settings.certificates[0].certificate = "/nowhere"
    #expect(fault(settings) == .unreadable(file: "/nowhere"))
    settings.certificates[0].certificate = authority.folder
    #expect(fault(settings) == .unreadable(file: authority.folder))
    settings = try authority.settings()
    settings.certificates[0].key = rubbish
    guard case .badKey(rubbish, _) = fault(settings) else {
      Issue.record("rubbish is no key")
      return
    }
    settings = try authority.settings()
    settings.certificates[0].staple = rubbish
    guard case .badStaple(rubbish, _) = fault(settings) else {
      Issue.record("rubbish is no staple")
      return
    }
    #expect(fault(TLSSettings(certificates: [])) == .noCertificate)
  }

  @Test func `a file without authorities or revocation lists is refused`() throws {
    let rubbish = try authority.file(Array("rubbish".utf8))
    let authorities = try authority.file(authority.authority.certificate)
    for files in [
      ClientAuthorities(authorities: rubbish),
      ClientAuthorities(authorities: authorities, revocations: rubbish),
      ClientAuthorities(authorities: authorities, revocations: authorities),
    ] {
      var settings = try authority.settings()
      settings.clients = .required(files)
      guard case .badAuthorities = fault(settings) else {
        Issue.record("not refused: \(files)")
        return
      }
    }
  }

  @Test func `the days left are of the certificate of the chain that expires first`() throws {
    let now = TestAuthority.now
    let short = try DevelopmentCertificate(
      .server(names: "DNS:a"), commonName: "a", validity: now - 10...now + 3 * 86_400 + 60,
      issuer: authority.authority)
    let chained = authority.localhost.certificate + short.certificate
    for octets in [short.certificate, chained] {
      let key = octets == chained ? authority.localhost.key : short.key
      let files = CertificateFiles(
        certificate: try authority.file(octets), key: try authority.file(key))
      let context = try TLSContext(TLSSettings(certificates: [files]), keys: TicketKeys())
      #expect(context.certificates.map(\.expirySeconds) == [now + 3 * 86_400 + 60])
      #expect(context.certificates.map { $0.daysLeft(atUnixSeconds: now) } == [3])
      #expect(context.certificates[0].daysLeft(atUnixSeconds: now + 3 * 86_400 + 61) == -1)
    }
  }
}
