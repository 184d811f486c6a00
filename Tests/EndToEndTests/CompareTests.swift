import TestPolicies
import Testing

extension EndToEndTests {
  @Suite struct CompareTests {
    /// A folder with a sample, compressed and not.
    private func sample(_ count: Int) throws -> TemporaryFolder {
      let folder = try TemporaryFolder([String: String]())
      for name in ["year.ndjson", "year.ndjson.gz"] {
        let outcome = try Program.run(
          "sample", "--count", "\(count)", "--seed", "3", "--out", "\(folder.path)/\(name)")
        #expect(outcome.exitCode == 0)
      }
      return folder
    }

    private let amendment = [
      "compare", "--policy", "Config/policy@2023-01-01", "--policy", "Config/policy@2024-03-01",
    ]

    @Test func `the amendment of 2024 stands in the table under its two clauses`() throws {
      let folder = try sample(800)
      let arguments = amendment + ["--in", "\(folder.path)/year.ndjson"]
      let outcome = try Program.run(Program.executable, arguments)
      #expect(outcome.exitCode == 0 && outcome.errors == "")
      let clauses = outcome.output.split(separator: "\n").filter { $0.hasPrefix("温政办") }
        .map { $0.split(separator: " ").prefix(2).joined(separator: " ") }
      #expect(clauses == ["温政办〔2024〕6号 三（九）", "温政办〔2024〕6号 三（十一）"])
    }

