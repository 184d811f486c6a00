import API
import ArgumentParser
import Insurance

/// `wenbao check`: whether settings and a policy can be used.
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Say everything that is wrong with settings and policy, or that nothing is.",
    discussion: """
      Prints the settings in force, each with where it is from, if a settings file is named: it is \
      usual, or stands in the file, or over it in the environment, as WENBAO_LISTEN_PORT for \
      listen.port. Exit codes: 0 they can be used, 2 wrong usage, 3 they cannot.
      """)

  @Argument(help: "The folder of policy files; that of the settings without it.")
  var folder: String?

  @Option(help: "The settings file.")
  var config: String?

  func run() throws {
    let ground = try Groundwork(SettingsSource(file: config), policy: folder)
    let policy = ground.edition.policy
    try Output.line(
      "\(folder ?? ground.settings.policyFolder): no fault; examples tried: "
        + "\(ground.exampleCount); policy \(policy.id), digest \(policy.digest)")
    if let config { try Output.line("\(config): no fault; in force:\n\n\(ground.settings.text)") }
  }
}
