import Glibc
import HTTP
import Server
import Sockets
import TestSupport
import Testing

extension ServerTests {
  @Suite struct LimitTests {
    @Test func `the connection over the limit is answered 503 and the one at it is served`() throws
    {
      try withServer(tune: { $0.connectionsMax = 2 }) { server, address in
        let seated = try (0..<2).map { _ in try LoopbackClient(to: address) }
        for client in seated {
          try client.send(hello)
          #expect(try client.receiveAnswer().hasPrefix("HTTP/1.1 200 "))
        }
        let refused = try LoopbackClient(to: address)
        try refused.send(hello)
        let answer = try refused.receiveText()
        #expect(answer.hasPrefix("HTTP/1.1 503 "))
        #expect(answer.contains("Retry-After: 1\r\n"))
        #expect(answer.contains(/\r\nX-Request-Id: [0-9a-f]{32}\r\n/))
        #expect(answer.contains("Connection: close\r\n"))
        #expect(server.monitor.counters[.refusedOverConnections] == 1)
        #expect(server.monitor.counters[.accepted] == 2)
      }
    }

    @Test func `limits that contradict each other trap before anything is opened`() async {
      await #expect(processExitsWith: .failure) {
        try withServer(tune: { $0.idleTime = .milliseconds(1) }) { _, _ in }
      }
    }

