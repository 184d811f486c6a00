import Foundation
import TestPolicies
import TestSupport
import Testing

extension EndToEndTests {
  /// `policy.watch`: a policy is loaded again when its folder changes.
  @Suite struct PolicyWatchTests {
    private func withWatch(
      _ policy: String, _ body: (RunningServer) throws -> Void
    ) throws {
      try withServer(
        ["--policy", policy], settings: "policy: {watch: true}\ndrain: {graceSeconds: 0}\n", body)
    }

    /// The digest of the policy in force.
    private func digest(_ server: RunningServer) throws -> String {
      let text = try Client(server).get("/readyz").text
      return String(try #require(text.firstMatch(of: /"digest":"([0-9a-f]{64})"/)?.output.1))
    }

    private func expectNewDigest(
      _ server: RunningServer, after change: () throws -> Void
    ) throws {
      let before = try digest(server)
      try change()
      #expect(
        eventually(seconds: 30) { (try? digest(server)).map { $0 != before } ?? false },
        "\(server.log)")
    }

    /// Replaces a file as an editor does: written beside it, then renamed over it.
    private func replace(_ path: String, by text: String) throws {
      try Data(text.utf8).write(to: URL(filePath: path + "~"))
      try move(path + "~", over: path)
    }

    private func text(_ path: String) throws -> String {
      try String(contentsOfFile: path, encoding: .utf8)
    }

    @Test func `a file that an editor has renamed over is loaded`() throws {
      let policy = try TemporaryFolder(try TestPolicies.shippedFiles())
      let file = policy.path + "/employee.yaml"
      try withWatch(policy.path) { server in
        try expectNewDigest(server) { try replace(file, by: text(file) + "# changed\n") }
        #expect(try Client(server).get("/reload").text.contains(#""cause":"policyChange""#))
      }
    }

    @Test func `a ConfigMap that Kubernetes has replaced is loaded`() throws {
      let folder = try TemporaryFolder([String: String]())
      let files = try TestPolicies.shippedFiles()
      for (version, addition) in [("..2026_1", ""), ("..2026_2", "# changed\n")] {
        let path = "\(folder.path)/\(version)"
        try FileManager.default.createDirectory(
          atPath: path, withIntermediateDirectories: true)
        for (name, text) in files {
          try Data((text + addition).utf8).write(to: URL(filePath: "\(path)/\(name)"))
        }
      }
      func link(_ name: String, to target: String) throws {
        try FileManager.default.createSymbolicLink(
          atPath: "\(folder.path)/\(name)", withDestinationPath: target)
      }
      try link("..data", to: "..2026_1")
      for name in files.keys { try link(name, to: "..data/\(name)") }
      try withWatch(folder.path) { server in
        try expectNewDigest(server) {
          try link("..data_tmp", to: "..2026_2")
          try move(folder.path + "/..data_tmp", over: folder.path + "/..data")
        }
      }
    }

    @Test func `a faulty policy is refused with every fault, and the mended one loaded`() throws {
      let policy = try TemporaryFolder(try TestPolicies.shippedFiles())
      let file = policy.path + "/employee.yaml"
      try withWatch(policy.path) { server in
        let before = try digest(server)
        let good = try text(file)
        try replace(
          file,
          by: good.replacing("value: 0.95", with: "value: 95")
            .replacing("value: 200\n", with: "value: 2oo\n", maxReplacements: 1))
        #expect(eventually(seconds: 30) { server.log.contains("policy refused") })
        #expect(server.log.contains("'95' is too large") && server.log.contains("2oo"))
        #expect(try digest(server) == before)
        #expect(
          try Client(server).get("/metrics").text.contains(
            "wenbao_policy_reloads_total{result=\"refused\"} 1\n"))
        try expectNewDigest(server) { try replace(file, by: good + "# mended\n") }
      }
    }

    @Test func `a worked example that the policy answers otherwise refuses it`() throws {
      let policy = try TemporaryFolder(try TestPolicies.shippedFiles())
      try FileManager.default.createDirectory(
        atPath: policy.path + "/examples", withIntermediateDirectories: true)
      try withWatch(policy.path) { server in
        let example =
          #"{"id": "a", "path": "/v1/settlements", "expect": {"outcome": "x"}, "#
          + #""request": \#(stay)}"#
        let line = example.split(separator: "\n").joined()
        try replace(policy.path + "/examples/a.ndjson", by: line + "\n")
        #expect(eventually(seconds: 30) { server.log.contains("policy refused") })
        #expect(server.log.contains(#"example 'a': /outcome: \"settled\", not \"x\""#))
      }
    }
  }
}
