import Foundation
import TestPolicies
import Testing

extension EndToEndTests {
  /// `wenbao batch --carry person`.
  @Suite struct CarriedBatchTests {
    private let folder: TemporaryFolder
    private let count = 900

    init() throws {
      folder = try TemporaryFolder([String: String]())
      for (name, arguments) in [("whole", []), ("named", ["--name-persons"])] {
        let outcome = try Program.run(
          Program.executable,
          [
            "sample", "--count", "\(count)", "--persons", "150", "--out",
            "\(folder.path)/\(name)",
          ] + arguments)
        try #require(outcome.exitCode == 0, "\(outcome.errors)")
      }
    }

    private func batch(_ input: String, _ output: String, _ arguments: String...) throws
      -> Program.Outcome
    {
      try Program.run(
        Program.executable,
        [
          "batch", "--in", "\(folder.path)/\(input)", "--out", "\(folder.path)/\(output)",
          "--no-explain",
        ] + arguments)
    }

    private func amounts(_ name: String) throws -> [String] {
      try folder.text(of: name).matches(of: /"amounts":\{[^}]*\}/).map { String($0.output) }
    }

    @Test func `what is carried along gives the amounts of requests that are whole`() throws {
      #expect(try batch("whole", "answers").exitCode == 0)
      #expect(try batch("named", "carried", "--carry", "person").exitCode == 0)
      #expect(try amounts("answers").count == count)
      #expect(try amounts("carried") == amounts("answers"))
    }

    @Test func `any number of threads gives the same octets`() throws {
      #expect(try batch("named", "1", "--carry", "person", "--threads", "1").exitCode == 0)
      let one = try folder.text(of: "1")
      for threads in ["3"] {
        _ = try batch("named", threads, "--carry", "person", "--threads", threads)
        #expect(try folder.text(of: threads) == one)
      }
    }

    @Test func `a carried batch is gone on with to the same octets`() throws {
      _ = try batch("named", "carried", "--carry", "person")
      let whole = try folder.text(of: "carried")
      for share in [0, 1, 600, 1000] {
        try Data(whole.utf8.prefix(whole.utf8.count * share / 1000)).write(to: folder.file("part"))
        let outcome = try batch("named", "part", "--carry", "person", "--resume")
        #expect(outcome.exitCode == 0)
        #expect(outcome.errors.hasPrefix("\(count) lines"))
        #expect(try folder.text(of: "part") == whole, "\(share)")
      }
    }

    @Test func `too many persons break the batch off, and more room goes on with it`() throws {
      _ = try batch("named", "carried", "--carry", "person")
      let whole = try folder.text(of: "carried")
      let outcome = try batch("named", "part", "--carry", "person", "--persons-max", "40")
      #expect(outcome.exitCode == 7)
      let line = outcome.errors.firstMatch(of: /from line ([0-9]+) on is answered/)?.output.1
      let number = try #require(line.flatMap { Int($0) })
      let part = try folder.text(of: "part")
      #expect(part.utf8.count { $0 == UInt8(ascii: "\n") } == number - 1)
      #expect(whole.hasPrefix(part))
      #expect(try batch("named", "part", "--carry", "person", "--resume").exitCode == 0)
      #expect(try folder.text(of: "part") == whole)
    }

    @Test func `nothing but persons is carried, and some of them`() throws {
      for arguments in [["--carry", "family"], ["--carry", "person", "--persons-max", "0"]] {
        let outcome = try Program.run(Program.executable, ["batch"] + arguments)
        #expect(outcome.exitCode == 2, "\(arguments)")
      }
    }
  }
}
