import ArgumentParser

/// `wenbao health`: whether the service on this machine is well, for whoever supervises it.
struct HealthCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "health",
    abstract: "Ask the service on this machine how it is, and print its answer.",
    discussion: """
      An address is http://127.0.0.1:8080, or http://unix:/run/wenbao/wenbao.sock:/readyz for a \
      socket's path; with the path /readyz it asks whether the service takes work, else whether it \
      is alive. Exit codes: 0 well, 1 not well or not there, 2 wrong usage, 3 the settings file \
      cannot be read.
      """)

  @OptionGroup var service: ServiceOptions

  func run() throws {
    let (place, path) = try service.place()
    let question = Question(path: path ?? "/healthz")
    let answer = try service.answer(to: question, at: place)
    try Output.line(answer.text)
    guard answer.status == 200 else {
      throw Ending(code: .notWell, message: "\(place)\(question.path): answered \(answer.status)")
    }
  }
}
