import API
import ArgumentParser
import JSON

/// `wenbao settle`: one settlement from a file or stdin.
struct SettleCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "settle",
    abstract: "Settle one request and print who pays what.",
    discussion: "Exit codes: 0 settled, 1 refused input, 2 wrong usage, 3 bad policy.")

  @Argument(help: "The request as JSON; '-' reads stdin.")
  var file = "-"

  @Flag(help: "Print a table for people instead of JSON.")
  var table = false

  @OptionGroup var common: CommonOptions

  func run() throws {
    var calculator = Calculator(PolicySlot(try PolicySource.edition(folder: common.policy)))
    let request = try Input.bytes(of: file, bytesMax: RequestLimits.bodyBytesMax)
    do throws(Problem) {
      let answer = try calculator.settlement(request.span)
      if table {
        Output.line(SettlementTable(answer, language: common.language.language).text)
      } else {
        Output.bytes(indented(calculator.bytes(of: answer, in: common.language.language)))
      }
    } catch {
      Output.bytes(indented(calculator.bytes(of: error, in: common.language.language)))
      throw Ending(code: .refusedInput, message: "")
    }
  }

  /// JSON laid out for people.
  private func indented(_ json: [UInt8]) -> [UInt8] {
    var document = JSONDocument()
    guard let reader = try? document.parse(json.span) else { return json }
    return reader.indented() + [UInt8(ascii: "\n")]
  }
}
