import API
import Foundation
import GoldenCases
import TestPolicies
import Testing

extension EndToEndTests {
  /// `wenbao batch`.
  @Suite struct BatchCommandTests {
    /// Sample requests, one a line, each with a number of its own.
    private static func requests(_ count: Int) throws -> [String] {
      let requests = try goldenCases().filter { $0.path == "/v1/settlements" }
        .map { String(decoding: $0.request, as: UTF8.self) }
      return (0..<count).map { index in
        let request = requests[index % requests.count]
        return #"{"requestId": "\#(index)", "# + request.dropFirst()
      }
    }

    private func folder(_ lines: [String]) throws -> TemporaryFolder {
      try TemporaryFolder(["lines": lines.map { $0 + "\n" }.joined()])
    }

    private func batch(_ folder: TemporaryFolder, _ arguments: String...) throws -> Program.Outcome
    {
      try Program.run(
        Program.executable, ["batch", "--in", "\(folder.path)/lines"] + arguments)
    }

    @Test func `command, HTTP batch and single requests give the same octets`() throws {
      let samples = try Program.run("sample", "--count", "240").output
      let lines = try Self.requests(360) + samples.split(separator: "\n").map(String.init)
      let outcome = try batch(try folder(lines), "--threads", "3")
      #expect(outcome.exitCode == 0)
      #expect(outcome.errors.hasPrefix("600 lines, 0 refused, "))
      try withServer { server in
        let client = try Client(server)
        var single = ""
        for line in lines {
          single += try client.post("/v1/settlements", Array(line.utf8)).text + "\n"
        }
        #expect(outcome.output == single)
        let head = Client.head(
          "/v1/settlements/batch", "Transfer-Encoding: chunked", type: "application/x-ndjson")
        try client.send(head)
        var streamed: [UInt8] = []
        for (index, line) in lines.enumerated() {
          try client.send(Client.chunk(Array((line + "\n").utf8)))
          if index == 0 { _ = try client.answer() }
          repeat { streamed += try client.chunk() } while streamed.last != UInt8(ascii: "\n")
        }
        try client.send(Client.chunk([]))
        #expect(try client.chunk() == [])
        #expect(streamed == Array(single.utf8))
      }
    }

    @Test func `a refused line is answered in its place, counted and copied`() throws {
      var lines = try Self.requests(500)
      lines[2] = "{"
      lines[498] = "[]"
      let folder = try folder(lines)
      let outcome = try batch(folder, "--errors", "\(folder.path)/errors", "--language", "en")
      #expect(outcome.exitCode == 1)
      #expect(outcome.errors.hasPrefix("500 lines, 2 refused, "))
      let answers = outcome.output.split(separator: "\n")
      #expect(answers.count == 500)
      #expect(answers[2].hasPrefix(#"{"line":3,"problem":"#))
      #expect(answers[498].hasPrefix(#"{"line":499,"problem":"#))
      #expect(answers[499].hasPrefix(#"{"requestId":"499""#))
      #expect(try folder.text(of: "errors") == "3\t{\n499\t[]\n")
    }

    @Test func `nothing is answered with nothing`() throws {
      let outcome = try batch(try folder([]))
      #expect(outcome.exitCode == 0)
      #expect(outcome.output == "")
    }

    @Test func `nothing compressed is an empty gzip, resumed or not`() throws {
      let folder = try folder([])
      for arguments in [["--resume"], [], ["--resume"]] {
        let outcome = try Program.run(
          Program.executable,
          ["batch", "--in", "\(folder.path)/lines", "--out", "\(folder.path)/out.gz"] + arguments)
        #expect(outcome.exitCode == 0)
        // RFC 1952 section 2.3: a header of 10 octets, an empty block of 2 and a trailer of 8.
        #expect(try Data(contentsOf: folder.file("out.gz")).count == 20, "\(arguments)")
      }
      let unpacked = try Program.run("/bin/sh", ["-c", "gunzip < \(folder.path)/out.gz"])
      #expect(unpacked.exitCode == 0 && unpacked.output == "")
    }

    @Test func `steps are left out where they are not wanted`() throws {
      let folder = try folder(try Self.requests(100))
      let (explained, terse) = (try batch(folder), try batch(folder, "--no-explain"))
      #expect(explained.output.contains(#""steps":["#))
      #expect(!terse.output.contains(#""steps":["#))
    }

