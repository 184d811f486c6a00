import API
import ArgumentParser
import Bulk
import Comparison
import Foundation
import JSON
import PolicyFiles

/// `wenbao compare`: what another policy would change for the lines of a file.
struct CompareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Settle every line under two policies and report who would pay more and who less.",
    discussion: """
      Name two folders, or one and what is to be otherwise in it. FOLDER@DATE applies the terms in \
      force on that day to every line, whatever its date. --set and --reading change the second \
      policy, on all days. Each line is a settlement request; docs/comparison.md explains the \
      report.
        wenbao compare --policy Config/policy@2023-01-01 --policy Config/policy@2024-03-01
        wenbao compare --set employee.outpatient.rate.primary=0.85 --in year.ndjson.gz
        wenbao compare --reading unreferredReduction=points --format html --out page.html
      Exit codes: 0 compared, whether or not lines were refused, 1 the report cannot be written, 2 \
      wrong usage, 3 bad policy, 7 the lines cannot be read on.
      """)

  @Option(help: "A folder of policy files, with @DATE for the terms of a day; once or twice.")
  var policy: [String] = []

  @Option(name: .customLong("set"), help: "A parameter of the second policy, as name=value.")
  var parameters: [String] = []

  @Option(name: .customLong("reading"), help: "A reading of the second policy, as name=value.")
  var readings: [String] = []

  @Option(name: .customLong("in"), help: "The requests, one a line, .gz or not; '-' reads stdin.")
  var input = InputFile.standardName

  @Option(
    name: .customLong("out"),
    help: "The file to write the report to, compressed where its name ends in .gz; '-' is stdout.")
  var output = "-"

  @Option(help: "What the report is: table, json, csv or html.")
  var format = ReportFormat.table

  @Option(help: "The language of the report: zh or en.")
  var language = LanguageOption.zh

  @Option(help: "How many threads work; the number of cores where it is not given.")
  var threads: Int?

  @Option(help: "Keep what each 'person' has used up, under each policy; they have an id each.")
  var carry: Carried?

  @Option(help: "How many persons are carried at most; each takes some 600 octets of memory.")
  var personsMax = PersonCensus.usualPersonsMax

  func validate() throws {
    if !(1...PersonCensus.largestPersonsMax).contains(personsMax) {
      throw ValidationError("--persons-max must be from 1 to \(PersonCensus.largestPersonsMax)")
    }
    if policy.count > 2 { throw ValidationError("--policy stands at most twice") }
    if policy.count < 2, parameters.isEmpty, readings.isEmpty {
      throw ValidationError("name a second --policy, or a change by --set or --reading")
    }
    if let threads, !(1...BulkLimits.threadsMax).contains(threads) {
      throw ValidationError("--threads must be from 1 to \(BulkLimits.threadsMax)")
    }
  }

  func run() throws {
    let first = try PolicySide(policy.first ?? PolicySource.usualFolder)
    let second = try policy.count == 2 ? PolicySide(policy[1]) : first
    let changed = try second.changed(parameters: parameters, readings: readings)
    let cores = ProcessInfo.processInfo.activeProcessorCount
    let run = ComparisonRun(
      before: first, after: changed, threads: threads ?? min(cores, BulkLimits.threadsMax),
      persons: carry.map { _ in ComparisonRun.persons(max: personsMax) })
    let report = try run.report(on: input, to: output)
    var file = try OutputFile(output)
    var bytes = format.bytes(of: report, in: language.language)
    try file.write(&bytes)
    try file.finish()
  }
}

/// What a report can be written as.
enum ReportFormat: String, ExpressibleByArgument, CaseIterable {
  case table, json, csv, html

  /// The report as bytes.
  func bytes(of report: ComparisonReport, in language: Language) -> [UInt8] {
    switch self {
    case .table: return Array((ComparisonTable(report, language: language).text + "\n").utf8)
    case .csv: return Array(report.csv.utf8)
    case .html: return Array(ComparisonPage(report, in: language).text.utf8)
    case .json:
      var json = JSONWriter()
      report.write(into: &json, in: language)
      return json.bytes + [UInt8(ascii: "\n")]
    }
  }
}
