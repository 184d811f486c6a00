import Testing

@testable import TLS

struct BrokenWireTests {
  let authority = TestAuthority.shared

  func context() throws -> TLSContext {
    var settings = try authority.settings()
    settings.clients = .optional(try authority.authorities())
    return try TLSContext(settings, keys: TicketKeys())
  }

  @Test func `garbage ends a session with a reason and never crashes`() throws {
    let context = try context()
    var random = SystemRandomNumberGenerator()
    for count in [1, 5, 6, 100, 20_000] {
      for _ in 0..<20 {
        let pair = Pair(context)
        var garbage = (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
        garbage[0] = 0x16
        _ = pair.pass(garbage)
        if count == 20_000 { #expect(pair.failure != nil) }
      }
    }
  }

  @Test func `an octet changed in a handshake never opens a session`() throws {
    let context = try context()
    for only1_2 in [false, true] {
      let hello = TestClient(.init(only1_2: only1_2)).receive([])
      for index in stride(from: 0, to: hello.count, by: 3) {
        let pair = Pair(context)
        var changed = hello
        changed[index] ^= 0x41
        _ = pair.pass(changed)
        #expect(!pair.server.isEstablished)
      }
    }
  }

  @Test func `a changed record ends an open session with bad_record_mac`() throws {
    for only1_2 in [false, true] {
      let pair = Pair(try context(), .init(only1_2: only1_2)).shake()
      var record = pair.client.send(Array("question".utf8))
      record[record.count - 1] ^= 1
      #expect(!pair.pass(record).isEmpty)
      #expect(pair.failure == .refused(reason: "decryption failed or bad record mac"))
      #expect(pair.opened.isEmpty)
      #expect(!pair.server.isEstablished)
    }
  }

  @Test func `a record too long is refused`() throws {
    let pair = Pair(try context()).shake()
    _ = pair.pass([23, 3, 3, 0xFF, 0xFF] + [UInt8](repeating: 0, count: 100))
    #expect(pair.failure == .refused(reason: "packet length too long"))
  }

  @Test func `half a record opens nothing and its other half opens it`() throws {
    let pair = Pair(try context()).shake()
    let record = pair.client.send(Array("question".utf8))
    _ = pair.pass(Array(record[..<10]))
    #expect(pair.opened.isEmpty)
    _ = pair.pass(Array(record[10...]))
    #expect(pair.opened == Array("question".utf8))
  }
}
