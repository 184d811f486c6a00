import Foundation
import TestPolicies
import Testing

extension EndToEndTests {
  /// Where the settings come from, and what `wenbao check` says of them.
  @Suite struct SettingsTests {
    private func check(
      _ settings: String, _ arguments: String..., environment: [String: String] = [:]
    ) throws -> (outcome: Program.Outcome, file: String) {
      let folder = try TemporaryFolder(["wenbao.yaml": settings])
      let file = folder.path + "/wenbao.yaml"
      let outcome = try Program.run(
        Program.executable, ["check", "--config", file] + arguments, environment: environment)
      return (outcome, file)
    }

    /// The lines of the settings in force, their spaces made one.
    private func settings(_ outcome: Program.Outcome) -> [String] {
      outcome.output.split(separator: "\n").dropFirst(2).map {
        $0.split(separator: " ").joined(separator: " ")
      }
    }

    @Test func `the environment stands over the file, and each value says where it is from`() throws
    {
      let contract = try TemporaryFolder(["a b.yaml": "openapi: 3.1.0"])
      let path = contract.path + "/a b.yaml"
      let (outcome, file) = try check(
        "listen:\n  port: 8081\n  loops: 3\n",
        environment: [
          "WENBAO_LISTEN_PORT": "8082", "WENBAO_LIMITS_REQUEST_LINE_BYTES": "4096",
          "WENBAO_OPENAPI": path,
        ])
      #expect(outcome.exitCode == 0, "\(outcome.errors)")
      let lines = settings(outcome)
      for line in [
        "host: 127.0.0.1 # usual", "port: 8082 # WENBAO_LISTEN_PORT", "loops: 3 # \(file):3",
        "requestLineBytes: 4096 # WENBAO_LIMITS_REQUEST_LINE_BYTES",
        "openapi: \"\(path)\" # WENBAO_OPENAPI", "# unix: not set",
      ] { #expect(lines.contains(line), "\(line)") }
    }

    @Test func `a port of the environment stands over a path of the file, but not over its own`()
      throws
    {
      let file = "listen: {unix: /run/one}\n"
      let port = try check(file, environment: ["WENBAO_LISTEN_PORT": "8082"]).outcome
      #expect(settings(port).contains("# unix: not set"))
      let both = try check(
        file, environment: ["WENBAO_LISTEN_PORT": "8082", "WENBAO_LISTEN_UNIX": "/run/two"])
      #expect(settings(both.outcome).contains("unix: /run/two # WENBAO_LISTEN_UNIX"))
    }

    @Test func `a contract that is named can be read and has 4 MiB at most`() throws {
      let (missing, file) = try check("openapi: /nowhere\n")
      #expect(missing.exitCode == 3)
      #expect(missing.errors.contains("\(file):1: openapi: '/nowhere' cannot be read"))
      let files = try TemporaryFolder([
        "largest": Data(count: 4 << 20), "larger": Data(count: 4 << 20 + 1),
      ])
      #expect(try check("openapi: \(files.path)/largest\n").outcome.exitCode == 0)
      let larger = try check("openapi: \(files.path)/larger\n").outcome
      #expect(larger.exitCode == 3)
      #expect(larger.errors.contains("has more than 4194304 bytes"))
    }

    @Test func `a contract that is not named need not be there`() throws {
      let outcome = try Program.run(
        "/bin/sh",
        ["-c", "cd /; exec \(Program.executable) check \(TestPolicies.root)Config/policy"])
      #expect(outcome.exitCode == 0, "\(outcome.errors)")
    }

    @Test func `flags stand over the environment`() throws {
      let folder = try TemporaryFolder(["in": "", "out": "", "err": ""])
      let server = try Program.start(
        Program.executable, ["serve", "--port", "0", "--policy", "/nowhere"], in: folder,
        environment: ["WENBAO_LISTEN_PORT": "1", "WENBAO_POLICY_FOLDER": "Config/policy"])
      server.waitUntilExit()
      #expect(server.terminationStatus == 3)
      #expect(try folder.text(of: "err").hasPrefix("/nowhere"))
    }

    @Test func `variables that are no setting are faults, and so are values that cannot be`() throws
    {
      let (outcome, _) = try check(
        "",
        environment: [
          "WENBAO_LISTEN_PROT": "1", "WENBAO_CALLERS": "a", "WENBAO_DRAIN_GRACE_SECONDS": "soon",
          "WENBAO_SERVICE_HOST": "10.0.0.1",
        ])
      #expect(outcome.exitCode == 3)
      for line in [
        "WENBAO_CALLERS: callers is a list, which the settings file alone can hold",
        "WENBAO_DRAIN_GRACE_SECONDS: drain.graceSeconds must be a whole number from 0 to 3600",
        "WENBAO_LISTEN_PROT: no setting has this name; did you mean WENBAO_LISTEN_PORT?",
        "WENBAO_SERVICE_HOST: no setting has this name; see 'wenbao check --help'",
        "the settings cannot be used: 4 faults",
      ] { #expect(outcome.errors.split(separator: "\n").contains { $0 == line }, "\(line)") }
    }

    @Test func `faults of settings and of the policy are told together`() throws {
      var files = try TestPolicies.shippedFiles()
      files["employee.yaml"] = files["employee.yaml"]?
        .replacing("value: 200\n", with: "value: 2oo\n", maxReplacements: 1)
      let policy = try TemporaryFolder(files)
      let (outcome, file) = try check("listen:\n  prot: 80\n", policy.path)
      #expect(outcome.exitCode == 3)
      #expect(outcome.errors.contains("\(file):2: unknown key 'listen.prot'; did you mean"))
      #expect(outcome.errors.contains(/employee\.yaml:[0-9]+: .*2oo/))
      #expect(outcome.errors.hasSuffix("settings and policy cannot be used: 2 faults\n"))
    }

    @Test func `the policy checked is that of the settings unless another is named`() throws {
      let (outcome, _) = try check("policy:\n  folder: /nowhere\n")
      #expect(outcome.exitCode == 3)
      #expect(outcome.errors.contains("/nowhere"))
      #expect(try check("policy:\n  folder: /nowhere\n", "Config/policy").outcome.exitCode == 0)
    }

    @Test func `callers are shown without the digests of their tokens`() throws {
      let digest = String(repeating: "ab", count: 32)
      let (outcome, file) = try check(
        """
        callers:
          - name: desk
            scopes: [settle, cover]
            tokens: [{sha256: \(digest), expires: 2030-01-31}]
        """)
      #expect(!outcome.output.contains(digest))
      let lines = settings(outcome)
      #expect(lines.contains("callers: # \(file):2"))
      for line in [
        "- name: desk", "scopes: [settle, cover]", "- sha256: hidden", "expires: 2030-01-31",
        "requestsPerSecond: 1000",
      ] { #expect(lines.contains(line), "\(line)") }
    }

    @Test func `settings in force are a settings file themselves`() throws {
      let contract = try TemporaryFolder(["a: \"b\" \\ '#c": ""])
      let path = contract.path + "/a: \"b\" \\ '#c"
      let (first, _) = try check(
        "limits: {headSeconds: 7}\n",
        environment: ["WENBAO_OPENAPI": path, "WENBAO_LISTEN_UNIX": "/run/wen bao"])
      let printed = try #require(first.output.firstRange(of: "\n\n"))
      let (second, _) = try check(String(first.output[printed.upperBound...]))
      #expect(second.exitCode == 0, "\(second.errors)")
      func values(_ outcome: Program.Outcome) -> [Substring] {
        settings(outcome).map { line in
          line.hasPrefix("#")
            ? line[...] : line[..<(line.range(of: " # ")?.lowerBound ?? line.endIndex)]
        }
      }
      #expect(values(first) == values(second))
      #expect(values(first).contains("headSeconds: 7"))
    }

    @Test func `the help of serve fits one screen`() throws {
      let lines = try Program.run("serve", "--help").output.split(
        separator: "\n", omittingEmptySubsequences: false)
      #expect(lines.count <= 24)
      #expect(lines.allSatisfy { $0.count <= 80 })
    }
  }
}
