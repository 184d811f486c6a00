import Foundation
import TestPolicies
import Testing

extension EndToEndTests {
  /// What keeps the program from computing, and the service from starting.
  @Suite struct FaultTests {
    @Test func `a policy that cannot be used ends with 3 and every fault by file and line`() throws
    {
      var files = try TestPolicies.shippedFiles()
      files["employee.yaml"] = files["employee.yaml"]?
        .replacing("value: 200\n", with: "value: 2oo\n", maxReplacements: 1)
        .replacing("employee.outpatient.cap:", with: "employee.outpatient.cup:")
      files["province.yaml"] = files["province.yaml"]?
        .replacing("unit: yuan\n", with: "unit: dollars\n", maxReplacements: 1)
      let folder = try TemporaryFolder(files)
      for command in [["settle", "--policy"], ["serve", "--policy"], ["check"]] {
        let outcome = try Program.run(
          Program.executable, command + [folder.path], input: stay)
        #expect(outcome.exitCode == 3)
        #expect(outcome.output == "")
        #expect(outcome.errors.contains(/employee\.yaml:[0-9]+: .*2oo/))
        #expect(outcome.errors.contains(/employee\.yaml:[0-9]+: .*employee\.outpatient\.cup/))
        #expect(outcome.errors.contains(/province\.yaml:[0-9]+: .*dollars/))
      }
    }

    @Test func `examples that cannot be read are a fault of the policy`() throws {
      var files = try TestPolicies.shippedFiles()
      files["examples"] = "no folder"
      let folder = try TemporaryFolder(files)
      let outcome = try Program.run("check", folder.path)
      #expect(outcome.exitCode == 3)
      #expect(outcome.errors.contains("\(folder.path)/examples: the folder of examples cannot be"))
    }

    @Test func `a folder that is no policy ends with 3`() throws {
      let outcome = try Program.run("settle", "--policy", "/nowhere", input: stay)
      #expect(outcome.exitCode == 3)
      #expect(outcome.errors.contains("/nowhere"))
    }

    @Test func `settings that cannot be used end with 3 and every fault by file and line`() throws {
      let folder = try TemporaryFolder([
        "wenbao.yaml": """
        listen:
          port: 80800
          hots: 127.0.0.1
        drain:
          graceSeconds: soon
        """
      ])
      let file = "\(folder.path)/wenbao.yaml"
      let outcome = try Program.run("serve", "--config", file)
      #expect(outcome.exitCode == 3)
      let lines = outcome.errors.split(separator: "\n")
      #expect(lines.count == 4)
      for (line, word) in zip(lines, [":2: listen.port", ":3: unknown key", ":5: drain.grace"]) {
        #expect(line.hasPrefix(file + word), "\(line)")
      }
    }

    @Test func `the settings file names every setting and no other`() throws {
      let shipped = try String(
        contentsOfFile: TestPolicies.root + "Config/wenbao.yaml", encoding: .utf8)
      let folder = try TemporaryFolder(["wenbao.yaml": "nonsense: 1\n"])
      let outcome = try Program.run("check", "--config", "\(folder.path)/wenbao.yaml")
      let known = try #require(outcome.errors.firstMatch(of: /known: (.*)/)?.output.1)
      #expect(settingNames(in: shipped) == Set(known.components(separatedBy: ", ")))
    }

    /// The dotted names of the keys, those commented out too, without those of sections.
    private func settingNames(in text: String) -> Set<String> {
      var names: Set<String> = []
      var path: [(indentation: Int, key: String)] = []
      let lines = text.split(separator: "\n")
      for (line, next) in zip(lines, lines.dropFirst() + [""]) {
        guard let key = line.firstMatch(of: /^( *)(?:# )?([a-z][A-Za-z]*):( .+)?$/) else {
          continue
        }
        path.removeAll { $0.indentation >= key.output.1.count }
        path.append((key.output.1.count, String(key.output.2)))
        let isList = next.drop { " #".contains($0) }.hasPrefix("- ")
        if key.output.3 != nil || path.count > 1 || isList {
          names.insert(path.map(\.key).joined(separator: "."))
        }
      }
      return names
    }

    @Test func `settings that are not there end with 3`() throws {
      let outcome = try Program.run("serve", "--config", "/nowhere/wenbao.yaml")
      #expect(outcome.exitCode == 3)
      #expect(outcome.errors.contains("/nowhere/wenbao.yaml"))
    }

    @Test func `a port that is taken ends with 4 and says so`() throws {
      try withServer { server in
        let port = try #require("\(server.address)".split(separator: ":").last)
        let outcome = try Program.run("serve", "--port", String(port))
        #expect(outcome.exitCode == 4)
        #expect(outcome.errors.contains("127.0.0.1:\(port)"))
      }
    }

    @Test func `a host that is a name ends with 3 and says what would be right`() throws {
      let outcome = try Program.run("serve", "--host", "localhost", "--port", "0")
      #expect(outcome.exitCode == 3)
      #expect(outcome.errors.contains("--host: listen.host: 'localhost': "))
    }
  }
}
