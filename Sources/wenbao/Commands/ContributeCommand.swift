import API
import ArgumentParser

/// `wenbao contribute`: one contribution from a file or stdin.
struct ContributeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "contribute",
    abstract: "Compute one contribution and print its components and funds.",
    discussion: "Exit codes: 0 computed, 1 refused input, 2 wrong usage, 3 bad policy.")

  @OptionGroup var options: CalculationOptions

  func run() throws {
    try options.run(
      { (calculator, request) throws(Problem) in try calculator.contribution(request) },
      table: AnswerTable.init(contribution:language:))
  }
}
