import ArgumentParser
import Foundation
import JSON
import Sockets

/// `wenbao reload`: settings, certificates and policy of the running service loaded again.
struct ReloadCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reload",
    abstract: "Let the running service load settings, certificates and policy again.",
    discussion: """
      Waits until it is done and prints what became of it; of what has a fault, what is in force \
      stays. Where the settings name callers it needs the token of one with the scope operate. \
      Exit codes: 0 all is in force, 1 the service is not there or does not let it, 2 wrong usage, \
      3 something has faults.
      """)

  /// How long it waits for the end of a reload: a policy with ten thousand examples takes seconds.
  private static let time = Duration.seconds(60)
  /// The microseconds between two looks.
  private static let pauseMicroseconds: UInt32 = 50_000

  @OptionGroup var service: ServiceOptions

  @Option(help: "A file with the caller's token, - for stdin.")
  var tokenFile: String?

  func run() throws {
    let place = try service.place().place
    let token = try tokenFile.map(Self.token)
    let asked = Question(method: "POST", path: "/reload", token: token, content: "{}")
    let begun = try report(try service.answer(to: asked, at: place), of: place)
    let limit = MonotonicTime.current().advanced(byNanoseconds: Self.time.wholeNanoseconds)
    while MonotonicTime.current() < limit {
      let answer = try service.answer(to: Question(path: "/reload", token: token), at: place)
      if answer.status == 429 {
        // The caller's rate is low: it may ask again within a second.
        sleep(1)
        continue
      }
      let report = try report(answer, of: place)
      if report.number >= begun.number && report.result != "running" {
        return try tell(report)
      }
      usleep(Self.pauseMicroseconds)
    }
    throw Ending(code: .notWell, message: "\(place): the reload is not done within \(Self.time)")
  }

  private static func token(in file: String) throws -> String {
    let bytes = try Input.bytes(of: file, bytesMax: 4096)
    let text = String(decoding: bytes, as: UTF8.self)
    let token = text.firstMatch(of: /(?m)^(?:token: )?([A-Za-z0-9._~+\/=-]+)\s*$/)?.output.1
    guard let token else {
      throw Ending(code: .refusedInput, message: "\(file): holds no token")
    }
    return String(token)
  }

  private func report(_ answer: Question.Answer, of place: ServicePlace) throws -> Reloaded {
    guard (200...202).contains(answer.status) else {
      let detail = Reloaded.detail(answer.text).map { ": \($0)" } ?? ""
      throw Ending(code: .notWell, message: "\(place): answered \(answer.status)\(detail)")
    }
    guard let report = Reloaded(answer.text) else {
      throw Ending(code: .notWell, message: "\(place): the answer is none to a reload")
    }
    return report
  }

  private func tell(_ report: Reloaded) throws {
    for part in report.parts where part.faults.isEmpty {
      let policy = part.name == "policy" ? "; \(report.policy)" : ""
      try Output.line("\(part.name): accepted\(policy)")
    }
    if !report.waitingSettings.isEmpty {
      let names = report.waitingSettings.joined(separator: ", ")
      try Output.line("waiting for the next start: \(names)")
    }
    let refused = report.parts.filter { !$0.faults.isEmpty }
    guard refused.isEmpty else {
      let lines = refused.flatMap { part in
        part.faults + ["\(part.name): refused; what is in force stays"]
      }
      throw Ending(code: .badPolicy, message: lines.joined(separator: "\n"))
    }
  }
}

/// What a service says of a reload.
private struct Reloaded {
  let number: Int
  var result: String?
  var parts: [(name: String, faults: [String])] = []
  var waitingSettings: [String] = []
  var policy = ""

  init?(_ text: String) {
    var document = JSONDocument()
    guard let json = try? document.parse(Array(text.utf8).span),
      let number = json.member("number", of: json.root).flatMap({ json.number($0) })
    else { return nil }
    self.number = number
    result = json.member("result", of: json.root).flatMap { json.string($0) }
    json.forEachElement(of: json.member("parts", of: json.root)) { part in
      let name = json.member("part", of: part).flatMap { json.string($0) }
      parts.append((name ?? "", json.strings(json.member("faults", of: part))))
    }
    waitingSettings = json.strings(json.member("waitingSettings", of: json.root))
    if let policy = json.member("policy", of: json.root) {
      let id = json.member("id", of: policy).flatMap { json.string($0) } ?? ""
      let digest = json.member("digest", of: policy).flatMap { json.string($0) } ?? ""
      self.policy = "\(id), digest \(digest)"
    }
  }

  /// The detail of a problem.
  static func detail(_ text: String) -> String? {
    var document = JSONDocument()
    guard let json = try? document.parse(Array(text.utf8).span) else { return nil }
    return json.member("detail", of: json.root).flatMap { json.string($0) }
  }
}

extension JSONReader {
  fileprivate func number(_ node: JSONNode) -> Int? {
    let text = text(of: node)
    return Int(String(decoding: text.indices.map { text[$0] }, as: UTF8.self))
  }

  fileprivate func strings(_ array: JSONNode?) -> [String] {
    var strings: [String] = []
    forEachElement(of: array) { strings.append(string($0) ?? "") }
    return strings
  }

  fileprivate func forEachElement(of array: JSONNode?, _ body: (JSONNode) -> Void) {
    var next = array.flatMap { firstChild(of: $0) }
    while let node = next {
      body(node)
      next = nextSibling(of: node)
    }
  }
}
