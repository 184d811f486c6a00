import API
import ArgumentParser
import JSON

/// `wenbao verify`: whether an answer is what its request comes to.
struct VerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Settle a request again and say whether an answer to it is right.",
    discussion: """
      Compares every member, to the fen, and every digest of a receipt (options.receipt).
      Exit codes: 0 it agrees, 1 a file is refused, 2 wrong usage, 3 bad policy, 5 it differs, \
      6 another policy or version computed it, under which alone it can be checked.
      """)

  @Argument(help: "The settlement request as JSON; '-' reads stdin.")
  var request: String

  @Argument(help: "Its answer, in either language, however it is laid out; '-' reads stdin.")
  var answer: String

  @Flag(help: "Print lines for people instead of JSON.")
  var table = false

  @OptionGroup var common: CommonOptions

  func validate() throws {
    if request == "-" && answer == "-" {
      throw ValidationError("only one of REQUEST and ANSWER can be stdin")
    }
  }

  func run() throws {
    var calculator = Calculator(PolicySlot(try PolicySource.edition(folder: common.policy)))
    let request = try Input.bytes(of: request, bytesMax: RequestLimits.bodyBytesMax)
    let answer = try Input.bytes(of: answer, bytesMax: RequestLimits.bodyBytesMax)
    let language = common.language.language
    let verification: Verification
    do throws(Calculator.NotVerifiable) {
      verification = try calculator.verify(answer.span, to: request.span)
    } catch {
      let (file, problem) =
        switch error {
        case .request(let problem): (self.request, problem)
        case .answer(let problem): (self.answer, problem)
        }
      try Output.json(calculator.bytes(of: problem, in: language))
      throw Ending(code: .refusedInput, message: "\(file): refused")
    }
    if table {
      try Output.line(VerificationTable(verification, language: language).text)
    } else {
      var json = JSONWriter()
      verification.write(into: &json)
      try Output.json(json.bytes)
    }
    if let code = verification.verdict.endingCode { throw Ending(code: code, message: "") }
  }
}

extension Verification.Verdict {
  /// The exit code; nil where the answer agrees.
  fileprivate var endingCode: Ending.Code? {
    switch self {
    case .agrees: nil
    case .differs: .differs
    case .otherPolicy, .otherEngine: .notVerifiable
    }
  }
}
