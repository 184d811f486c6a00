import ArgumentParser

@main
struct Wenbao: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "wenbao")
}
