import ArgumentParser

/// `wenbao health`: whether the service on this machine is well, for whoever supervises it.
struct HealthCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "health",
    abstract: "Ask the service on this machine how it is, and print its answer.",
    discussion: """
      A socket's path is written http://unix:/run/wenbao/wenbao.sock:/readyz.
      Exit codes: 0 well, 1 not well or not there, 2 wrong usage.
      """)

  @Argument(help: "Where to ask: /healthz, or /readyz for whether it takes work.")
  var url = "http://127.0.0.1:8080/healthz"

  func validate() throws {
    do {
      _ = try HealthProbe(url: url)
    } catch {
      throw ValidationError("\(error)")
    }
  }

  func run() throws {
    let answer: HealthProbe.Answer
    do {
      answer = try HealthProbe(url: url).ask()
    } catch {
      throw Ending(code: .notWell, message: "\(url): \(error)")
    }
    Output.line(answer.text)
    guard answer.status == 200 else {
      throw Ending(code: .notWell, message: "\(url): answered \(answer.status)")
    }
  }
}
