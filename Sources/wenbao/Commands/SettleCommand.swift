import API
import ArgumentParser

/// `wenbao settle`: one settlement from a file or stdin.
struct SettleCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "settle",
    abstract: "Settle one request and print who pays what.",
    discussion: "Exit codes: 0 settled, 1 refused input, 2 wrong usage, 3 bad policy.")

  @OptionGroup var options: CalculationOptions

  func run() throws {
    try options.run(
      { (calculator, request) throws(Problem) in try calculator.settlement(request) },
      table: AnswerTable.init(settlement:language:))
  }
}
