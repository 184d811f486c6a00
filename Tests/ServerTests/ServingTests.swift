import Foundation
import HTTP
import Locks
import Server
import Sockets
import TestSupport
import Testing

extension ServerTests {
  @Suite struct ServingTests {
    @Test func `a request is answered and the connection persists`() throws {
      try withServer { server, address in
        let client = try LoopbackClient(to: address)
        for _ in 0..<3 {
          try client.send(hello)
          let answer = try client.receiveAnswer()
          #expect(answer.hasPrefix("HTTP/1.1 200 OK\r\n"))
          #expect(answer.hasSuffix("\r\n\r\nhello"))
        }
        let counters = server.monitor.counters
        #expect(counters[.requests] == 3)
        #expect(counters[.open] == 1)
        #expect(counters[.bytesReceived] == 3 * hello.utf8.count)
      }
    }

    @Test func `between the pieces of a long body other connections have their turn`() throws {
      try withServer(loops: 1) { _, address in
        let busy = try LoopbackClient(to: address)
        let other = try LoopbackClient(to: address)
        for client in [busy, other] {
          try client.send(hello)
          _ = try client.receiveAnswer()
        }
        TestResponder.events.withLock { $0 = [] }
        TestResponder.whenPieceComes.withLock {
          $0 = { try? other.send("GET /other HTTP/1.1\r\nHost: a\r\n\r\n") }
        }
        // Pieces of 16 KiB, of which the socket always holds more.
        let body = String(repeating: "x", count: 900 * 1024)
        let length = "Content-Length: \(body.utf8.count)"
        try busy.send("POST /pieces HTTP/1.1\r\nHost: a\r\n\(length)\r\n\r\n" + body)
        _ = try other.receiveAnswer()
        _ = try busy.receive(until: "\r\n0\r\n\r\n")
        let events = TestResponder.events.withLock { $0 }
        #expect(events.count >= 5)
        #expect(events.first == "piece" && events.last == "piece" && events.contains("other"))
      }
    }

