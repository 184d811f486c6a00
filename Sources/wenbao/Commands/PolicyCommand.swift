import API
import ArgumentParser
import Insurance

/// `wenbao policy`: everything in force on one day.
struct PolicyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "policy",
    abstract: "Print every parameter, reading and layer in force on a day.",
    discussion: "Exit codes: 0 printed, 1 no policy on that day, 2 wrong usage, 3 bad policy.")

  @Option(help: "The day, such as 2024-05-01; today without it.", transform: Day.argument)
  var date: Day?

  @Flag(help: "Print a table for people instead of JSON.")
  var table = false

  @OptionGroup var common: CommonOptions

  func run() throws {
    let edition = try PolicySource.edition(folder: common.policy)
    var calculator = Calculator(PolicySlot(edition))
    let day = date ?? Today.inWenzhou()
    guard let answer = calculator.policy(on: day) else {
      let first = edition.policy.inForceFrom
      throw Ending(code: .refusedInput, message: "the policy is in force from \(first) only")
    }
    let language = common.language.language
    if table {
      try Output.line(PolicyTable(answer, language: language).text)
    } else {
      try Output.json(calculator.bytes(of: answer, in: language))
    }
  }
}
