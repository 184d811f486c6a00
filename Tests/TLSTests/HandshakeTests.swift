import Testing

@testable import TLS

struct HandshakeTests {
  let authority = TestAuthority.shared

  func context(_ change: (inout TLSSettings) throws -> Void = { _ in }) throws -> TLSContext {
    var settings = try authority.settings()
    try change(&settings)
    return try TLSContext(settings, keys: TicketKeys())
  }

  @Test func `a session speaks TLS 1.3 with a suite of Mozilla's intermediate list`() throws {
    let pair = Pair(try context()).shake()
    #expect(pair.isOpen)
    #expect(pair.server.version == "TLSv1.3")
    #expect(pair.server.suite == "TLS_AES_128_GCM_SHA256")
    #expect(pair.server.serverName == "localhost")
  }

  @Test func `a client of TLS 1.2 is served`() throws {
    let pair = Pair(try context(), .init(only1_2: true)).shake()
    #expect(pair.isOpen)
    #expect(pair.server.version == "TLSv1.2")
    #expect(pair.server.suite == "ECDHE-ECDSA-AES128-GCM-SHA256")
  }

  @Test func `a client of TLS 1.2 is refused where 1.3 is the minimum`() throws {
    let pair = Pair(try context { $0.minimumVersion = .tls1_3 }, .init(only1_2: true)).shake()
    #expect(pair.failure == .refused(reason: "unsupported protocol"))
    #expect(pair.client.failure == "tlsv1 alert protocol version")
  }

  @Test func `octets pass both ways, whole and byte by byte`() throws {
    for pieces in [Int.max, 1, 7] {
      for only1_2 in [false, true] {
        let pair = Pair(try context(), .init(only1_2: only1_2)).shake(pieces: pieces)
        #expect(pair.isOpen)
        pair.deliver(pair.client.send(Array("question".utf8)), pieces: pieces)
        #expect(String(decoding: pair.opened, as: UTF8.self) == "question")
        pair.answer(Array("answer".utf8))
        #expect(String(decoding: pair.client.opened, as: UTF8.self) == "answer")
      }
    }
  }

  @Test func `an answer of many records arrives whole`() throws {
    let pair = Pair(try context()).shake()
    let answer = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    pair.answer(answer)
    #expect(pair.client.opened == answer)
  }

  @Test func `a request of many records arrives whole`() throws {
    let pair = Pair(try context()).shake()
    let request = (0..<200_000).map { UInt8(truncatingIfNeeded: $0 &* 17) }
    pair.deliver(pair.client.send(request), pieces: 65_536)
    #expect(pair.opened == request)
  }

  @Test func `http 1.1 is agreed upon by ALPN`() throws {
    let pair = Pair(try context()).shake()
    #expect(pair.server.applicationProtocol == "http/1.1")
    #expect(pair.client.applicationProtocol == "http/1.1")
  }

  @Test func `a client that offers another protocol only is refused by its alert`() throws {
    let pair = Pair(try context(), .init(applicationProtocol: "h2")).shake()
    #expect(pair.failure == .refused(reason: "no application protocol"))
    #expect(pair.client.failure == "tlsv1 alert no application protocol")
  }

  @Test func `a client that offers no protocol is served`() throws {
    #expect(Pair(try context(), .init(applicationProtocol: nil)).shake().isOpen)
  }

  @Test func `close_notify of the client ends its side and can still be answered`() throws {
    let pair = Pair(try context()).shake()
    pair.deliver(pair.client.send(Array("last".utf8)) + pair.client.close())
    #expect(pair.hasEnded)
    #expect(pair.opened == Array("last".utf8))
    pair.answer(Array("answer".utf8))
    #expect(pair.client.opened == Array("answer".utf8))
  }

  @Test func `close sends close_notify`() throws {
    let pair = Pair(try context()).shake()
    var wire: [UInt8] = []
    pair.server.close(wire: &wire)
    _ = pair.client.receive(wire)
    #expect(pair.client.hasEnded)
  }

  @Test func `close before the handshake is done sends nothing`() throws {
    let server = try context().makeSession()
    var wire: [UInt8] = []
    server.close(wire: &wire)
    #expect(wire.isEmpty)
  }

  @Test func `a renegotiation is refused and the session goes on`() throws {
    let pair = Pair(try context(), .init(only1_2: true)).shake()
    let alert = pair.pass(pair.client.renegotiate())
    #expect(pair.failure == nil)
    #expect(alert.first == 21)
  }

  @Test func `plain HTTP is told from TLS by its first octet`() throws {
    for method in ["GET", "OPTIONS", "PATCH", "CONNECT"] {
      let pair = Pair(try context())
      let answer = pair.pass(Array("\(method) / HTTP/1.1\r\n\r\n".utf8), pieces: 1)
      #expect(pair.failure == .plainText)
      #expect(answer.isEmpty)
    }
  }
}
