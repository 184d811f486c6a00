import Testing

extension EndToEndTests {
  @Suite struct CommandTests {
    @Test func `a settlement ends with 0 and its answer on stdout`() throws {
      let outcome = try Program.run("settle", input: stay)
      #expect(outcome.exitCode == 0)
      #expect(outcome.output.contains("\"basicFund\": 18720.00"))
      #expect(outcome.errors == "")
    }

    @Test func `an expense that is not covered is settled all the same`() throws {
      let uncovered = stay.replacing("\"active\",", with: "\"active\", \"entitled\": false,")
      let outcome = try Program.run("settle", input: uncovered)
      #expect(outcome.exitCode == 0)
      #expect(outcome.output.contains("\"outcome\": \"notCovered\""))
    }

    @Test func `a file is read as stdin is`() throws {
      let path = "/dev/stdin"
      #expect(try Program.run("settle", path, input: stay).output.contains("18720.00"))
      #expect(try Program.run("settle", "-", input: stay).output.contains("18720.00"))
    }

    @Test func `refused input ends with 1 and its problem on stdout`() throws {
      let outcome = try Program.run("settle", input: faultyStay)
      #expect(outcome.exitCode == 1)
      #expect(outcome.output.contains("\"pointer\": \"/fees/selfFounded\""))
      let garbled = try Program.run("settle", input: "{\"person\"")
      #expect(garbled.exitCode == 1)
      #expect(garbled.output.contains("\"status\": 400"))
    }

    @Test func `a file that is not there ends with 1 and its name on stderr`() throws {
      let outcome = try Program.run("settle", "/nowhere/request.json")
      #expect(outcome.exitCode == 1)
      #expect(outcome.output == "")
      #expect(outcome.errors == "/nowhere/request.json: no such file, or not readable\n")
    }

    @Test func `a request longer than the service takes is refused`() throws {
      let outcome = try Program.run("settle", input: String(repeating: " ", count: 1 << 20) + stay)
      #expect(outcome.exitCode == 1)
      #expect(outcome.output.contains("\"column\": 1048577"))
    }

    @Test func `wrong usage ends with 2`() throws {
      for arguments in [
        ["--nonsense"], ["unknown"], ["settle", "--nonsense"], ["settle", "a", "b"],
      ] {
        let outcome = try Program.run(Program.executable, arguments)
        #expect(outcome.exitCode == 2, "\(arguments)")
        #expect(outcome.output == "", "\(arguments)")
        #expect(outcome.errors.contains("Usage: wenbao"), "\(arguments)")
      }
    }

    @Test func `a policy and settings without a fault are checked with 0`() throws {
      let outcome = try Program.run("check", "--config", "Config/wenbao.yaml")
      #expect(outcome.exitCode == 0)
      let lines = outcome.output.split(separator: "\n")
      let words = withoutDigest(String(lines[0]))
      #expect(
        try /Config\/policy: no fault; examples tried: [1-9][0-9]*; policy wenzhou, digest …/
          .wholeMatch(in: words) != nil, "\(words)")
      #expect(lines[1] == "Config/wenbao.yaml: no fault; in force:")
    }

    @Test func `help and version end with 0`() throws {
      for arguments in [["--help"], ["serve", "--help"], ["settle", "--help"]] {
        let outcome = try Program.run(Program.executable, arguments)
        #expect(outcome.exitCode == 0, "\(arguments)")
        #expect(outcome.output.contains("USAGE: wenbao"), "\(arguments)")
      }
      #expect(try Program.run("--version").output.contains(/^[0-9]+\.[0-9]+\.[0-9]+\n$/))
    }
  }
}
