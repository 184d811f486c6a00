import Foundation
import HTTP
import Locks
import Server
import Sockets
import Synchronization
import TestSupport
import Testing

extension ServerTests {
  @Suite struct DrainTests {
    private func answers(at address: SocketAddress) -> String? {
      guard let client = try? LoopbackClient(to: address) else { return nil }
      try? client.send(hello)
      return try? client.receiveAnswer()
    }

    @Test func `a drain is seen at once and answers close their connections`() throws {
      try withServer { server, address in
        #expect(server.monitor.isReady)
        let client = try LoopbackClient(to: address)
        try client.send(hello)
        #expect(try !client.receiveAnswer().contains("Connection: close"))
        server.drain(grace: .seconds(5), limit: .seconds(30))
        #expect(!server.monitor.isReady)
        #expect(eventually { answers(at: address)?.contains("Connection: close") == true })
        try client.send(hello)
        #expect(try client.receiveText().contains("Connection: close"))
      }
    }

    @Test func `after the grace newcomers are refused`() throws {
      try withServer { server, address in
        server.drain(grace: .zero, limit: .seconds(5))
        server.waitUntilStopped()
        let client = try LoopbackClient(to: address)
        #expect(throws: SystemCallError.self) {
          try client.send(hello)
          _ = try client.receive(seconds: 1)
        }
      }
    }

    @Test func `a request that comes while silence is awaited is answered`() throws {
      try withServer(tune: { $0.drainQuietTime = .seconds(10) }) { server, address in
        let client = try LoopbackClient(to: address)
        try client.send(hello)
        _ = try client.receiveAnswer()
        server.drain(grace: .zero, limit: .seconds(30))
        Thread.sleep(forTimeInterval: 0.1)
        try client.send(hello)
        let answer = try client.receiveText()
        #expect(answer.contains("Connection: close"))
        #expect(answer.hasSuffix("hello"))
      }
    }

    @Test func `a silent connection does not hold up a drain`() throws {
      try withServer { server, address in
        let client = try LoopbackClient(to: address)
        try client.send(hello)
        _ = try client.receiveAnswer()
        let start = ContinuousClock.now
        server.drain(grace: .zero, limit: .seconds(60))
        server.waitUntilStopped()
        #expect(ContinuousClock.now - start < .seconds(30))
        #expect(try client.receiveToEnd() == [])
        #expect(server.monitor.counters[.idleTimeouts] == 0)
      }
    }

    @Test func `a request under way is finished within the limit`() throws {
      try withServer(tune: { $0.lingerTime = .milliseconds(50) }) { server, address in
        let client = try LoopbackClient(to: address)
        try client.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\nab")
        #expect(eventually { server.monitor.counters[.requests] == 1 })
        server.drain(grace: .zero, limit: .seconds(60))
        Thread.sleep(forTimeInterval: 0.2)
        try client.send("cd")
        #expect(try client.receiveText().hasSuffix("abcd"))
        server.waitUntilStopped()
        #expect(server.monitor.counters[.cut] == 0)
      }
    }

    @Test func `a request that outlasts the limit is cut`() throws {
      try withServer { server, address in
        let client = try LoopbackClient(to: address)
        try client.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\nab")
        #expect(eventually { server.monitor.counters[.requests] == 1 })
        server.drain(grace: .zero, limit: .milliseconds(50))
        server.waitUntilStopped()
        #expect(throws: LoopbackClient.End.reset) { try client.receive() }
        #expect(server.monitor.counters[.cut] == 1)
      }
    }

    @Test func `a second drain changes nothing`() throws {
      try withServer { server, _ in
        server.drain(grace: .zero, limit: .seconds(5))
        server.drain(grace: .seconds(60), limit: .seconds(60))
        server.waitUntilStopped()
        server.drain(grace: .seconds(60), limit: .seconds(60))
      }
    }

    @Test func `no request is lost when 64 busy clients see a drain`() throws {
      let path = "/tmp/wenbao-drain-\(UInt64.random(in: 0 ... .max)).sock"
      for text in ["127.0.0.1:0", "127.0.0.1:0", "unix:\(path)"] {
        let crowd = Crowd()
        // Longer than a busy machine may keep a client from asking what it is about to ask.
        try withServer(at: [text], tune: { $0.drainQuietTime = .seconds(6) }) { server, address in
          let threads = (0..<64).map { _ in
            let thread = Thread { crowd.keepAsking(at: address) }
            thread.start()
            return thread
          }
          #expect(eventually { crowd.answered > 2000 })
          server.drain(grace: .milliseconds(100), limit: .seconds(60))
          server.waitUntilStopped()
          crowd.stop()
          #expect(eventually { threads.allSatisfy(\.isFinished) })
          #expect(server.monitor.counters[.cut] == 0)
          #expect(server.monitor.counters[.requests] == crowd.answered)
        }
        #expect(crowd.lost == [])
      }
    }
  }
}

/// Clients that ask one thing after another, reconnect when told to, and retry nothing.
private final class Crowd: Sendable {
  private let count = Atomic<Int>(0)
  private let isStopped = Atomic<Bool>(false)
  private let losses = Guarded<[String]>([])

  var answered: Int { count.load(ordering: .relaxed) }
  var lost: [String] { losses.withLock { $0 } }

  func stop() { isStopped.store(true, ordering: .relaxed) }

  /// Ends when a connection is refused, which loses nothing, for nothing was asked.
  func keepAsking(at address: SocketAddress) {
    while !isStopped.load(ordering: .relaxed), let client = connected(to: address) {
      var persists = true
      while persists, !isStopped.load(ordering: .relaxed) {
        do {
          try client.send(hello)
          persists = try !client.receiveAnswer().contains("Connection: close")
          count.wrappingAdd(1, ordering: .relaxed)
        } catch {
          losses.withLock { $0.append("\(error)") }
          return
        }
      }
    }
  }

  private func connected(to address: SocketAddress) -> LoopbackClient? {
    guard let client = try? LoopbackClient(to: address) else { return nil }
    return client.waitsUntilConnected(unless: { isStopped.load(ordering: .relaxed) })
      ? client : nil
  }
}
