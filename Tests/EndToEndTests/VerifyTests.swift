import TestPolicies
import Testing

extension EndToEndTests {
  /// `wenbao verify`.
  @Suite struct VerifyTests {
    private static let request = stay.replacing(
      "\"fees\"", with: "\"options\": {\"receipt\": true}, \"fees\"")

    /// Runs `verify` on a request and an answer in files.
    private func verify(
      _ answer: String, to request: String = request, _ arguments: String...
    ) throws -> Program.Outcome {
      let folder = try TemporaryFolder(["request": request, "answer": answer])
      return try Program.run(
        Program.executable,
        ["verify", "\(folder.path)/request", "\(folder.path)/answer"] + arguments)
    }

    private func answer() throws -> String { try Program.run("settle", input: Self.request).output }

    @Test func `an answer with its receipt agrees and ends with 0`() throws {
      let outcome = try verify(answer())
      #expect(outcome.exitCode == 0)
      #expect(outcome.output.contains("\"verdict\": \"agrees\""))
      #expect(outcome.output.contains("\"result\": true"))
      #expect(outcome.errors == "")
    }

    @Test func `the answer of the service is the one of the command line`() throws {
      try withServer { server in
        let client = try Client(server)
        let reply = try client.post("/v1/settlements", Array(Self.request.utf8))
        #expect(try verify(reply.text).exitCode == 0)
        let line = Array(Self.request.replacing("\n", with: " ").utf8)
        try client.send(
          Client.head(
            "/v1/settlements/batch", "Content-Length: \(line.count)",
            type: "application/x-ndjson") + line)
        _ = try client.answer()
        var answer: [UInt8] = []
        while answer.last != UInt8(ascii: "\n") { answer += try client.chunk() }
        #expect(answer.dropLast() == reply.body[...])
      }
    }

    @Test func `one fen more differs and ends with 5`() throws {
      let outcome = try verify(
        answer().replacing("\"cash\": 3536.78", with: "\"cash\": 3536.79"), to: Self.request,
        "--table", "--language", "en")
      #expect(outcome.exitCode == 5)
      #expect(outcome.output.hasPrefix("Differs: the answer is not right\n"))
      #expect(outcome.output.contains("The receipt is of another result\n"))
      #expect(outcome.output.contains("/amounts/cash  3536.79   3536.78\n"))
    }

    @Test func `another policy ends with 6, with both named`() throws {
      var files = try TestPolicies.shippedFiles()
      files["province.yaml"]? += "# one more word\n"
      let policy = try TemporaryFolder(files)
      let outcome = try verify(answer(), to: Self.request, "--policy", policy.path)
      #expect(outcome.exitCode == 6)
      #expect(outcome.output.contains("\"verdict\": \"otherPolicy\""))
      #expect(outcome.output.contains("\"pointer\": \"/policy/digest\""))
      #expect(!outcome.output.contains("/amounts"))
    }

    @Test func `one of the two may be stdin, and not both`() throws {
      let folder = try TemporaryFolder(["request": Self.request])
      let path = "\(folder.path)/request"
      #expect(try Program.run("verify", path, "-", input: answer()).exitCode == 0)
      #expect(try Program.run("verify", "-", "-", input: answer()).exitCode == 2)
      #expect(try Program.run("verify", path).exitCode == 2)
    }

    @Test func `a request or an answer that is none ends with 1 and its name`() throws {
      for (answer, request, name) in [
        ("{}", Self.request, "answer"), ("", Self.request, "answer"),
        (try answer(), faultyStay, "request"),
      ] {
        let outcome = try verify(answer, to: request)
        #expect(outcome.exitCode == 1)
        #expect(outcome.output.contains("\"type\": \"urn:wenbao:problem:"))
        #expect(outcome.errors.hasSuffix("/\(name): refused\n"))
      }
    }
  }
}
