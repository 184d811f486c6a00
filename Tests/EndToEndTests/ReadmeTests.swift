import Foundation
import TestPolicies
import Testing

extension EndToEndTests {
  /// README.md does what it says.
  @Suite struct ReadmeTests {
    @Test func `every command of README that shows an answer gives exactly that answer`() throws {
      let readme = try String(contentsOfFile: TestPolicies.root + "README.md", encoding: .utf8)
      let trials = Trial.all(in: readme)
      #expect(trials.count == 9)
      let otherPort = try freePort()
      let securePort = try freePort(after: otherPort)
      try withServer { server in
        let folder = try TemporaryFolder([String: String]())
        let places = [
          "http://127.0.0.1:8080": "http://\(server.address)",
          ".build/release/wenbao": Program.executable,
          "/tmp/wenbao-policy": "\(folder.path)/policy",
          "/tmp/wenbao-callers": "\(folder.path)/callers",
          "/tmp/wenbao-request": "\(folder.path)/request",
          "/tmp/wenbao-answer": "\(folder.path)/answer",
          "/tmp/wenbao-token": "\(folder.path)/token", "/tmp/wenbao-log": "\(folder.path)/log",
          "/tmp/wenbao-tls": "\(folder.path)/tls", "8443": "\(securePort)",
          "port: 8081": "port: \(otherPort)", "127.0.0.1:8081": "127.0.0.1:\(otherPort)",
        ]
        for trial in trials {
          let command = trial.command.replacing(places)
          let outcome = try Program.run("/bin/sh", ["-c", command])
          let expected = trial.answer.replacing(places)
          let answer = withoutDigest(outcome.output + outcome.errors)
          if trial.isJSON {
            #expect(answer.withoutLayout == expected.withoutLayout)
          } else {
            #expect(answer == expected)
          }
        }
      }
    }
  }
}

/// A command of a document and the answer shown below it.
private struct Trial {
  let command: String
  let answer: String
  let isJSON: Bool

  /// The fenced blocks after each mark, and those that follow them.
  static func all(in document: String) -> [Trial] {
    document.components(separatedBy: "<!-- tried -->\n").dropFirst().compactMap { text in
      let blocks = text.matches(of: /(?ms)^```(\w+)\n(.*?)^```$/)
      guard blocks.count >= 2 else { return nil }
      return Trial(
        command: String(blocks[0].output.2), answer: String(blocks[1].output.2),
        isJSON: blocks[1].output.1 == "json")
    }
  }
}

extension String {
  /// The text with each place written as another.
  fileprivate func replacing(_ places: [String: String]) -> String {
    places.reduce(self) { $0.replacing($1.key, with: $1.value) }
  }

  /// A JSON text without the white space between its values.
  fileprivate var withoutLayout: String {
    var isInString = false
    return filter { character in
      if character == "\"" { isInString.toggle() }
      return isInString || !character.isWhitespace
    }
  }
}
