import API
import Foundation
import GoldenCases
import TestPolicies
import TestSupport
import Testing

extension EndToEndTests {
  /// `wenbao batch --resume`.
  @Suite struct ResumedBatchTests {
    private let folder: TemporaryFolder
    private let count = 700

    init() throws {
      var lines = try goldenCases().filter { $0.path == "/v1/settlements" }
        .map { String(decoding: $0.request, as: UTF8.self) }
      lines[100] = "{"
      let all = (0..<count).map { lines[$0 % lines.count] + "\n" }.joined()
      folder = try TemporaryFolder(["lines": all])
    }

    private func batch(_ output: String, _ arguments: String...) throws -> Program.Outcome {
      try Program.run(
        Program.executable,
        [
          "batch", "--in", "\(folder.path)/lines", "--out", "\(folder.path)/\(output)",
          "--errors", "\(folder.path)/errors",
        ] + arguments)
    }

    private func data(_ name: String) throws -> Data { try Data(contentsOf: folder.file(name)) }

    @Test func `an output cut anywhere is gone on with to the same octets`() throws {
      #expect(try batch("whole").exitCode == 1)
      let (whole, errors) = (try data("whole"), try data("errors"))
      for share in [0, 1, 333, 999, 1000] {
        try whole.prefix(whole.count * share / 1000).write(to: folder.file("out"))
        let outcome = try batch("out", "--resume")
        #expect(outcome.exitCode == 1)
        #expect(outcome.errors.contains(", 2 refused, "), "\(outcome.errors)")
        #expect(try data("out") == whole, "\(share)")
        #expect(try data("errors") == errors, "\(share)")
      }
    }

    @Test func `an output that is not there begins`() throws {
      #expect(try batch("out", "--resume").exitCode == 1)
      #expect(try batch("whole").exitCode == 1)
      #expect(try data("out") == data("whole"))
    }

    @Test func `a compressed output is gone on with after its last whole member`() throws {
      #expect(try batch("whole.gz").exitCode == 1)
      let whole = try data("whole.gz")
      for share in [0, 1, 700, 1000] {
        try whole.prefix(whole.count * share / 1000).write(to: folder.file("out.gz"))
        #expect(try batch("out.gz", "--resume").exitCode == 1)
        #expect(try data("out.gz") == whole, "\(share)")
      }
    }

    @Test func `what is no output of a batch is left as it is`() throws {
      let other = Data("no gzip at all".utf8)
      try other.write(to: folder.file("out.gz"))
      let outcome = try batch("out.gz", "--resume")
      #expect(outcome.exitCode == 7)
      #expect(outcome.errors.contains("out.gz: is not gzip, or damaged"))
      #expect(try data("out.gz") == other)
    }

    @Test func `an output of more lines than the input has is refused`() throws {
      try Data(String(repeating: "{}\n", count: count + 1).utf8).write(to: folder.file("out"))
      let outcome = try batch("out", "--resume")
      #expect(outcome.exitCode == 7)
      #expect(outcome.errors.contains("the input has only \(count) lines"))
    }

    @Test func `a signal ends a batch after a whole line, and it is gone on with`() throws {
      #expect(try batch("whole").exitCode == 1)
      let pipe = "\(folder.path)/pipe"
      // Swift lends the path as a C string for the call.
      let made = unsafe mkfifo(pipe, 0o600)
      #expect(made == 0)
      let streams = try TemporaryFolder(["in": "", "out": "", "err": ""])
      let process = try Program.start(
        Program.executable, ["batch", "--in", pipe, "--out", "\(folder.path)/out"], in: streams)
      let input = try FileHandle(forWritingTo: folder.file("pipe"))
      try input.write(contentsOf: try data("lines").prefix(200_000))
      let size = { (try? folder.text(of: "out"))?.utf8.count ?? 0 }
      #expect(eventually(seconds: 60) { size() > 0 })
      process.terminate()
      process.waitUntilExit()
      try input.close()
      #expect(process.terminationStatus == 7)
      let report = try streams.text(of: "err")
      #expect(report.hasPrefix("ended by signal 15\n") && report.contains(" whole lines written"))
      let part = try data("out")
      #expect(part.last == UInt8(ascii: "\n"))
      #expect(try data("whole").starts(with: part))
      #expect(try batch("out", "--resume").exitCode == 1)
      #expect(try data("out") == data("whole"))
    }

    @Test func `memory is bounded whatever the input`() throws {
      let pipe = "\(folder.path)/endless"
      // Swift lends the path as a C string for the call.
      let made = unsafe mkfifo(pipe, 0o600)
      #expect(made == 0)
      let streams = try TemporaryFolder(["in": "", "out": "", "err": ""])
      let process = try Program.start(
        Program.executable, ["batch", "--in", pipe, "--out", "\(folder.path)/out"], in: streams)
      let input = try FileHandle(forWritingTo: folder.file("endless"))
      let resident = {
        let status = try String(
          contentsOfFile: "/proc/\(process.processIdentifier)/status", encoding: .utf8)
        let kibibytes = status.firstMatch(of: /VmRSS:\s+([0-9]+) kB/)?.output.1
        return try #require(kibibytes.flatMap { Int($0) }) << 10
      }
      let lines = try data("lines")
      let endless = Data(repeating: UInt8(ascii: "x"), count: 1 << 20)
      try input.write(contentsOf: lines + lines)
      let before = try resident()
      for _ in 0..<64 { try input.write(contentsOf: endless) }
      #expect(try resident() - before < 48 << 20)
      try input.write(contentsOf: Data("\n".utf8) + lines)
      try input.close()
      process.waitUntilExit()
      #expect(process.terminationStatus == 1)
      #expect(try streams.text(of: "err").hasPrefix("\(3 * count + 1) lines, 7 refused, "))
    }
  }
}
