import Foundation
import Insurance
import TestPolicies
import Testing

/// `docs/clauses.md` against the instruments, the code and the policy.
@Suite struct `the clause map` {
  private let map: ClauseMap

  init() throws { map = try ClauseMap() }

  @Test func `has a heading for every section and a row for every clause, in order`() throws {
    let places = try places()
    let sections = places.filter { !$0.clause.contains("（") && $0.clause != "施行" }
    let onlyHeadings = sections.filter { section in
      places.contains {
        $0.instrument == section.instrument && $0.clause.hasPrefix("\(section.clause)（")
      }
    }
    #expect(
      map.rows.map(\.clause.words) == places.filter { !onlyHeadings.contains($0) }.map(\.words))
    #expect(map.sections.map(\.words) == sections.map(\.words))
  }

  @Test(.enabled(if: instruments != nil))
  func `knows the clauses as the instruments print them`() throws {
    let folder = try #require(instruments)
    var printed: [String] = []
    for (instrument, file) in [
      (Instrument.measures, "wenzhou-2022-86.txt"), (.opinions, "wenzhou-2024-6.txt"),
    ] {
      let text = try String(contentsOfFile: folder + file, encoding: .utf8)
      let places = InstrumentText(text.components(separatedBy: "\n")).places
      printed += places.map { "\(instrument.rawValue) \($0)" }
    }
    #expect(printed == (try places().map(\.words)))
  }

  @Test func `has every clause that the policy cites`() throws {
    let policy = try TestPolicies.shipped()
    let cited =
      policy.register.parameters.flatMap { parameter in
        parameter.values.map { (parameter.name, $0.citation) }
      }
      + policy.readings.flatMap { entry in entry.citations.map { (entry.reading.name, $0) } }
      + policy.layers.map { ($0.layer.rawValue, $0.citation) }
    #expect(cited.filter { map[$0.1] == nil }.map { "\($0.0): \($0.1.clause)" } == [])
  }

  @Test func `has every clause that the formulas cite`() {
    #expect(Clause.allCases.filter { map[Citation($0)] == nil } == [])
  }

  @Test func `has every clause that code and policy cite in words`() throws {
    var unknown: [String] = []
    var count = 0
    let files =
      try Repository.files(in: "Sources", ".swift") + Repository.files(in: "Config", ".yaml")
    for file in files {
      for (number, line) in try Repository.lines(of: file).enumerated() {
        let cited = CitedClauses(in: line).all
        count += cited.count
        unknown += cited.filter { !map.has($0) }.map { "\(file):\(number + 1): \($0.clause)" }
      }
    }
    #expect(unknown == [])
    #expect(count > 200, "the citations are recognised")
  }

  @Test func `says where each clause lives and what tests it, or why it computes nothing`() {
    let faults = map.faults { row in
      (row.places.isEmpty && row.omission.isEmpty ? ["neither place nor reason"] : [])
        + (row.places.isEmpty != row.tests.isEmpty ? ["a place without test, or the reverse"] : [])
        + (row.summary.contains(" · ") ? [] : ["not in both languages"])
    }
    #expect(faults == [])
  }

  @Test func `names types and members that exist`() throws {
    let declarations = try Declarations()
    #expect(map.faults { row in row.types.filter { !declarations.declare($0) } } == [])
  }

  @Test func `names tests that exist, each of which is the only one of its name`() throws {
    let sentences = try Sentences()
    #expect(map.faults { row in row.tests.filter { !sentences.name($0) } } == [])
  }

  @Test func `names parameters, layers and readings that exist`() throws {
    let known = try figures().map(\.name) + formulas()
    let faults = map.faults { row in
      row.figures.filter { figure in
        !known.contains { $0 == figure || ($0.hasPrefix(figure.dropLast()) && figure.last == "*") }
      }
    }
    #expect(faults == [])
  }

  @Test func `names every parameter, layer and reading in the row of each clause it cites`() throws
  {
    let missing = try figures().filter { figure in
      !figure.citations.allSatisfy { map[$0]?.names(figure.name) == true }
    }
    #expect(missing.map(\.name) == [])
  }

  /// Every clause of the instruments.
  private func places() throws -> [Citation] {
    try Repository.lines(of: "Tests/Fixtures/clauses.txt").filter { !$0.isEmpty }.map { line in
      let words = line.split(separator: " ")
      return Citation(instrument: String(words[0]), clause: String(words[1]))
    }
  }

  /// What the policy holds, as the map names it, with the clauses it cites.
  private func figures() throws -> [(name: String, citations: [Citation])] {
    let policy = try TestPolicies.shipped()
    return policy.register.parameters.map { ($0.name, $0.values.map(\.citation)) }
      + policy.layers.map { ("layers.\($0.layer.rawValue)", [$0.citation]) }
      + policy.readings.map { ("readings.\($0.reading.name)", $0.citations) }
  }

  /// The parameters that a deployment may set beside those the policy holds.
  private func formulas() throws -> [String] {
    try Repository.files(in: "Sources/Insurance/Policy", ".swift").flatMap { file in
      try Repository.lines(of: file).flatMap { line in
        line.matches(of: /figures\.optional\w+\("([\w.]+)"/).map { String($0.1) }
      }
    }
  }
}

extension Citation {
  /// The clause as the fixture writes it.
  fileprivate var words: String { "\(instrument) \(clause)" }
}

/// Where the instruments' texts stand beside the repository, or beside the folder it is in.
private let instruments =
  ["../shared/instruments/", "../../shared/instruments/"].map { TestPolicies.root + $0 }
  .first { FileManager.default.fileExists(atPath: $0) }
