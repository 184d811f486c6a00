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
      differs, 6 another policy or version computed it; 7 lines that cannot be read on, or \
      answers that cannot be written.
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
      exit(ending)
    } catch {
      let message = fullMessage(for: error)
      guard exitCode(for: error) == .success else { exit(Ending(code: .usage, message: message)) }
      do throws(Ending) {
        try Output.line(message)
      } catch {
        exit(error)
      }
    }
  }

  private static func exit(_ ending: Ending) -> Never {
    Output.error(ending.message)
    exit(withError: ExitCode(ending.code.rawValue))
  }
}
