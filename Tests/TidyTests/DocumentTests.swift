import HTTP
import Insurance
import JSON
import Server
import Testing

@testable import API

/// The documents say what is so.
@Suite struct DocumentTests {
  @Test func `every document has one title, at its top`() {
    for document in Repository.documents {
      let titles = lines(outsideFencesOf: document).filter { $0.hasPrefix("# ") }
      #expect(titles.count == 1 && document.text.hasPrefix("# "), "\(document.path)")
    }
  }

  @Test func `every file and folder that a document names is there`() {
    for document in Repository.documents {
      let folder = document.path.split(separator: "/").dropLast().joined(separator: "/")
      let prefix = folder.isEmpty ? "" : folder + "/"
      for match in document.text.matches(of: /\]\(([^)#:]+)\)/) {
        #expect(Repository.contains(prefix + match.output.1), "\(document.path): \(match.output.1)")
      }
      for match in document.text.matches(of: /`((?:Sources|Tests|Config|\.ci)\/[^`*\s]+)`/) {
        #expect(Repository.contains(String(match.output.1)), "\(document.path): \(match.output.1)")
      }
    }
  }

  @Test func `every test that SECURITY names is there`() {
    let text = Repository.text("SECURITY.md").split(whereSeparator: \.isWhitespace)
      .joined(separator: " ")
    var count = 0
    for threat in text.matches(of: /`(Tests\/[^`]+\.swift)`: ((?:\*[^*]+\*(?:, )?)+)/) {
      let file = Repository.text(String(threat.output.1))
      for name in threat.output.2.matches(of: /\*([^*]+)\*/) {
        count += 1
        #expect(file.contains("@Test func `\(name.output.1)`"), "\(name.output.1)")
      }
    }
    #expect(count >= 25)
  }

  @Test func `README has the limits of the code`() {
    let readme = Repository.text("README.md")
    let marked = readme.firstMatch(of: /(?s)<!-- limits -->\n(.*?)<!-- end of limits -->/)
    let rows = (marked?.output.1 ?? "").split(separator: "\n").dropFirst(2).map { row in
      row.split(separator: "|").prefix(2).map { $0.trimmingSpaces }.joined(separator: ": ")
    }
    #expect(rows == limits)
  }

  /// The limits that a client can meet, in the order of README.md.
  private var limits: [String] {
    let http = Limits.standard
    let server = ServerLimits()
    return [
      "request line: \(http.requestLineBytesMax) octets",
      "field lines of a head: \(http.fieldLinesMax)",
      "field lines together: \(http.fieldSectionBytesMax) octets",
      "content: \(RequestLimits.bodyBytesMax) octets",
      "content of a batch: \(RequestLimits.batchBytesMax) octets",
      "line of a batch: \(RequestLimits.bodyBytesMax) octets",
      "chunk extensions of a chunk: \(http.chunkExtensionBytesMax) octets",
      "trailer section: \(http.trailerBytesMax) octets",
      "arrays and objects open at once: \(JSONLimits.standard.depthMax)",
      "lines of a bill: \(RequestLimits.feeItemsMax)",
      "employees of a contribution: \(RequestMember.employeesMax)",
      "faults that an answer names: \(RequestDecoder.faultsMax)",
      "characters of a `requestId`: \(RequestLimits.requestIDCharactersMax)",
      "octets of a token: \(CallerLimits.tokenBytesMax)",
      "octets of an `X-Request-Id`: \(RequestIdentity.idBytesMax)",
      "requests on a connection: \(http.requestsPerConnectionMax)",
      "connections: \(server.connectionsMax)",
      "connections of one origin: \(server.connectionsPerOriginMax)",
      "time for a TLS handshake: \(server.handshakeTime.components.seconds) s",
      "time for a head: \(server.headTime.components.seconds) s",
      "time for a body, more as it moves: \(server.bodyTime.components.seconds) s",
      "time between requests: \(server.idleTime.components.seconds) s",
      "time while an answer is not taken: \(server.writeStallTime.components.seconds) s",
    ]
  }

  @Test func `the program, the change log and the contract have one version`() throws {
    let program = Repository.text("Sources/wenbao/Version.swift")
    let changes = Repository.text("CHANGELOG.md")
    let version = try #require(program.firstMatch(of: /current = "([0-9.]+)"/)?.output.1)
    #expect(changes.firstMatch(of: /(?m)^## ([0-9.]+)/)?.output.1 == version)
    let contract = Repository.text("openapi.yaml")
    if !contract.isEmpty {
      #expect(contract.firstMatch(of: /(?m)^  version: ["']?([0-9.]+)/)?.output.1 == version)
    }
  }

  @Test func `the glossary has each term once, as the code has it`() {
    let architecture = Repository.text("ARCHITECTURE.md")
    let rules = Repository.swiftFiles.filter { $0.path.hasPrefix("Sources/Insurance/") }
      .map(\.text).joined()
    let glossary = architecture.split(separator: "## Glossary").last ?? ""
    let rows = glossary.matches(of: /(?m)^\| (.+) \| (.+) \| `(.+)` \|$/)
    #expect(rows.count > 50)
    #expect(Set(rows.map(\.output.1)).count == rows.count, "a Chinese term stands twice")
    #expect(Set(rows.map(\.output.2)).count == rows.count, "an English term stands twice")
    for row in rows {
      let words = rules.ranges(of: row.output.3).lazy.filter { isWord($0, in: rules) }
      #expect(words.first != nil, "\(row.output.3)")
    }
  }

  private func isWord(_ range: Range<String.Index>, in text: String) -> Bool {
    let before =
      range.lowerBound == text.startIndex ? nil : text[text.index(before: range.lowerBound)]
    let after = range.upperBound == text.endIndex ? nil : text[range.upperBound]
    return [before, after].allSatisfy { $0?.isLetter != true }
  }

  private func lines(outsideFencesOf file: Repository.File) -> [Substring] {
    var isFenced = false
    return file.lines.filter { line in
      if line.hasPrefix("```") { isFenced.toggle() }
      return !isFenced
    }
  }
}

extension Substring {
  fileprivate var trimmingSpaces: String {
    String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}
