import API
import ArgumentParser
import Insurance
import Samples

/// `wenbao sample`: requests to try and to measure with.
struct SampleCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sample",
    abstract: "Write settlement requests as a year of a city would bring them, one a line.",
    discussion: """
      The requests are made up, for trying and measuring: schemes, ages, diseases, levels, routes, \
      seasons and long-tailed costs as docs/samples.md says, and no statistics of anything. Each \
      carries what its person has used up this year, as settling those before it gives; the same \
      options give the same bytes on every machine.
      Exit codes: 0 written, 1 a file cannot be written, 2 wrong usage, 3 bad policy.
      """)

  @Option(help: "How many requests.")
  var count: Int

  @Option(help: "What everything is drawn from, a whole number from 0.")
  var seed: UInt64 = 1

  @Option(help: "The file to write, compressed where its name ends in .gz; '-' is stdout.")
  var out = "-"

  @Option(help: "The day of the first encounters.", transform: Day.argument)
  var from: Day?

  @Option(help: "The day of the last encounters.", transform: Day.argument)
  var to: Day?

  @Option(help: "How many persons they are of; one for twelve encounters a year without it.")
  var persons: Int?

  @Option(
    help: "Only persons of this scheme: employee, resident, student; may be repeated.",
    transform: Scheme.argument)
  var scheme: [Scheme] = []

  @Flag(help: "Name each person and leave out what they have used up, for batch --carry person.")
  var namePersons = false

  @Option(help: "The folder of policy files.")
  var policy = PolicySource.usualFolder

  func run() throws {
    let policy = try PolicySource.edition(folder: policy).policy
    var sampler: Sampler
    do throws(SampleFault) {
      sampler = try Sampler(try settings(), under: policy)
    } catch {
      throw ValidationError(error.words)
    }
    var output = try OutputFile(out)
    var lines: [UInt8] = []
    while sampler.appendLine(to: &lines) {
      if lines.count >= OutputFile.pieceBytes { try output.write(&lines) }
    }
    try output.write(&lines)
    try output.finish()
  }

  private func settings() throws(SampleFault) -> SampleSettings {
    var settings = SampleSettings(count: count, seed: seed)
    let first = from ?? min(settings.days.lowerBound, to ?? settings.days.lowerBound)
    let last = to ?? max(settings.days.upperBound, first)
    guard first <= last else { throw .endsBeforeItBegins }
    settings.days = first...last
    settings.personCount = persons
    if !scheme.isEmpty { settings.schemes = Set(scheme) }
    settings.namesPersons = namePersons
    return settings
  }
}

extension SampleFault {
  /// What is wrong and what would be right.
  fileprivate var words: String {
    switch self {
    case .noPolicyInForce(let first):
      "--from must be \(first) or later: no policy is in force before"
    case .endsBeforeItBegins: "--to must not be before --from"
    case .tooManyYears: "--from and --to must span at most \(SampleSettings.yearsMax) years"
    case .countOutOfRange: "--count must be 1 to \(SampleSettings.countMax)"
    case .personCountOutOfRange: "--persons must be 1 to \(SampleSettings.personCountMax)"
    }
  }
}

extension Scheme {
  /// The scheme that an argument names.
  fileprivate static func argument(_ text: String) throws -> Scheme {
    guard let scheme = Scheme(rawValue: text) else {
      throw ValidationError("'\(text)' is no scheme: employee, resident or student")
    }
    return scheme
  }
}
