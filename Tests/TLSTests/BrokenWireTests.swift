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

  /// A KeyUpdate that asks for nothing (RFC 8446 section 4.6.3).
  private static let keyUpdate: [UInt8] = [24, 0, 0, 1, 0]

  @Test func `a message after the handshake is taken whole`() throws {
    let pair = Pair(try context()).shake()
    _ = pair.pass(pair.client.seal(Self.keyUpdate, type: 22, number: 0))
    #expect(pair.failure == nil && pair.server.isEstablished)
  }

  @Test func `a part of its header is waited on, and answers go on meanwhile`() throws {
    for count in 1...3 {
      let pair = Pair(try context()).shake()
      _ = pair.pass(pair.client.seal(Array(Self.keyUpdate.prefix(count)), type: 22, number: 0))
      #expect(pair.failure == nil, "\(count) octets")
      pair.answer(Array("answer".utf8))
      #expect(pair.client.opened == Array("answer".utf8))
      _ = pair.pass(pair.client.seal(Array(Self.keyUpdate.dropFirst(count)), type: 22, number: 1))
      #expect(pair.failure == nil && pair.server.isEstablished, "\(count) octets")
    }
  }

  @Test func `a header without the message ends the session`() throws {
    let pair = Pair(try context()).shake()
    _ = pair.pass(pair.client.seal(Array("question".utf8), type: 23, number: 0))
    _ = pair.pass(pair.client.seal(Array(Self.keyUpdate.prefix(4)), type: 22, number: 1))
    #expect(pair.failure == .refused(reason: "a message after the handshake comes in parts"))
    expectAnEnd(of: pair)
  }

  @Test func `a header without the message right behind a question ends the session as well`()
    throws
  {
    // The end of the handshake, the question and the header come at once.
    let pair = Pair(try context())
    let flight = pair.pass(pair.client.receive([]))
    let finished = pair.client.receive(flight)
    _ = pair.pass(
      finished + pair.client.seal(Array("question".utf8), type: 23, number: 0)
        + pair.client.seal(Array(Self.keyUpdate.prefix(4)), type: 22, number: 1))
    #expect(pair.failure == .refused(reason: "a message after the handshake comes in parts"))
    expectAnEnd(of: pair)
  }

  /// A session that has failed takes nothing, says nothing and harms nothing.
  private func expectAnEnd(of pair: Pair) {
    #expect(!pair.server.isEstablished)
    var (opened, wire): ([UInt8], [UInt8]) = ([], [])
    #expect(!pair.server.send([1].span, wire: &wire))
    guard case .failed = pair.server.receive([23].span, opened: &opened, wire: &wire) else {
      Issue.record("a failed session goes on")
      return
    }
    pair.server.close(wire: &wire)
    #expect(opened.isEmpty && wire.isEmpty)
  }
}
