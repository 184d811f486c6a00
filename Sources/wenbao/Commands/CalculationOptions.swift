import API
import ArgumentParser
import JSON

/// What every calculating command takes, and how it runs.
struct CalculationOptions: ParsableArguments {
  @Argument(help: "The request as JSON; '-' reads stdin.")
  var file = "-"

  @Flag(help: "Print a table for people instead of JSON.")
  var table = false

  @OptionGroup var common: CommonOptions

  /// Computes the answer to the request in the file and prints it.
  ///
  /// - Throws: an `Ending` where the request is refused, once the problem is printed.
  func run<A: Answer>(
    _ compute: (inout Calculator, Span<UInt8>) throws(Problem) -> A,
    table makeTable: (A, Language) -> AnswerTable
  ) throws {
    var calculator = Calculator(PolicySlot(try PolicySource.edition(folder: common.policy)))
    let request = try Input.bytes(of: file, bytesMax: RequestLimits.bodyBytesMax)
    let language = common.language.language
    let answer: A
    do throws(Problem) {
      answer = try compute(&calculator, request.span)
    } catch {
      try Output.json(calculator.bytes(of: error, in: language))
      throw Ending(code: .refusedInput, message: "")
    }
    if table {
      try Output.line(makeTable(answer, language).text)
    } else {
      try Output.json(calculator.bytes(of: answer, in: language))
    }
  }
}
