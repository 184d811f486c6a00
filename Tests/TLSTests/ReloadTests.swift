import Testing

@testable import TLS

struct ReloadTests {
  let authority = TestAuthority.shared

  @Test func `open sessions keep what they have, new ones get the new certificate`() throws {
    let settings = try authority.settings()
    let slot = try TLSContextSlot(settings)
    let old = Pair(slot.current).shake()
    let halfway = Pair(slot.current)
    let hello = halfway.client.receive([])
    try authority.overwrite(settings.certificates[0].certificate, authority.other.certificate)
    try authority.overwrite(settings.certificates[0].key, authority.other.key)
    try slot.reload()
    let new = Pair(slot.current, .init(name: "a.other.test")).shake()
    #expect(new.client.serverName == "other")
    halfway.deliver(hello)
    #expect(halfway.isOpen)
    #expect(halfway.client.serverName == "localhost")
    old.deliver(old.client.send(Array("still here".utf8)))
    #expect(old.opened == Array("still here".utf8))
  }

  @Test func `a bad file is refused and all stays as it was`() throws {
    let settings = try authority.settings()
    let slot = try TLSContextSlot(settings)
    try authority.overwrite(settings.certificates[0].certificate, Array("rubbish".utf8))
    #expect(throws: TLSError.self) { try slot.reload() }
    #expect(Pair(slot.current).shake().client.serverName == "localhost")
  }

  @Test func `a new revocation list holds from the next session on`() throws {
    var settings = try authority.settings()
    let files = ClientAuthorities(
      authorities: try authority.file(authority.authority.certificate),
      revocations: try authority.file(authority.revocations(nil)))
    settings.clients = .required(files)
    let slot = try TLSContextSlot(settings)
    let options = TestClient.Options(certificate: authority.revoked)
    let before = Pair(slot.current, options).shake()
    #expect(before.isOpen)
    try authority.overwrite(files.revocations!, authority.revocations(authority.revoked))
    try slot.reload()
    #expect(Pair(slot.current, options).shake().failure != nil)
    before.deliver(before.client.send(Array("still here".utf8)))
    #expect(before.opened == Array("still here".utf8))
  }
}
