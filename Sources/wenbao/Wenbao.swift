import ArgumentParser

/// The program: a service over HTTP, and the same calculations from the command line.
@main
struct Wenbao: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "wenbao",
    abstract: "What the Wenzhou medical-insurance rules say is owed (温州医保结算).",
    discussion: """
      Exit codes: 0 done, 1 refused input or a service that is not well, 2 wrong usage, 3 a policy \
      or settings that cannot be used, 4 the service could not start; of verify, 5 the answer \
      differs, 6 another policy or version computed it; 7 a batch broke off.
      """,
    version: Version.current,
    subcommands: [
      ServeCommand.self, SettleCommand.self, BatchCommand.self, CompareCommand.self,
      CoverCommand.self, ContributeCommand.self, MaternityCommand.self, VerifyCommand.self,
      PolicyCommand.self, CheckCommand.self, HealthCommand.self, ReloadCommand.self,
      SampleCommand.self,
      TokenCommand.self,
      DevCertificatesCommand.self,
    ])

  /// Runs the command that the arguments name; wrong usage ends with 2 rather than sysexits' 64.
  static func main() {
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch let ending as Ending {
      Output.error(ending.message)
      exit(withCode: ending.code)
    } catch {
      let code: Ending.Code = exitCode(for: error) == .success ? .done : .usage
      let message = fullMessage(for: error)
      code == .done ? Output.line(message) : Output.error(message)
      exit(withCode: code)
    }
  }

  private static func exit(withCode code: Ending.Code) -> Never {
    exit(withError: ExitCode(code.rawValue))
  }
}
