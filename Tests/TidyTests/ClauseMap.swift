import Foundation
import Insurance
import TestPolicies

/// `docs/clauses.md` as its tests read it.
struct ClauseMap {
  /// One row: a clause and what the service makes of it.
  struct Row {
    /// The clause.
    let clause: Citation
    /// What it says.
    let summary: String
    /// The names of types, members, parameters, layers and readings.
    let places: [String]
    /// The sentences of its tests.
    let tests: [String]
    /// What is not computed, and why.
    let omission: String
  }

  /// The rows, in the order of the page.
  let rows: [Row]
  /// The sections that have a heading.
  let sections: [Citation]

  /// Reads the page: `## A number` opens an instrument, `### 三、…` a section, five cells are a row.
  init() throws {
    var (rows, sections): ([Row], [Citation]) = ([], [])
    var instrument = ""
    for line in try Repository.lines(of: "docs/clauses.md") {
      if line.hasPrefix("## A ") || line.hasPrefix("## B ") {
        instrument = String(line.dropFirst(5))
      } else if line.hasPrefix("### ") {
        let section = line.dropFirst(4).prefix { $0 != "、" }
        sections.append(Citation(instrument: instrument, clause: String(section)))
      } else if let row = Row(line, of: instrument) {
        rows.append(row)
      }
    }
    self.rows = rows
    self.sections = sections
  }

  /// The row of a clause.
  subscript(clause: Citation) -> Row? { rows.first { $0.clause == clause } }

  /// Whether a clause has a row, or a heading where it is a section.
  func has(_ clause: Citation) -> Bool {
    self[clause] != nil || sections.contains(clause)
  }

  /// What `check` says is wrong, each with the clause of its row.
  func faults(_ check: (Row) -> [String]) -> [String] {
    rows.flatMap { row in check(row).map { "\(row.clause.clause): \($0)" } }
  }
}

extension ClauseMap.Row {
  /// The row on a line; nil for the head of a table and for everything else.
  fileprivate init?(_ line: String, of instrument: String) {
    let cells = line.split(separator: "|", omittingEmptySubsequences: false)
      .map { $0.trimmingCharacters(in: .whitespaces) }
    guard cells.count == 7, !cells[1].hasPrefix("条"), !cells[1].hasPrefix("-") else { return nil }
    clause = Citation(instrument: instrument, clause: cells[1])
    summary = cells[2]
    places = ClauseMap.Row.names(in: cells[3])
    tests = ClauseMap.Row.names(in: cells[4])
    omission = cells[5]
  }

  /// What stands between backticks.
  private static func names(in cell: String) -> [String] {
    cell.split(separator: "`", omittingEmptySubsequences: false).enumerated()
      .filter { !$0.offset.isMultiple(of: 2) }.map { String($0.element) }
  }

  /// The types and members among the places.
  var types: [String] { places.filter { $0.first?.isUppercase == true } }

  /// The parameters, layers and readings among the places.
  var figures: [String] { places.filter { $0.first?.isUppercase == false } }

  /// Whether the row names a figure, by its name or by a beginning with `.*`.
  func names(_ figure: String) -> Bool {
    figures.contains {
      $0 == figure || ($0.hasSuffix(".*") && figure.hasPrefix($0.dropLast()))
    }
  }
}
