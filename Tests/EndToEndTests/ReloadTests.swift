import Foundation
import Sockets
import TestPolicies
import TestSupport
import Testing

extension EndToEndTests {
  /// `wenbao reload`, and what the running service makes of it.
  @Suite struct ReloadTests {
    private func reload(_ server: RunningServer, _ arguments: String...) throws -> Program.Outcome {
      try Program.ask(["reload", "http://\(server.address)"] + arguments)
    }

    private func write(_ settings: String, to server: RunningServer) throws {
      try Data(settings.utf8).write(to: URL(filePath: server.settingsFile))
    }

    private func metric(_ name: String, _ server: RunningServer) throws -> String? {
      let page = try Client(server).get("/metrics").text
      return page.split(separator: "\n").first { $0.hasPrefix(name + " ") }
        .map { String($0.dropFirst(name.count + 1)) }
    }

    @Test func `a changed policy is in force when the command ends with 0`() throws {
      let policy = try TemporaryFolder(try TestPolicies.shippedFiles())
      try withServer(["--policy", policy.path]) { server in
        let first = try reload(server)
        #expect(first.exitCode == 0, "\(first.errors)")
        let line = /policy: accepted; wenzhou, digest ([0-9a-f]{64})/
        let digest = try #require(first.output.firstMatch(of: line)?.output.1)
        #expect(first.output.hasPrefix("settings: accepted\n"))
        let file = policy.file("employee.yaml")
        let text = try String(contentsOf: file, encoding: .utf8)
        try Data((text + "# changed\n").utf8).write(to: file)
        let second = try reload(server)
        let newDigest = try #require(second.output.firstMatch(of: line)?.output.1)
        #expect(newDigest != digest)
        #expect(try Client(server).get("/readyz").text.contains(newDigest))
        #expect(try metric("wenbao_policy_reloads_total{result=\"accepted\"}", server) == "2")
      }
    }

