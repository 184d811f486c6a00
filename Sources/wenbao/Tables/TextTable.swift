/// A table for a terminal: columns as wide as their widest cell, Chinese counted as two.
struct TextTable {
  /// One column: its heading and on which side its cells stand.
  struct Column {
    let heading: String
    let isNumber: Bool

    static func text(_ heading: String) -> Column { Column(heading: heading, isNumber: false) }
    static func number(_ heading: String) -> Column { Column(heading: heading, isNumber: true) }
  }

  let columns: [Column]
  private(set) var rows: [[String]] = []

  init(_ columns: [Column]) { self.columns = columns }

  /// Adds a row of as many cells as there are columns.
  mutating func add(_ cells: [String]) {
    precondition(cells.count == columns.count, "a row has a cell for every column")
    rows.append(cells)
  }

  /// The headings, a rule, and the rows, one a line.
  var lines: [String] {
    let widths = columns.indices.map { column in
      ([columns[column].heading] + rows.map { $0[column] }).map(\.displayWidth).max() ?? 0
    }
    let rule = widths.map { String(repeating: "-", count: $0) }
    return ([columns.map(\.heading), rule] + rows).map { cells in
      let line = columns.indices.map { column in
        cells[column].padded(to: widths[column], rightAligned: columns[column].isNumber)
      }.joined(separator: "  ")
      return String(line.reversed().drop { $0 == " " }.reversed())
    }
  }
}
