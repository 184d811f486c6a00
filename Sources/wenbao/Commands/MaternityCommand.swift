import API
import ArgumentParser

/// `wenbao maternity`: one maternity allowance from a file or stdin.
struct MaternityCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "maternity",
    abstract: "Compute one maternity allowance and print who receives it.",
    discussion: "Exit codes: 0 computed, 1 refused input, 2 wrong usage, 3 bad policy.")

  @OptionGroup var options: CalculationOptions

  func run() throws {
    try options.run(
      { (calculator, request) throws(Problem) in try calculator.maternityAllowance(request) },
      table: AnswerTable.init(maternity:language:))
  }
}