    @Test func `every fault is printed, the command ends with 3 and what is in force stays`() throws
    {
      var files = try TestPolicies.shippedFiles()
      let policy = try TemporaryFolder(files)
      try withServer(["--policy", policy.path]) { server in
        let before = try Client(server).get("/readyz").text
        files["employee.yaml"] = files["employee.yaml"]?.replacing("value: 0.95", with: "value: 95")
        for (name, text) in files { try Data(text.utf8).write(to: policy.file(name)) }
        try write("listen: {prot: 1}\ncallers: 3\n", to: server)
        let outcome = try reload(server)
        #expect(outcome.exitCode == 3)
        for words in [
          "\(server.settingsFile):1: unknown key 'listen.prot'", ":2: callers must be a list",
          "settings: refused; what is in force stays\n",
          "employee.yaml:70: '95' is too large", "policy: refused; what is in force stays\n",
        ] { #expect(outcome.errors.contains(words), "\(words)\n\(outcome.errors)") }
        #expect(try Client(server).get("/readyz").text == before)
        for part in ["settings", "policy"] {
          #expect(try metric("wenbao_\(part)_reloads_total{result=\"refused\"}", server) == "1")
        }
        #expect(server.log.contains("'95' is too large"))
      }
    }

    @Test func `new callers hold from the next request on, and no connection is dropped`() throws {
      let (old, new) = (try CallerTests.Token(), try CallerTests.Token())
      func settings(_ callers: String...) -> String {
        "drain: {graceSeconds: 0}\ncallers:\n  " + callers.joined(separator: "\n  ") + "\n"
      }
      let tokens = try TemporaryFolder(["old": "token: \(old.text)\n", "new": new.text])
      try withServer(settings: settings(old.caller("ops", "operate, policy"))) { server in
        let client = try Client(server)
        func status(_ token: CallerTests.Token) throws -> Int {
          try client.send(
            "GET /version HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer \(token.text)\r\n\r\n")
          return try client.answer().status
        }
        #expect(try status(old) == 200)
        #expect(try status(new) == 401)
        #expect(try reload(server).errors.contains("answered 401: prove who you are"))
        try write(settings(new.caller("ops", "operate")), to: server)
        let outcome = try reload(server, "--token-file", tokens.path + "/old")
        // Whoever loses its own token by the reload cannot ask how it ended.
        #expect(outcome.exitCode == 1)
        #expect(eventually { (try? status(new)) == 200 })
        #expect(try status(old) == 401)
        let again = try reload(server, "--token-file", tokens.path + "/new")
        #expect(again.exitCode == 0, "\(again.errors)")
      }
    }

    @Test func `a caller with a low rate waits until it may ask how it ended`() throws {
      let token = try CallerTests.Token()
      let file = try TemporaryFolder(["token": token.text])
      let caller = token.caller("ops", "operate", "requestsPerSecond: 1", "burst: 1")
      let settings = "drain: {graceSeconds: 0}\ncallers:\n  \(caller)\n"
      try withServer(settings: settings) { server in
        let outcome = try reload(server, "--token-file", file.path + "/token")
        #expect(outcome.exitCode == 0, "\(outcome.errors)")
      }
    }

    @Test func `callers that would leave the service open are refused`() throws {
      let token = try CallerTests.Token()
      let common = "drain: {graceSeconds: 0}\nlisten: {host: 0.0.0.0, tokensInClearText: true}\n"
      let callers = "callers:\n  \(token.caller("ops", "operate"))\n"
      try withServer(settings: common + callers) { server in
        try write(common, to: server)
        try server.reload(until: "settings refused; what is in force stays")
        #expect(server.log.contains("no callers are configured"))
        let address = try SocketAddress(parsing: "127.0.0.1:\(try #require(server.address.port))")
        #expect(try Client(at: address).get("/version").status == 401)
      }
    }

    @Test func `settings that wait for the next start are named`() throws {
      try withServer { server in
        try write(
          "listen: {loops: 3}\nlimits: {headSeconds: 7}\ndrain: {graceSeconds: 0}\n", to: server)
        let outcome = try reload(server)
        #expect(outcome.exitCode == 0)
        #expect(
          outcome.output.contains("waiting for the next start: listen.loops, limits.headSeconds\n"))
      }
    }

    @Test func `operators reload at their own listener, which the settings name`() throws {
      let settings = "drain: {graceSeconds: 0}\noperations: {port: 0}\n"
      try withServer(settings: settings) { server in
        let elsewhere = try reload(server)
        #expect(elsewhere.exitCode == 1)
        #expect(elsewhere.errors.contains("answered 404"))
        let operations = try #require(try server.operations)
        let port = try #require(operations.port)
        let asked = try TemporaryFolder(["wenbao.yaml": "operations: {port: \(port)}\n"])
        let outcome = try Program.ask("reload", "--config", asked.path + "/wenbao.yaml")
        #expect(outcome.exitCode == 0, "\(outcome.errors)")
        let unknown = try Program.ask("reload", "--config", server.settingsFile)
        #expect(unknown.exitCode == 1)
        #expect(unknown.errors.contains("name the address"))
      }
    }

    @Test func `SIGHUP does the same, and says so`() throws {
      try withServer { server in
        try server.reload(until: "policy reloaded")
        let line = server.log.split(separator: "\n").first { $0.contains("policy reloaded") }
        #expect(line?.contains(/"examples":"[1-9][0-9]*"/) == true, "\(line ?? "")")
        let report = try Client(server).get("/reload").text
        #expect(report.contains(#""cause":"signal","result":"#))
      }
    }

    @Test func `a service that is not there ends the command with 1`() throws {
      #expect(try Program.run("reload", "http://127.0.0.1:1").exitCode == 1)
      #expect(try Program.ask("reload", "127.0.0.1:1").exitCode == 2)
    }
  }
}
