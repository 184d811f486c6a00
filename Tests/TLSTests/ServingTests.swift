import HTTP
import Server
import Sockets
import TestSupport
import Testing

@testable import TLS

/// Answers with who asks, or with as many octets as the path says.
final class TestResponder: Responder {
  func begin(_ head: borrowing RequestHead, into response: inout Response) -> BodyHandling {
    .collect(bytesMax: 1024 * 1024)
  }

  func respond(to request: borrowing Request, into response: inout Response) {
    if request.head.path.equals("/large") {
      response.body.append(contentsOf: [UInt8](repeating: UInt8(ascii: "x"), count: 5_000_000))
    } else {
      response.body.append(contentsOf: (request.head.clientSubject ?? "nobody").utf8)
    }
  }
}

/// A client of HTTPS.
final class SecureClient {
  let socket: LoopbackClient
  let session: TestClient

  init(to address: SocketAddress, _ options: TestClient.Options = .init()) throws {
    socket = try LoopbackClient(to: address)
    session = TestClient(options)
    try socket.send(session.receive([]))
    while !session.isOpen { try exchange() }
  }

  /// Sends a request and returns the answer when its content has come.
  func ask(_ path: String, count: Int) throws -> String {
    session.opened = []
    try socket.send(session.send(Array("GET \(path) HTTP/1.1\r\nHost: a\r\n\r\n".utf8)))
    while session.opened.count < count { try exchange() }
    return String(decoding: session.opened, as: UTF8.self)
  }

  func exchange() throws {
    let answer = session.receive(try socket.receive())
    if !answer.isEmpty { try socket.send(answer) }
    if session.failure != nil { throw LoopbackClient.End.closed }
  }
}

/// HTTPS on real sockets: one test after another, each ending with no descriptor left.
@Suite(.serialized, .leavesNoDescriptor)
struct ServingTests {
  let authority = TestAuthority.shared

  func withServer(
    _ change: (inout TLSSettings) throws -> Void = { _ in },
    tune: (inout ServerLimits) -> Void = { _ in },
    _ body: (HTTPServer, SocketAddress, TLSContextSlot) throws -> Void
  ) throws {
    var settings = try authority.settings()
    try change(&settings)
    let slot = try TLSContextSlot(settings)
    var limits = ServerLimits()
    limits.drainQuietTime = .milliseconds(20)
    tune(&limits)
    let endpoint = Endpoint(.address(try SocketAddress(parsing: "127.0.0.1:0")), tls: slot)
    let configuration = ServerConfiguration(endpoints: [endpoint], loopCount: 2, limits: limits)
    let server = try HTTPServer(configuration) { _, _ in TestResponder() }
    try server.start()
    defer {
      server.drain(grace: .zero, limit: .milliseconds(500))
      server.waitUntilStopped()
    }
    try body(server, server.addresses[0], slot)
  }

  @Test func `requests are answered on a connection that persists`() throws {
    try withServer { server, address, _ in
      for only1_2 in [false, true] {
        let client = try SecureClient(to: address, .init(only1_2: only1_2))
        for _ in 0..<3 {
          let answer = try client.ask("/", count: 60)
          #expect(answer.hasPrefix("HTTP/1.1 200 OK\r\n"))
          #expect(answer.hasSuffix("nobody"))
        }
      }
      #expect(server.monitor.counters[.handshakes] == 2)
      #expect(server.monitor.counters[.requests] == 6)
    }
  }

  @Test func `an answer larger than the socket's room arrives whole`() throws {
    try withServer { _, address, _ in
      let client = try SecureClient(to: address)
      let answer = try client.ask("/large", count: 5_000_000)
      #expect(answer.utf8.filter { $0 == UInt8(ascii: "x") }.count == 5_000_000)
    }
  }

  @Test func `a responder is told who the client has proved to be`() throws {
    try withServer({ $0.clients = .optional(try authority.authorities()) }) { _, address, _ in
      let known = try SecureClient(to: address, .init(certificate: authority.client))
      let unknown = try SecureClient(to: address)
      for _ in 0..<2 {
        #expect(try known.ask("/", count: 60).hasSuffix("CN=收费处 17,O=wenbao"))
        #expect(try unknown.ask("/", count: 60).hasSuffix("nobody"))
      }
    }
  }

