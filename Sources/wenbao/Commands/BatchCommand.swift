import API
import ArgumentParser
import Bulk
import Foundation

/// `wenbao batch`: the lines of a file settled, one line of answer for each, on all cores.
struct BatchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "batch",
    abstract: "Settle the lines of a file, one line of answer for each line, in order.",
    discussion: """
      What --in and --out name is compressed where the name ends in .gz. A bad line is answered in \
      its place and never stops the others. SIGINT and SIGTERM end a batch after a whole line; a \
      second one ends it at once.
      Exit codes: 0 every line settled, 1 a line refused, 2 wrong usage, 3 bad policy, \
      7 broken off, to be gone on with by --resume.
      """)

  @Option(help: "How many threads work; the number of cores where it is not given.")
  var threads: Int?

  @Option(name: .customLong("in"), help: "The requests, one a line; '-' reads stdin.")
  var input = InputFile.standardName

  @Option(name: .customLong("out"), help: "The answers, one a line; '-' writes to stdout.")
  var output = LineFile.standardName

  @Flag(name: .customLong("no-explain"), help: "Leave out the steps, whatever a line asks for.")
  var isTerse = false

  @Option(help: "Where to copy refused lines to, not compressed: number, tab and line of each.")
  var errors: String?

  @Flag(help: "Go on after the last whole line of --out, with the same --in.")
  var resume = false

  @Option(help: "Keep what each 'person' has used up from line to line; they have an id each.")
  var carry: Carried?

  @Option(help: "How many persons are carried at most; each takes some 300 octets of memory.")
  var personsMax = PersonCensus.usualPersonsMax

  @OptionGroup var common: CommonOptions

  func validate() throws {
    if let threads, !(1...BulkLimits.threadsMax).contains(threads) {
      throw ValidationError("--threads must be from 1 to \(BulkLimits.threadsMax)")
    }
    if !(1...PersonCensus.largestPersonsMax).contains(personsMax) {
      throw ValidationError("--persons-max must be from 1 to \(PersonCensus.largestPersonsMax)")
    }
    if resume, output == LineFile.standardName {
      throw ValidationError("--resume goes on in a file: name it by --out")
    }
    if let errors, errors == output || errors == LineFile.standardName {
      throw ValidationError("--errors needs a file of its own")
    }
    if let errors, errors.hasSuffix(InputFile.codedSuffix) {
      throw ValidationError("--errors is not compressed: name it without .gz")
    }
  }

  func run() throws {
    let cores = ProcessInfo.processInfo.activeProcessorCount
    let edition = try PolicySource.edition(folder: common.policy)
    let work = BatchWork(
      policy: PolicySlot(edition), language: common.language.language, explains: !isTerse,
      keepsErrors: errors != nil, compresses: output.hasSuffix(InputFile.codedSuffix),
      persons: carry.map { _ in BatchWork.persons(max: personsMax) })
    let files = BatchFiles(input: input, output: output, errors: errors, resumes: resume)
    let run: BatchRun
    do {
      run = try BatchRun(files, work, threads: threads ?? min(cores, BulkLimits.threadsMax))
    } catch let error as BulkError {
      throw Ending(code: .brokenOff, message: "\(error)")
    }
    try run.run()
  }
}

/// What is carried from line to line.
enum Carried: String, ExpressibleByArgument, CaseIterable {
  /// What each person has used up in the year.
  case person
}