    @Test func `threads and compression do not change a report`() throws {
      let folder = try sample(800)
      func report(_ threads: String, _ name: String) throws -> String {
        let arguments = [
          "--format", "json", "--threads", threads, "--in", "\(folder.path)/\(name)",
        ]
        return try Program.run(Program.executable, amendment + arguments).output
      }
      let one = try report("1", "year.ndjson")
      #expect(one.contains(#""compared":800"#))
      for threads in ["2", "5"] { #expect(try report(threads, "year.ndjson") == one) }
      #expect(try report("3", "year.ndjson.gz") == one)
    }

    @Test func `each format goes to a file or to stdout`() throws {
      let folder = try sample(100)
      for (format, start) in [
        ("table", "What would change\n"), ("json", "{\"policies\":"), ("csv", "section,key,"),
        ("html", "<!DOCTYPE html>\n"),
      ] {
        let arguments =
          amendment + [
            "--in", "\(folder.path)/year.ndjson", "--format", format, "--language", "en",
          ]
        let printed = try Program.run(Program.executable, arguments).output
        #expect(printed.hasPrefix(start) && printed.utf8.last == 0x0A, "\(format)")
        let path = "\(folder.path)/report"
        let outcome = try Program.run(Program.executable, arguments + ["--out", path])
        #expect(outcome.exitCode == 0 && outcome.output == "")
        #expect(try folder.text(of: "report") == printed)
      }
    }

    @Test func `a change of a parameter or a reading is the second policy`() throws {
      let folder = try sample(800)
      for (option, text) in [
        ("--set", "employee.outpatient.rate.primary=0.85"),
        ("--reading", "unreferredReduction=points"),
      ] {
        let outcome = try Program.run(
          "compare", option, text, "--in", "\(folder.path)/year.ndjson", "--format", "json")
        #expect(outcome.exitCode == 0)
        #expect(outcome.output.contains("\"changes\":[\"\(text)\"]"))
        #expect(!outcome.output.contains(#""total":{"lines":800,"changed":0,"#), "\(text)")
      }
    }

    @Test func `refused lines are told, and the rest is compared`() throws {
      let input = try Program.run("sample", "--count", "2").output + "{}\n"
      let outcome = try Program.run(
        Program.executable, amendment + ["--format", "json"], input: input)
      #expect(outcome.exitCode == 0)
      #expect(outcome.output.contains(#""read":3,"compared":2,"#))
      #expect(outcome.output.contains(#""numbers":[3]"#))
    }

    @Test func `wrong usage ends with 2 and says what is right`() throws {
      for (arguments, words) in [
        ([], "name a second --policy, or a change"),
        (["--policy", "a", "--policy", "b", "--policy", "c"], "at most twice"),
        (["--set", "employee.outpatient.rate.primry=0.85"], "employee.outpatient.rate.primary"),
        (["--set", "employee.outpatient.rate.primary=85"], "rate is at most 1"),
        (["--reading", "unreferredReduction=half"], "known: relative, points"),
        (["--policy", "Config/policy@2022-07-01", "--set", "a=1"], "from 2023-01-01 only"),
        (["--policy", "Config/policy@2024-02-30", "--set", "a=1"], "no real calendar date"),
        (["--set", "a=1", "--threads", "0"], "--threads must be from 1"),
        (["--set", "a=1", "--format", "pdf"], "'table', 'json', 'csv' or 'html'"),
      ] {
        let outcome = try Program.run(Program.executable, ["compare"] + arguments)
        #expect(outcome.exitCode == 2 && outcome.output == "", "\(arguments)")
        let errors = outcome.errors.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        #expect(errors.contains(words), "\(arguments): \(errors)")
      }
    }

    @Test func `a policy that a change breaks ends with 3`() throws {
      let outcome = try Program.run("compare", "--set", "resident.outpatient.rate.primary=0.4")
      #expect(outcome.exitCode == 3)
      #expect(outcome.errors.contains("is below 50 %"))
    }

    @Test func `a file that cannot be read or written is named`() throws {
      let set = ["compare", "--set", "employee.outpatient.rate.primary=0.85"]
      let unread = try Program.run(Program.executable, set + ["--in", "/nowhere/year.ndjson"])
      #expect(unread.exitCode == 7 && unread.errors.contains("/nowhere/year.ndjson"))
      let unwritten = try Program.run(Program.executable, set + ["--out", "/nowhere/page"])
      #expect(unwritten.exitCode == 1 && unwritten.errors.contains("/nowhere/page"))
    }

    /// A stay of a resident at a tertiary hospital of 2024, by day and route.
    private func stay(_ day: String, _ total: Int, route: String = "local") -> String {
      """
      {"person":{"id":"secret","scheme":"resident"},"encounter":{"kind":"inpatient",\
      "date":"2024-\(day)","level":"tertiary","route":"\(route)"},"fees":{"total":\(total)}}

      """
    }

    private func carried(_ option: String, _ change: String, _ input: String) throws -> String {
      let outcome = try Program.run(
        "compare", option, change, "--carry", "person", "--format", "json", input: input)
      #expect(outcome.exitCode == 0, "\(outcome.errors)")
      #expect(!outcome.output.contains("secret"))
      return outcome.output
    }

    @Test func `where years are carried, a raised deductible is borne once`() throws {
      let report = try carried(
        "--set", "resident.inpatient.deductible.tertiary=900",
        stay("01-10", 10_000) + stay("02-10", 10_000) + stay("03-10", 10_000))
      #expect(report.contains(#""compared":3,"carried":true"#))
      #expect(report.contains(#""total":{"lines":3,"changed":1,"charged":30000.00,"#))
      #expect(report.contains(#""fundsChange":-140.00"#))
    }

    @Test func `a difference that earlier lines bring stands by itself`() throws {
      let report = try carried(
        "--reading", "priorSelfPayCap=gross",
        stay("01-10", 190_000, route: "referredOut") + stay("02-10", 20_000))
      #expect(report.contains(#""clause":[{"key":"earlierLines","clauses":[],"lines":1,"#))
    }

    @Test func `threads do not change a report that carries years`() throws {
      let folder = try TemporaryFolder([String: String]())
      let path = "\(folder.path)/year.ndjson"
      _ = try Program.run("sample", "--count", "800", "--name-persons", "--out", path)
      func report(_ threads: String) throws -> String {
        let arguments = ["--carry", "person", "--threads", threads, "--in", path]
        return try Program.run(
          Program.executable,
          ["compare", "--set", "resident.outpatient.cap=900", "--format", "csv"] + arguments
        ).output
      }
      let one = try report("1")
      #expect(one.contains("total,all,,,800,"))
      #expect(try report("3") == one)
    }

    @Test func `a report is not written over the lines`() throws {
      let folder = try sample(2)
      let lines = try folder.text(of: "year.ndjson")
      let path = "\(folder.path)/year.ndjson"
      for input in [path, "-"] {
        let outcome = try Program.run(
          Program.executable,
          amendment + ["--in", input, "--out", "\(folder.path)/./year.ndjson"], input: lines)
        #expect(outcome.exitCode == (input == path ? 2 : 0))
        #expect(outcome.errors.contains("is the input; write to another file") == (input == path))
        if input == path { #expect(try folder.text(of: "year.ndjson") == lines) }
      }
    }

    @Test func `a person too many breaks a comparison off`() throws {
      let input = try Program.run(
        "sample", "--count", "40", "--persons", "20", "--name-persons"
      ).output
      let outcome = try Program.run(
        "compare", "--set", "resident.outpatient.cap=900", "--carry", "person", "--persons-max",
        "2", input: input)
      #expect(outcome.exitCode == 7 && outcome.output == "")
      #expect(outcome.errors.contains(": more persons than --persons-max allows"))
    }
  }
}