  @Test func `a client without the certificate required is refused and counted`() throws {
    try withServer({ $0.clients = .required(try authority.authorities()) }) { server, address, _ in
      #expect(throws: LoopbackClient.End.self) {
        _ = try SecureClient(to: address).ask("/", count: 60)
      }
      #expect(eventually { server.monitor.counters[.handshakeFailures] == 1 })
      #expect(server.monitor.counters[.requests] == 0)
    }
  }

  @Test func `a client that breaks off a message after the handshake ends its connection alone`()
    throws
  {
    try withServer { server, address, _ in
      let client = try SecureClient(to: address)
      let request = Array("GET / HTTP/1.1\r\nHost: a\r\n\r\n".utf8)
      try client.socket.send(
        client.session.seal(request, type: 23, number: 0)
          + client.session.seal([24, 0, 0, 1], type: 22, number: 1))
      #expect(throws: LoopbackClient.End.self) {
        while true { try client.exchange() }
      }
      #expect(try SecureClient(to: address).ask("/", count: 60).hasSuffix("nobody"))
      #expect(eventually { server.monitor.counters[.open] == 0 })
    }
  }

  @Test func `a request in plain HTTP gets a 400 that says so`() throws {
    try withServer { server, address, _ in
      let client = try LoopbackClient(to: address)
      try client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
      let answer = try client.receiveText()
      #expect(answer.hasPrefix("HTTP/1.1 400 Bad Request\r\n"))
      #expect(answer.contains("This port speaks HTTPS"))
      #expect(answer.contains(/\r\nX-Request-Id: [0-9a-f]{32}\r\n/))
      #expect(server.monitor.counters[.handshakeFailures] == 1)
    }
  }

  @Test func `a handshake that takes too long is closed, however it trickles`() throws {
    try withServer(tune: { $0.handshakeTime = .milliseconds(200) }) { server, address, _ in
      let silent = try LoopbackClient(to: address)
      let slow = try LoopbackClient(to: address)
      let hello = TestClient().receive([])
      for octet in hello.prefix(20) {
        // Where it is closed before the other, a reset may have come.
        guard (try? slow.send([octet])) != nil else { break }
        try? silent.send([])
        if eventually(seconds: 0.02, { server.monitor.counters[.handshakeTimeouts] == 2 }) { break }
      }
      #expect(eventually { server.monitor.counters[.handshakeTimeouts] == 2 })
      #expect(eventually { server.monitor.counters[.open] == 0 })
    }
  }

  @Test func `the time of a handshake is not the time of what follows`() throws {
    try withServer(tune: { $0.handshakeTime = .seconds(3) }) { server, address, _ in
      let client = try SecureClient(to: address)
      #expect(!eventually(seconds: 3.5) { server.monitor.counters[.open] == 0 })
      #expect(try client.ask("/", count: 60).hasSuffix("nobody"))
    }
  }

  @Test func `a drain ends an idle session with close_notify`() throws {
    try withServer { server, address, _ in
      let client = try SecureClient(to: address)
      _ = try client.ask("/", count: 60)
      server.drain(grace: .zero, limit: .seconds(1))
      while !client.session.hasEnded { try client.exchange() }
    }
  }

  @Test func `200 handshakes torn off leave no descriptor and no connection`() throws {
    try withServer { server, address, _ in
      for number in 0..<200 {
        let client = try LoopbackClient(to: address)
        let session = TestClient(.init(only1_2: number % 2 == 0))
        let hello = session.receive([])
        try client.send(Array(hello.prefix(number * 2)))
        if number % 3 == 0, number * 2 >= hello.count {
          let finished = session.receive(try client.receive())
          try client.send(Array(finished.dropLast(number % 7)))
        }
        if number % 5 == 0 { try client.resetOnClose() }
      }
      #expect(eventually { server.monitor.counters[.accepted] == 200 })
      #expect(eventually { server.monitor.counters[.open] == 0 })
    }
  }

  @Test func `a reload serves the new certificate and drops no connection`() throws {
    var files: CertificateFiles?
    try withServer({ files = $0.certificates[0] }) { server, address, slot in
      let old = try SecureClient(to: address)
      _ = try old.ask("/", count: 60)
      let paths = try #require(files)
      try authority.overwrite(paths.certificate, authority.other.certificate)
      try authority.overwrite(paths.key, authority.other.key)
      try slot.reload()
      #expect(try old.ask("/", count: 60).hasSuffix("nobody"))
      #expect(try SecureClient(to: address).session.serverName == "other")
    }
  }
}
