import API
import Comparison
import Insurance

/// A report as pages of tables for a terminal.
struct ComparisonTable {
  private let report: ComparisonReport
  private let language: Language

  init(_ report: ComparisonReport, language: Language) {
    self.report = report
    self.language = language
  }

  /// All tables, each under its title.
  var text: String {
    var lines =
      [say(ReportWords.title), ""] + policies.lines + ["", say(ReportWords.summary(report))]
    func add(_ title: Words, _ table: [String]) { lines += ["", say(title), ""] + table }
    if report.total.changedLines > 0 {
      add(ReportWords.payers, payers.lines)
      for breakdown in report.breakdowns { add(breakdown.dimension.words, table(breakdown).lines) }
      add(ReportWords.deciles, deciles.lines)
      for difference in report.largest { add(title(of: difference), table(difference).lines) }
    }
    if report.faulty.count > 0 { add(ReportWords.faulty, faulty) }
    return lines.joined(separator: "\n")
  }

  private func say(_ words: Words) -> String { words[language] }

  private var policies: TextTable {
    var table = TextTable(
      [
        ReportWords.policy, ReportWords.digest, ReportWords.termsOf, ReportWords.changes,
      ].map { .text(say($0)) })
    for policy in [report.before, report.after] {
      table.add([
        "\(policy.id) (\(policy.folder))", String(policy.digest.prefix(12)),
        policy.day.map { "\($0)" } ?? say(ReportWords.termsOfOwnDay),
        policy.changes.isEmpty ? say(ReportWords.none) : policy.changes.joined(separator: ", "),
      ])
    }
    return table
  }

  private var payers: TextTable {
    var table = TextTable([
      .text(say(ReportWords.payer)), .number(say(ReportWords.before)),
      .number(say(ReportWords.after)), .number(say(ReportWords.change)),
    ])
    let total = report.total
    for payer in Payer.allCases {
      table.add([
        say(payer.words), total.before[payer].grouped, total.after[payer].grouped,
        total.change(of: payer).signed,
      ])
    }
    table.add([say(ReportWords.allPayers), total.total.grouped, total.after.total.grouped, "0.00"])
    return table
  }

  private var columns: [TextTable.Column] {
    [
      ReportWords.lines, ReportWords.changed, ReportWords.charged, ReportWords.fundsMore,
      ReportWords.winners, ReportWords.winnersMoney, ReportWords.losers, ReportWords.losersMoney,
    ].map { .number(say($0)) }
  }

  private func cells(_ tally: Tally) -> [String] {
    [
      tally.lines.grouped, tally.changedLines.grouped, tally.total.grouped,
      tally.fundsChange.signed, tally.winners.lines.grouped, tally.winners.money.grouped,
      tally.losers.lines.grouped, tally.losers.money.grouped,
    ]
  }

  private func table(_ breakdown: Breakdown) -> TextTable {
    var table = TextTable([.text(say(breakdown.dimension.words))] + columns)
    for row in breakdown.rows { table.add([say(row.key.words)] + cells(row.tally)) }
    table.add([say(ReportWords.sum)] + cells(report.total))
    return table
  }

  private var deciles: TextTable {
    var table = TextTable(
      [.text(say(ReportWords.decile)), .number(say(ReportWords.costs))] + columns)
    for decile in report.deciles {
      let from = decile.costs?.lowerBound.grouped ?? ""
      table.add(["\(decile.number)", from] + cells(decile.tally))
    }
    table.add([say(ReportWords.sum), ""] + cells(report.total))
    return table
  }

  private func title(of difference: LargestDifference) -> Words {
    let change = difference.line.personalChange.signed
    func title(_ language: Language) -> String {
      "\(ReportWords.line[language]) \(difference.number)\(ReportWords.colon(language))"
        + "\(ReportWords.personal[language]) \(change)"
    }
    return Words(chinese: title(.chinese), english: title(.english))
  }

  private func table(_ difference: LargestDifference) -> TextTable {
    var table = TextTable([
      .text(say(ReportWords.step)), .number(say(ReportWords.base)),
      .number(say(ReportWords.rate)), .number(say(ReportWords.before)),
      .number(say(ReportWords.base)), .number(say(ReportWords.rate)),
      .number(say(ReportWords.after)), .text(say(ReportWords.clause)),
    ])
    for step in difference.steps {
      table.add(
        [say(step.rule.words)] + cells(step.before) + cells(step.after)
          + [step.citations.words[language]])
    }
    return table
  }

  private func cells(_ step: ExplainedStep?) -> [String] {
    [step?.base?.grouped ?? "", step?.rate?.percentText ?? "", step?.amount.grouped ?? ""]
  }

  private var faulty: [String] {
    let faulty = report.faulty
    let numbers = faulty.numbers.map { "\($0)" }.joined(separator: ", ")
    var lines = [
      say(ReportWords.refused(faulty)),
      say(ReportWords.faultyNumbers) + ReportWords.colon(language) + numbers,
    ]
    if faulty.numbers.count < faulty.count {
      lines.append(say(ReportWords.firstOf(faulty.numbers.count, faulty.count)))
    }
    return lines
  }
}
