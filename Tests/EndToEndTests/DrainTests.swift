import TestPolicies
import TestSupport
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
      let settings = try TemporaryFolder(["wenbao.yaml": "drain:\n  graceSeconds: 3600\n"])
      let server = try RunningServer(["--config", "\(settings.path)/wenbao.yaml"])
      defer { server.crash() }
      #expect(try Client(server).get("/readyz").status == 200)
      server.terminate()
      var answer: Answer?
      #expect(
        eventually {
          answer = try? Client(server).get("/readyz")
          return answer?.status == 503
        })
      #expect(answer?.fields["retry-after"] != nil)
    }
  }
}