    @Test func `a seat is free again when its connection goes`() throws {
      try withServer(tune: { $0.connectionsMax = 1 }) { server, address in
        for count in 1...5 {
          #expect(
            eventually {
              let client = try? LoopbackClient(to: address)
              try? client?.send(hello)
              return (try? client?.receiveAnswer())?.hasPrefix("HTTP/1.1 200 ") == true
            }, "client \(count)")
          #expect(eventually { server.monitor.counters[.open] == 0 })
        }
      }
    }

    @Test func `an origin over its limit is answered 503 and another is served`() throws {
      let path = "/tmp/wenbao-origin-\(UInt64.random(in: 0 ... .max)).sock"
      try withServer(
        at: ["127.0.0.1:0", "unix:\(path)"], tune: { $0.connectionsPerOriginMax = 1 }
      ) { server, address in
        let seated = try LoopbackClient(to: address)
        try seated.send(hello)
        #expect(try seated.receiveAnswer().hasPrefix("HTTP/1.1 200 "))
        let refused = try LoopbackClient(to: address)
        #expect(try refused.receiveText().hasPrefix("HTTP/1.1 503 "))
        for _ in 0..<3 {
          let local = try LoopbackClient(to: .unix(path: path))
          try local.send(hello)
          #expect(try local.receiveAnswer().hasPrefix("HTTP/1.1 200 "))
        }
        #expect(server.monitor.counters[.refusedOverOrigin] == 1)
      }
    }

    @Test func `beyond the refusals under way a connection is closed without a word`() throws {
      try withServer(
        tune: {
          $0.connectionsMax = 1
          $0.refusalsMax = 0
        }
      ) { server, address in
        let seated = try LoopbackClient(to: address)
        try seated.send(hello)
        _ = try seated.receiveAnswer()
        #expect(try LoopbackClient(to: address).receiveToEnd() == [])
        #expect(server.monitor.counters[.refusedOverConnections] == 1)
      }
    }

    @Test func `the last request a connection may make closes it`() throws {
      try withServer(tune: { $0.http.requestsPerConnectionMax = 2 }) { _, address in
        let client = try LoopbackClient(to: address)
        try client.send(hello)
        #expect(try !client.receiveAnswer().contains("Connection: close"))
        try client.send(hello)
        #expect(try client.receiveText().contains("Connection: close"))
      }
    }

    #if DEBUG
      @Test func `running out of descriptors pauses accepting, and who waits is served`() throws {
        try withServer(loops: 1, tune: { $0.acceptPause = .milliseconds(50) }) { server, address in
          let first = try LoopbackClient(to: address)
          try first.send("GET /exhausted HTTP/1.1\r\nHost: a\r\n\r\n")
          _ = try first.receiveAnswer()
          let second = try LoopbackClient(to: address)
          try second.send(hello)
          #expect(try second.receiveAnswer().hasSuffix("hello"))
          #expect(server.monitor.counters[.acceptPauses] == 2)
        }
      }
    #endif

    @Test func `with truly no descriptor left the service waits and goes on`() async {
      await #expect(processExitsWith: .success) {
        var limit = rlimit(rlim_cur: 256, rlim_max: 256)
        // Swift lends the limit for the call.
        let set = unsafe setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        #expect(set == 0)
        try withServer(loops: 1) { server, address in
          let first = Holder(try Descriptor.connected(to: address))
          #expect(eventually { server.monitor.counters[.open] == 1 })
          var fillers: [Holder] = []
          while let filler = try? first.descriptor.duplicated() { fillers.append(Holder(filler)) }
          fillers.removeLast()
          let client = try LoopbackClient(to: address)
          #expect(eventually { server.monitor.counters[.acceptPauses] > 1 })
          fillers = []
          try client.send(hello)
          #expect(try client.receiveAnswer().hasSuffix("hello"))
        }
      }
    }

    #if DEBUG
      @Test func `a connection that is gone before it is accepted hides no other`() throws {
        try withServer(loops: 1) { server, address in
          let first = try LoopbackClient(to: address)
          try first.send("GET /aborted HTTP/1.1\r\nHost: a\r\n\r\n")
          _ = try first.receiveAnswer()
          let second = try LoopbackClient(to: address)
          try second.send(hello)
          #expect(try second.receiveAnswer().hasSuffix("hello"))
          #expect(server.monitor.counters[.goneBeforeAccepted] == 1)
        }
      }
    #endif
  }

  @Suite struct TimeLimitTests {
    @Test func `a connection that says nothing is closed without a word`() throws {
      try withServer(tune: { $0.headTime = .milliseconds(100) }) { server, address in
        let client = try LoopbackClient(to: address)
        #expect(try client.receiveToEnd() == [])
        #expect(server.monitor.counters[.idleTimeouts] == 1)
      }
    }

    @Test func `a connection without a further request is closed without a word`() throws {
      try withServer(
        tune: {
          $0.idleTime = .milliseconds(100)
          $0.drainQuietTime = .milliseconds(20)
        }
      ) { server, address in
        let client = try LoopbackClient(to: address)
        try client.send(hello)
        #expect(try client.receiveText().hasSuffix("hello"))
        #expect(server.monitor.counters[.idleTimeouts] == 1)
      }
    }

    @Test func `a head that takes too long is answered 408, however busily it trickles`() throws {
      try withServer(tune: { $0.headTime = .milliseconds(150) }) { server, address in
        let client = try LoopbackClient(to: address)
        try client.send("GET / HTTP/1.1\r\n")
        let pieces = [String](repeating: "X: y\r\n", count: 90).map { Array($0.utf8) }
        #expect(try client.trickle(pieces, pause: 0.005).hasPrefix("HTTP/1.1 408 "))
        #expect(server.monitor.counters[.headTimeouts] == 1)
      }
    }

    @Test func `a body that stalls is answered 408`() throws {
      try withServer(tune: { $0.bodyTime = .milliseconds(100) }) { server, address in
        let client = try LoopbackClient(to: address)
        try client.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nab")
        #expect(try client.receiveText().hasPrefix("HTTP/1.1 408 "))
        #expect(server.monitor.counters[.bodyTimeouts] == 1)
      }
    }

    @Test func `a body at its least rate is read beyond its time and a slower one is not`() throws {
      try withServer(
        tune: {
          $0.bodyTime = .seconds(1)
          $0.bodyBytesPerSecondMin = 100
        }
      ) { server, address in
        let head = "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 10000\r\n\r\n"
        let piece = [UInt8](repeating: UInt8(ascii: "a"), count: 1000)
        let steady = try LoopbackClient(to: address)
        try steady.send(head)
        // Each piece gives it ten seconds more.
        for _ in 0..<10 {
          try steady.send(piece)
          _ = try? steady.receive(seconds: 0.15)
        }
        #expect(server.monitor.counters[.bodyTimeouts] == 0)
        #expect(server.monitor.counters[.requests] == 1)
        let slow = try LoopbackClient(to: address)
        try slow.send(head)
        #expect(try slow.trickle(piece.map { [$0] }, pause: 0.03).hasPrefix("HTTP/1.1 408 "))
        #expect(server.monitor.counters[.bodyTimeouts] == 1)
      }
    }
  }
}

extension LoopbackClient {
  /// Sends piece after piece until the server says something.
  fileprivate func trickle(_ pieces: [[UInt8]], pause: Double) throws -> String {
    for piece in pieces {
      try send(piece)
      do {
        return String(decoding: try receive(seconds: pause), as: UTF8.self)
      } catch End.timedOut {
        continue
      }
    }
    return ""
  }
}

/// A descriptor that an array can hold.
private final class Holder {
  let descriptor: Descriptor

  init(_ descriptor: consuming Descriptor) { self.descriptor = descriptor }
}
