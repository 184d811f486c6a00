import Foundation
import TestPolicies
import TestSupport
import Testing

extension EndToEndTests {
  @Suite struct LimitSettingTests {
    private func server(limits: String) throws -> (RunningServer, TemporaryFolder) {
      let folder = try TemporaryFolder([
        "wenbao.yaml": "limits: {\(limits)}\ndrain: {graceSeconds: 0}\n"
      ])
      return (try RunningServer(["--config", "\(folder.path)/wenbao.yaml"]), folder)
    }

    private func head(_ fields: Int) -> String {
      "GET /healthz HTTP/1.1\r\nHost: a\r\n"
        + (1..<fields).map { "X-\($0): a\r\n" }.joined() + "Connection: close\r\n\r\n"
    }

    private func status(_ server: RunningServer, _ request: String) throws -> String {
      let client = try LoopbackClient(to: server.address)
      try client.send(request)
      return String(try client.receiveText().prefix(12))
    }

    @Test func `the limits of the settings hold, each from both sides`() throws {
      let (server, folder) = try server(
        limits: "fieldLines: 8, bodyBytes: 65536, requestLineBytes: 1024, requestsPerConnection: 2")
      defer { withExtendedLifetime(folder) {} }
      #expect(try status(server, head(7)) == "HTTP/1.1 200")
      #expect(try status(server, head(8)) == "HTTP/1.1 431")
      for (count, expected) in [(65_536, "HTTP/1.1 400"), (65_537, "HTTP/1.1 413")] {
        let fields = "Content-Type: application/json\r\nContent-Length: \(count)\r\n"
        let body = String(repeating: " ", count: count)
        let head = "POST /v1/coverage HTTP/1.1\r\nHost: a\r\nConnection: close\r\n"
        #expect(try status(server, head + fields + "\r\n" + body) == expected, "\(count)")
      }
      let line = "GET /healthz?".utf8.count + " HTTP/1.1".utf8.count
      for (count, expected) in [(1024, "HTTP/1.1 200"), (1025, "HTTP/1.1 414")] {
        let query = String(repeating: "a", count: count - line)
        let request = "GET /healthz?\(query) HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
        #expect(try status(server, request) == expected, "\(count)")
      }
      let client = try LoopbackClient(to: server.address)
      try client.send(
        String(repeating: "GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n", count: 3))
      let answers = try client.receiveText()
      #expect(answers.components(separatedBy: "HTTP/1.1 200").count == 3)
      server.terminate()
      #expect(server.exitCode() == 0)
    }

    @Test func `a limit out of its range is a fault of its line`() throws {
      let folder = try TemporaryFolder([
        "wenbao.yaml": "limits:\n  fieldLines: 7\n  idleSeconds: 0\n  headSeconds: soon\n"
      ])
      let outcome = try Program.run("check", "--config", "\(folder.path)/wenbao.yaml")
      #expect(outcome.exitCode == 3)
      for (line, name) in [(2, "fieldLines"), (3, "idleSeconds"), (4, "headSeconds")] {
        #expect(
          outcome.errors.contains("wenbao.yaml:\(line): limits.\(name) must be a whole number from")
        )
      }
    }
  }
}