    @Test func `a loop that is stuck is counted until it turns again`() throws {
      try withServer(loops: 2) { server, address in
        #expect(eventually { server.monitor.stuckLoopCount(after: .milliseconds(20)) == 0 })
        let client = try LoopbackClient(to: address)
        defer { TestResponder.isHeld.withLock { $0 = false } }
        try client.send("GET /stuck HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(eventually { server.monitor.stuckLoopCount(after: .milliseconds(20)) == 1 })
        #expect(server.monitor.stuckLoopCount(after: .seconds(600)) == 0)
        TestResponder.isHeld.withLock { $0 = false }
        _ = try client.receiveAnswer()
        #expect(eventually { server.monitor.stuckLoopCount(after: .milliseconds(20)) == 0 })
      }
    }

    @Test func `an answer carries the date of today`() throws {
      try withServer { _, address in
        let client = try LoopbackClient(to: address)
        try client.send(hello)
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        let before = calendar.component(.year, from: Date())
        let answer = try client.receiveAnswer()
        let after = calendar.component(.year, from: Date())
        #expect((before...after).contains { answer.contains(" \($0) ") })
      }
    }

    @Test func `a request byte by byte is a request`() throws {
      try withServer { _, address in
        let client = try LoopbackClient(to: address)
        let request = "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nabcde"
        for byte in request.utf8 { try client.send([byte]) }
        #expect(try client.receiveAnswer().hasSuffix("\r\n\r\nabcde"))
      }
    }

    @Test func `pipelined requests are answered in order`() throws {
      try withServer { _, address in
        let client = try LoopbackClient(to: address)
        let posts = (0..<200).map { number in
          "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\n\(1000 + number)"
        }
        try client.send(posts.joined() + "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        let text = try client.receiveText()
        let bodies = text.matches(of: /\r\n\r\n([0-9]{4})/).compactMap { Int($0.output.1) }
        #expect(bodies == Array(1000..<1200))
        #expect(text.hasSuffix("hello"))
      }
    }

    @Test func `pipelined requests for more than the backlog holds are all answered`() throws {
      try withServer { server, address in
        let client = try LoopbackClient(to: address)
        let large = "GET /large HTTP/1.1\r\nHost: a\r\n\r\n"
        try client.send(large + large + "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        let bytes = try client.receiveToEnd(seconds: 30)
        #expect(bytes.count > 2 * TestResponder.largeCount)
        #expect(server.monitor.counters[.requests] == 3)
        #expect(bytes.suffix(5) == Array("hello".utf8))
      }
    }

    @Test func `a half-closed client has its answer`() throws {
      try withServer { _, address in
        let client = try LoopbackClient(to: address)
        try client.send(hello)
        try client.shutDownWriting()
        #expect(try client.receiveText().hasSuffix("hello"))
      }
    }

    @Test func `a half-closed client has its large answer`() throws {
      try withServer { _, address in
        let client = try LoopbackClient(to: address)
        try client.send("GET /large HTTP/1.1\r\nHost: a\r\n\r\n")
        try client.shutDownWriting()
        #expect(try client.receiveToEnd(seconds: 30).count > TestResponder.largeCount)
      }
    }

    @Test func `a half-closed client without a request is closed without a word`() throws {
      try withServer { _, address in
        let client = try LoopbackClient(to: address)
        try client.shutDownWriting()
        #expect(try client.receiveToEnd() == [])
      }
    }

    @Test func `a responder that fails answers 500 and the service goes on`() throws {
      try withServer { _, address in
        let client = try LoopbackClient(to: address)
        try client.send("GET /fails HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(try client.receiveAnswer().hasPrefix("HTTP/1.1 500 "))
        try client.send(hello)
        #expect(try client.receiveAnswer().hasPrefix("HTTP/1.1 200 "))
      }
    }

    @Test func `each loop has a responder of its own`() throws {
      try withServer(loops: 3) { _, address in
        var loops: Set<String> = []
        for _ in 0..<200 where loops.count < 3 {
          let client = try LoopbackClient(to: address)
          try client.send("GET /loop HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
          loops.insert(String(try client.receiveText().suffix(1)))
        }
        #expect(loops == ["0", "1", "2"])
      }
    }

    @Test func `every endpoint is served`() throws {
      let path = "/tmp/wenbao-server-\(UInt64.random(in: 0 ... .max)).sock"
      try withServer(at: ["127.0.0.1:0", "unix:\(path)", "127.0.0.1:0"]) { server, _ in
        #expect(server.addresses.count == 3)
        for address in server.addresses {
          let client = try LoopbackClient(to: address)
          try client.send(hello)
          #expect(try client.receiveAnswer().hasSuffix("hello"))
        }
      }
      #expect(!FileManager.default.fileExists(atPath: path))
    }

    @Test func `an answer that waited for room is dated when it is made`() throws {
      try withServer(loops: 1) { _, address in
        let client = try LoopbackClient(to: address)
        // The first answer is more than the buffers take: the second is made once it is read.
        try client.send("GET /large HTTP/1.1\r\nHost: a\r\n\r\n" + hello)
        let date = /Date: [^\r]+/
        let first = try client.receive(until: "\r\n\r\n").firstMatch(of: date)?.output
        // Well into the next second, for the server's clock may be a few milliseconds behind.
        let later = (WallTime.current().nanoseconds / 1_000_000_000 + 1) * 1_000_000_000
        #expect(eventually { WallTime.current().nanoseconds > later + 250_000_000 })
        var end: [UInt8] = []
        while !String(decoding: end, as: UTF8.self).hasSuffix("\r\n\r\nhello") {
          end = Array((end + (try client.receive())).suffix(1024))
        }
        let last = String(decoding: end, as: UTF8.self).matches(of: date).last?.output
        #expect(first != nil && last != nil && first != last)
      }
    }

    @Test func `an inherited listener is served`() throws {
      let address = try SocketAddress(parsing: "127.0.0.1:0")
      let original = try Listener.open(address, count: 1)[0]
      let number = try original.descriptor.duplicated().release()
      let server = try TestServer(
        ServerConfiguration(endpoints: [Endpoint(.inherited(number))], loopCount: 2)
      ) { loop, _ in TestResponder(loop: loop) }
      try server.start()
      let client = try LoopbackClient(to: original.address)
      try client.send(hello)
      #expect(try client.receiveAnswer().hasSuffix("hello"))
      server.drain(grace: .zero, limit: .seconds(5))
      server.waitUntilStopped()
    }

    @Test func `a taken address is said before anything is served`() throws {
      try withServer { _, address in
        let endpoints = [Endpoint(.address(address))]
        let second = try TestServer(ServerConfiguration(endpoints: endpoints, loopCount: 2)) {
          loop, _ in TestResponder(loop: loop)
        }
        #expect(throws: ServerError.listener(.addressInUse(address))) { try second.start() }
        #expect(!second.monitor.isReady)
      }
    }

    @Test func `HTTP passes through a session both ways`() throws {
      try withServer(makeSession: { Mirror() }) { _, address in
        let client = try LoopbackClient(to: address)
        try client.send(Mirror.image(of: Array("hello server".utf8)))
        #expect(try client.receive() == Array("HELLO CLIENT".utf8))
        let request = "GET /large HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
        try client.send(Mirror.image(of: Array(request.utf8)))
        var bytes = try client.receiveToEnd(seconds: 30)
        #expect(bytes.suffix(3) == Array("BYE".utf8))
        bytes = Mirror.image(of: Array(bytes.dropLast(3)))
        #expect(bytes.starts(with: Array("HTTP/1.1 200 OK".utf8)))
        #expect(bytes.suffix(TestResponder.largeCount) == TestResponder.large.bytes[...])
      }
    }

    @Test func `a session that fails has its last word and is closed`() throws {
      try withServer(makeSession: { Mirror() }) { _, address in
        let client = try LoopbackClient(to: address)
        try client.send(Mirror.image(of: Array("no handshake at all".utf8)))
        #expect(try client.receiveText() == "ALERTBYE")
      }
    }

    @Test func `a session that takes no answer is given up`() throws {
      try withServer(makeSession: { Mirror(takesAnswers: false) }) { server, address in
        let client = try LoopbackClient(to: address)
        try client.send(Mirror.image(of: Array("hello server".utf8)))
        #expect(try client.receive() == Array("HELLO CLIENT".utf8))
        try client.send(Mirror.image(of: Array(hello.utf8)))
        #expect(throws: LoopbackClient.End.reset) { try client.receive() }
        #expect(eventually { server.monitor.counters[.broken] == 1 })
        #expect(eventually { server.monitor.counters[.open] == 0 })
      }
    }
  }
}

/// A session that turns every bit, after a handshake in which both sides say hello.
private final class Mirror: TransportSession {
  private var hasGreeted = false
  private let takesAnswers: Bool

  init(takesAnswers: Bool = true) { self.takesAnswers = takesAnswers }

  var isEstablished: Bool { hasGreeted }
  var clientSubject: String? { nil }

  static func image(of bytes: [UInt8]) -> [UInt8] { bytes.map { ~$0 } }

  func receive(
    _ bytes: Span<UInt8>, opened: inout [UInt8], wire: inout OutputBuffer
  ) -> TransportProgress {
    var image: [UInt8] = []
    for index in bytes.indices { image.append(~bytes[index]) }
    guard !hasGreeted else {
      opened += image
      return .goesOn
    }
    guard image == Array("hello server".utf8) else {
      wire.append("ALERT")
      return .failed
    }
    hasGreeted = true
    wire.append("HELLO CLIENT")
    return .goesOn
  }

  func send(_ bytes: Span<UInt8>, wire: inout OutputBuffer) -> Bool {
    guard takesAnswers else { return false }
    var image: [UInt8] = []
    image.reserveCapacity(bytes.count)
    for index in bytes.indices { image.append(~bytes[index]) }
    wire.append(image)
    return true
  }

  func close(wire: inout OutputBuffer) { wire.append("BYE") }
}
