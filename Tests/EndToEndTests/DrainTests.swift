import Foundation
import Testing

extension EndToEndTests {
  @Suite struct DrainTests {
    /// Connections that never rest.
    private let busyCount = 64

    @Test func `no request is lost when a busy service is told to stop`() throws {
      try withServer(settings: "drain:\n  graceSeconds: 1\n") { server in
        var clients = try (0..<busyCount).map { _ in try Client(server) }
        let request = Client.request("/v1/settlements", Array(stay.utf8))
        var answered = 0
        for round in 0..<1000 where !clients.isEmpty {
          for (index, client) in clients.enumerated() {
            if round == 10 && index == busyCount / 2 { server.terminate() }
            try client.send(request)
          }
          clients = try clients.filter { client in
            let answer = try client.answer()
            #expect(answer.status == 200)
            answered += 1
            return !answer.isLast
          }
        }
        #expect(clients.isEmpty, "every connection is told that it ends")
        #expect(answered > 10 * busyCount)
      }
    }

    @Test func `a service about to stop says so to its balancer`() throws {
      try withServer(settings: "drain:\n  graceSeconds: 2\n") { server in
        #expect(try Client(server).get("/readyz").status == 200)
        server.terminate()
        var answer = try Client(server).get("/readyz")
        for _ in 0..<200 where answer.status == 200 {
          Thread.sleep(forTimeInterval: 0.005)
          answer = try Client(server).get("/readyz")
        }
        #expect(answer.status == 503)
        #expect(answer.fields["retry-after"] != nil)
        #expect(server.exitCode() == 0)
      }
    }
  }
}