    @Test func `what is compressed is read and written`() throws {
      let folder = try folder(try Self.requests(400))
      let plain = try batch(folder).output
      let script = """
        gzip -k \(folder.path)/lines && cat \(folder.path)/lines.gz >> \(folder.path)/twice.gz \
        && cat \(folder.path)/lines.gz >> \(folder.path)/twice.gz \
        && \(Program.executable) batch --in \(folder.path)/twice.gz --out \(folder.path)/out.gz \
        && gzip -dc \(folder.path)/out.gz
        """
      let outcome = try Program.run("/bin/sh", ["-c", script])
      #expect(outcome.exitCode == 0)
      #expect(outcome.output == plain + plain)
    }

    @Test func `wrong usage ends with 2`() throws {
      let folder = try folder(["{}"])
      let lines = "\(folder.path)/lines"
      for arguments in [
        ["--threads", "0"], ["--threads", "129"], ["--resume"], ["--errors", "-"],
        ["--out", lines, "--errors", lines], ["--in", lines, "--out", lines],
        ["--errors", "\(folder.path)/refused.gz"],
        ["--out", lines, "--errors", "\(folder.path)/./lines"],
        ["--out", "\(folder.path)/new", "--errors", "\(folder.path)/./new"],
      ] {
        let outcome = try Program.run(Program.executable, ["batch"] + arguments, input: "{}")
        #expect(outcome.exitCode == 2, "\(arguments)")
      }
      #expect(try folder.text(of: "lines") == "{}\n")
    }

    @Test func `a full disk and a reader that is gone end with 7 and say so`() throws {
      let folder = try folder(try Self.requests(1000))
      let full = try batch(folder, "--out", "/dev/full")
      #expect(full.exitCode == 7)
      #expect(full.errors.contains("/dev/full: cannot be written: No space left on device"))
      let script = """
        (\(Program.executable) batch --in \(folder.path)/lines; echo $? >&2) | head -n 1
        """
      let unread = try Program.run("/bin/sh", ["-c", script])
      #expect(unread.output.hasPrefix(#"{"requestId":"0""#))
      #expect(unread.errors.contains("stdout: nobody reads it any more"))
      #expect(unread.errors.hasSuffix("\n7\n"))
    }

    @Test func `a file that cannot grow keeps its whole lines`() throws {
      let folder = try folder(try Self.requests(1000))
      let whole = try batch(folder).output
      // 1000 KiB; without the signal, the write beyond the limit is an error. The thread sanitizer
      // writes a file of 512 KiB as it starts, and dies of a lower limit.
      let script = """
        trap '' XFSZ; ulimit -f 1000
        exec \(Program.executable) batch --in \(folder.path)/lines --out \(folder.path)/out
        """
      let outcome = try Program.run("/bin/bash", ["-c", script])
      #expect(outcome.exitCode == 7)
      let part = try folder.text(of: "out")
      #expect(!part.isEmpty && part.hasSuffix("\n") && whole.hasPrefix(part))
      let count = part.utf8.count { $0 == UInt8(ascii: "\n") }
      #expect(outcome.errors.contains("\(count) whole lines written; --resume goes on from there"))
    }

    @Test func `what stands on stdout before a batch stays where the disk is full`() throws {
      let folder = try folder(try Self.requests(1000))
      let whole = try batch(folder).output
      let before = String(repeating: "x", count: 700_000) + "\n"
      try Data(before.utf8).write(to: folder.file("before"))
      let command = "\(Program.executable) batch --in \(folder.path)/lines"
      for script in [
        "cat before > out; exec \(command) --policy $OLDPWD/Config/policy >> out",
        "{ cat before; \(command) --policy $OLDPWD/Config/policy; } > out",
      ] {
        // The limit is that of the test above.
        let outcome = try Program.run(
          "/bin/bash", ["-c", "trap '' XFSZ; ulimit -f 1000; cd \(folder.path); \(script)"])
        #expect(outcome.exitCode == 7)
        let text = try folder.text(of: "out")
        #expect(text.hasPrefix(before), "\(script)")
        #expect(text.utf8.count > before.utf8.count && (before + whole).hasPrefix(text))
        #expect(outcome.errors.hasSuffix(" whole lines written\n"), "\(outcome.errors)")
      }
    }
  }
}
