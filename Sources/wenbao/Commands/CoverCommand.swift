import API
import ArgumentParser

/// `wenbao cover`: what a person has here and now.
struct CoverCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cover",
    abstract: "Say what a person has left here and now; with fees, estimate them.",
    discussion: "Exit codes: 0 answered, 1 refused input, 2 wrong usage, 3 bad policy.")

  @OptionGroup var options: CalculationOptions

  func run() throws {
    try options.run(
      { (calculator, request) throws(Problem) in try calculator.coverage(request) },
      table: AnswerTable.init(coverage:language:))
  }
}
