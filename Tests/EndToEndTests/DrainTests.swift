import Foundation
import Sockets
import TestPolicies
import TestSupport
import Testing

extension EndToEndTests {
  @Suite struct DrainTests {
    /// Connections that never rest.
    private let busyCount = 64

    @Test func `no request is lost when a busy service is told to stop`() throws {
      try withServer(settings: "drain:\n  graceSeconds: 8\n") { server in
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

    @Test func `a service that can be reached can be told to stop`() throws {
      let settings = try TemporaryFolder(["wenbao.yaml": "drain:\n  graceSeconds: 0\n"])
      for _ in 0..<5 {
        let port = try freePort()
        let address = try SocketAddress(parsing: "127.0.0.1:\(port)")
        let folder = try TemporaryFolder(["in": "", "out": "", "err": ""])
        // The shell lets signals through, which the threads of tests keep from what they start.
        let service = try Program.start(
          "/bin/sh",
          [
            "-c",
            "exec \(Program.executable) serve --port \(port)"
              + " --config \(settings.path)/wenbao.yaml",
          ], in: folder)
        while service.isRunning,
          (try? LoopbackClient(to: address))?.waitsUntilConnected(unless: { false }) != true
        {}
        service.terminate()
        #expect(
          eventually(seconds: 120) { !service.isRunning }, "\((try? folder.text(of: "err")) ?? "")")
        if service.isRunning { kill(service.processIdentifier, SIGKILL) }
        service.waitUntilExit()
        #expect(service.terminationReason == .exit && service.terminationStatus == 0)
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
