import API
import ArgumentParser
import Insurance
import Server

/// `wenbao check`: whether a policy, and the settings with it, can be used.
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Say everything that is wrong with a folder of policy files, or that nothing is.",
    discussion: "Exit codes: 0 it can be used, 2 wrong usage, 3 it cannot.")

  @Argument(help: "The folder of policy files.")
  var folder = PolicySource.usualFolder

  @Option(help: "A settings file to check as well.")
  var config: String?

  func run() throws {
    if let config {
      let settings = try Settings(file: config)
      try settings.checkExposure(of: [.address(try settings.address())])
    }
    let policy = try PolicySource.edition(folder: folder).policy
    Output.line("\(folder): no fault; policy \(policy.id), digest \(policy.digest)")
  }
}
