import HTTP
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
        #expect(eventually { server.monitor.counters.requests == 3 })
        #expect(server.monitor.counters.open == 1)
      }
    }
  }
}
