import Foundation
import TestPolicies
import Testing

extension EndToEndTests {
  @Suite struct SampleTests {
    @Test func `a sample goes to stdout, a line a request, and every line is settled`() throws {
      let outcome = try Program.run("sample", "--count", "20", "--seed", "3")
      #expect(outcome.exitCode == 0 && outcome.errors == "")
      let lines = outcome.output.split(separator: "\n")
      #expect(lines.count == 20)
      #expect(try Program.run("settle", input: String(lines[19])).exitCode == 0)
    }

    @Test func `a file that ends in gz holds the same lines compressed`() throws {
      let folder = try TemporaryFolder([String: String]())
      let path = "\(folder.path)/year.ndjson.gz"
      let outcome = try Program.run("sample", "--count", "500", "--out", path)
      #expect(outcome.exitCode == 0 && outcome.output == "" && outcome.errors == "")
      let unpacked = try Program.run("/bin/sh", ["-c", "gunzip < \(path)"])
      #expect(unpacked.exitCode == 0)
      #expect(unpacked.output == (try Program.run("sample", "--count", "500").output))
    }

    @Test func `days, persons and schemes are as asked for`() throws {
      let output = try Program.run(
        "sample", "--count", "50", "--from", "2025-03-01", "--to", "2025-03-02", "--persons", "2",
        "--scheme", "resident", "--scheme", "student", "--name-persons"
      ).output
      let lines = output.split(separator: "\n")
      #expect(lines.count == 50)
      #expect(
        lines.allSatisfy { $0.contains(/"date":"2025-03-0[12]"/) && $0.contains(/"id":"P[01]"/) })
      #expect(!output.contains("employee"))
    }

    @Test func `what cannot be sampled ends with 2, what cannot be written with 1`() throws {
      for (arguments, words) in [
        (["--count", "0"], "--count must be 1 to 1000000000"),
        (["--count", "1", "--persons", "0"], "--persons must be 1 to 10000000"),
        (["--count", "1", "--from", "2022-12-31"], "--from must be 2023-01-01 or later"),
        (
          ["--count", "1", "--from", "2024-02-02", "--to", "2024-02-01"], "--to must not be before"
        ),
        (["--count", "1", "--from", "2023-01-01", "--to", "2033-01-01"], "at most 10 years"),
        (["--count", "1", "--from", "2024-02-30"], "no real calendar date"),
        (["--count", "1", "--scheme", "employees"], "no scheme"),
      ] {
        let outcome = try Program.run(Program.executable, ["sample"] + arguments)
        #expect(outcome.exitCode == 2 && outcome.output == "", "\(arguments)")
        #expect(outcome.errors.contains(words), "\(arguments): \(outcome.errors)")
      }
      let outcome = try Program.run("sample", "--count", "1", "--out", "/nowhere/year.ndjson")
      #expect(outcome.exitCode == 1)
      #expect(
        outcome.errors
          == "/nowhere/year.ndjson: cannot be opened: No such file or directory (errno 2)\n")
      let full = try Program.run(
        "/bin/sh", ["-c", "exec \(Program.executable) sample --count 1 > /dev/full"])
      #expect(full.exitCode == 1)
      #expect(full.errors == "stdout: cannot be written: No space left on device (errno 28)\n")
    }

    @Test func `a file is written where it is, and not replaced`() throws {
      let folder = try TemporaryFolder(["year": "old"])
      let link = "\(folder.path)/link"
      try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "year")
      #expect(try Program.run("sample", "--count", "1", "--out", link).exitCode == 0)
      #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == "year")
      #expect(try folder.text(of: "year").hasPrefix("{"))
    }
  }
}
