import Insurance

extension ComparisonReport {
  /// The report as comma-separated values (RFC 4180), one row for each part of the lines.
  ///
  /// Every row has the same columns: `section` and `key` say which lines it stands for, the others
  /// what they come to. Sections are `total`, the dimensions, `decile`, `largest` and `faulty`, the
  /// keys of the last two line numbers. Amounts are yuan with two decimals.
  public var csv: String {
    var rows = [CSVRow.headings, CSVRow("total", "all", total).cells]
    for breakdown in breakdowns {
      for row in breakdown.rows {
        rows.append(CSVRow(breakdown.dimension.rawValue, row.key.name, row.tally).cells)
      }
    }
    for decile in deciles {
      rows.append(CSVRow("decile", "\(decile.number)", decile.tally, costs: decile.costs).cells)
    }
    for difference in largest {
      var tally = Tally()
      tally.add(difference.line)
      rows.append(CSVRow("largest", "\(difference.number)", tally).cells)
    }
    for number in faulty.numbers { rows.append(CSVRow("faulty", "\(number)", nil).cells) }
    return rows.map { $0.map(CSVRow.field).joined(separator: ",") + "\r\n" }.joined()
  }
}

/// One row of comma-separated values.
private struct CSVRow {
  let section: String
  let key: String
  let tally: Tally?
  let costs: Range<Money>?

  init(_ section: String, _ key: String, _ tally: Tally?, costs: Range<Money>? = nil) {
    self.section = section
    self.key = key
    self.tally = tally
    self.costs = costs
  }

  /// The names of the columns.
  static var headings: [String] {
    ["section", "key", "costsFrom", "costsBelow", "lines", "changed", "charged"]
      + Payer.allCases.flatMap { ["\($0)Before", "\($0)After"] }
      + ["winners", "winnersMoney", "losers", "losersMoney"]
  }

  /// The values of the columns.
  var cells: [String] {
    let place = [section, key, costs?.lowerBound.plain ?? "", costs?.upperBound.plain ?? ""]
    guard let tally else {
      return place + Array(repeating: "", count: CSVRow.headings.count - place.count)
    }
    return place + ["\(tally.lines)", "\(tally.changedLines)", tally.total.plain]
      + Payer.allCases.flatMap { [tally.before[$0].plain, tally.after[$0].plain] }
      + [
        "\(tally.winners.lines)", tally.winners.money.plain, "\(tally.losers.lines)",
        tally.losers.money.plain,
      ]
  }

  /// A field, in quotation marks where it must be.
  static func field(_ text: String) -> String {
    let mustBeQuoted = text.unicodeScalars.contains { [",", "\"", "\r", "\n"].contains($0) }
    return mustBeQuoted
      ? "\""
        + text.split(separator: "\"", omittingEmptySubsequences: false)
        .joined(separator: "\"\"") + "\"" : text
  }
}
