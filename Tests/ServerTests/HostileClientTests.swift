import HTTP
import Server
import Sockets
import TestSupport
import Testing

extension ServerTests {
  @Suite struct HostileClientTests {
    private let large = "GET /large HTTP/1.1\r\nHost: a\r\n\r\n"

    private func expectService(at address: SocketAddress) throws {
      let client = try LoopbackClient(to: address)
      try client.send(hello)
      #expect(try client.receiveAnswer().hasSuffix("hello"))
    }

    @Test func `a reset at any byte of a request leaves the service up`() throws {
      try withServer { server, address in
        let request = Array(
          "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nabcdef".utf8)
        for count in 0...request.count {
          let client = try LoopbackClient(to: address)
          try client.send(Array(request[..<count]))
          try client.resetOnClose()
        }
        try expectService(at: address)
        #expect(eventually { server.monitor.counters[.open] == 0 })
      }
    }

    @Test func `a reset in the middle of an answer leaves the service up`() throws {
      try withServer { server, address in
        for _ in 0..<10 {
          let client = try LoopbackClient(to: address)
          try client.send(large)
          _ = try client.receive()
          try client.resetOnClose()
        }
        try expectService(at: address)
        #expect(eventually { server.monitor.counters[.open] == 0 })
        #expect(server.monitor.counters[.broken] > 0)
      }
    }

    @Test func `a client that never reads holds nobody up and is given up`() throws {
      try withServer(loops: 1, tune: { $0.writeStallTime = .milliseconds(200) }) {
        server, address in
        let client = try LoopbackClient(to: address)
        try client.send(large)
        try expectService(at: address)
        #expect(eventually { server.monitor.counters[.writeTimeouts] == 1 })
        #expect(eventually { server.monitor.counters[.open] == 0 })
        withExtendedLifetime(client) {}
      }
    }

    @Test func `a client that reads slowly has its whole answer`() throws {
      try withServer(loops: 1, tune: { $0.writeStallTime = .seconds(10) }) { _, address in
        let client = try LoopbackClient(to: address)
        try client.send(large)
        var count = 0
        while count < TestResponder.largeCount {
          count += try client.receive(bytesMax: 20_000).count
        }
        #expect(count >= TestResponder.largeCount)
      }
    }

    @Test func `a client that never reads cannot make the server hold its requests`() throws {
      try withServer(loops: 1, tune: { $0.writeStallTime = .seconds(30) }) { server, address in
        let client = try LoopbackClient(to: address)
        try client.send(large)
        let flood = [UInt8](repeating: 0, count: 64 * 1024 * 1024)
        #expect(throws: LoopbackClient.End.timedOut) { try client.send(flood, seconds: 0.5) }
        #expect(server.monitor.counters[.bytesReceived] <= 64 * 1024)
      }
    }

    @Test func `a refused client that goes on sending still sees its answer`() throws {
      try withServer { _, address in
        let client = try LoopbackClient(to: address)
        try client.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 9999999999\r\n\r\n")
        try client.send([UInt8](repeating: 0, count: 500_000))
        let answer = try client.receiveText()
        #expect(answer.hasPrefix("HTTP/1.1 413 "))
        #expect(answer.contains("Connection: close"))
      }
    }

    @Test func `a malformed request is answered and closed`() throws {
      try withServer { _, address in
        let client = try LoopbackClient(to: address)
        try client.send("GET / HTTP/1.1\nHost: a\n\n")
        #expect(try client.receiveText().hasPrefix("HTTP/1.1 400 "))
      }
    }

    @Test func `a client that does not close is closed after a while`() throws {
      try withServer(tune: { $0.lingerTime = .milliseconds(100) }) { server, address in
        let client = try LoopbackClient(to: address)
        try client.send("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        #expect(try client.receiveText().hasSuffix("hello"))
        #expect(eventually { server.monitor.counters[.open] == 0 })
      }
    }

    @Test func `a stream that breaks off ends with a reset where a close would make it whole`()
      throws
    {
      try withServer { server, address in
        for (version, isReset) in [("1.0", true), ("1.1", false)] {
          let client = try LoopbackClient(to: address)
          try client.send("POST /pieces HTTP/\(version)\r\nHost: a\r\nContent-Length: 4\r\n\r\nab")
          _ = try client.receive(until: "\r\n\r\n")
          try client.shutDownWriting()
          if isReset {
            #expect(throws: LoopbackClient.End.reset) { try client.receive() }
          } else {
            #expect(try client.receiveToEnd().isEmpty)
          }
        }
        #expect(eventually { server.monitor.counters[.open] == 0 })
      }
    }

    @Test func `a client that sends on and on after its last answer is cut off`() throws {
      try withServer(tune: { $0.lingerBytesMax = 100_000 }) { server, address in
        let client = try LoopbackClient(to: address)
        try client.send("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        #expect(try client.receiveText().hasSuffix("hello"))
        #expect(throws: SystemCallError.self) {
          try client.send([UInt8](repeating: 0, count: 64 * 1024 * 1024))
        }
        #expect(eventually { server.monitor.counters[.open] == 0 })
      }
    }

    #if DEBUG
      @Test func `a write that fails closes the connection and no other`() throws {
        try withServer(loops: 1) { server, address in
          let client = try LoopbackClient(to: address)
          try client.send("GET /unsendable HTTP/1.1\r\nHost: a\r\n\r\n")
          #expect(throws: LoopbackClient.End.reset) { try client.receive() }
          try expectService(at: address)
          #expect(server.monitor.counters[.broken] == 1)
        }
      }
    #endif
  }
}
