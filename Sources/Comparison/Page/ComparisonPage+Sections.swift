import API
import Insurance

extension ComparisonPage {
  /// Who pays more and who less.
  func writePayers(into markup: inout Markup) {
    let total = report.total
    let payers = Payer.allCases.filter { total.before[$0] != .zero || total.after[$0] != .zero }
    section("payers", ReportWords.payers, into: &markup) { markup in
      writeBars(
        payers.map { (say($0.words), total.change(of: $0)) }, id: "payers-chart",
        ReportWords.payersChart, into: &markup)
      markup.table(
        caption: say(ReportWords.inYuan),
        heads: [
          .text(say(ReportWords.payer)), .number(say(ReportWords.before)),
          .number(say(ReportWords.after)), .number(say(ReportWords.change)),
        ],
        rows: payers.map { payer in
          [
            say(payer.words), total.before[payer].grouped, total.after[payer].grouped,
            total.change(of: payer).signed.withMinus,
          ]
        },
        foot: [
          say(ReportWords.allPayers), total.before.total.grouped, total.after.total.grouped,
          Money.zero.grouped,
        ])
    }
  }

  /// One way to part the lines.
  func write(_ breakdown: Breakdown, into markup: inout Markup) {
    let id = breakdown.dimension.rawValue
    section(id, breakdown.dimension.words, into: &markup) { markup in
      if breakdown.dimension == .clause {
        markup.element("p", ["class": "soft"], say(ReportWords.clauseNote))
      }
      if breakdown.dimension == .month {
        writeColumns(
          breakdown.rows.map { row in
            let change = row.tally.fundsChange
            return (say(row.key.words), max(change, .zero), max(.zero - change, .zero))
          }, id: "\(id)-chart", ReportWords.fundsChart, ReportWords.fundsKeys, into: &markup)
      } else {
        let rows = breakdown.rows.filter { $0.key != .cause(.unchanged) }
        writeBars(
          rows.map { (say($0.key.words), $0.tally.fundsChange) }, id: "\(id)-chart",
          ReportWords.fundsChart, into: &markup)
      }
      markup.table(
        caption: say(ReportWords.inYuan), heads: heads(breakdown.dimension.words),
        rows: breakdown.rows.map { [say($0.key.words)] + cells($0.tally) },
        foot: [say(ReportWords.sum)] + cells(report.total))
    }
  }

  /// Who wins and who loses, by what the care cost.
  func writeDeciles(into markup: inout Markup) {
    section("decile", ReportWords.deciles, into: &markup) { markup in
      writeColumns(
        report.deciles.map { ("\($0.number)", $0.tally.winners.money, $0.tally.losers.money) },
        id: "decile-chart", ReportWords.decilesChart, ReportWords.personKeys, into: &markup)
      let heads = [.text(say(ReportWords.decile)), .number(say(ReportWords.costs))] + columns
      markup.table(
        caption: say(ReportWords.inYuan), heads: heads,
        rows: report.deciles.map { decile in
          ["\(decile.number)", decile.costs?.lowerBound.grouped ?? ""] + cells(decile.tally)
        },
        foot: [say(ReportWords.sum), ""] + cells(report.total))
    }
  }

  /// The lines that differ most, each explained under both policies.
  func writeLargest(into markup: inout Markup) {
    section("largest", ReportWords.largest, into: &markup) { markup in
      for difference in report.largest { write(difference, into: &markup) }
    }
  }

  private func write(_ difference: LargestDifference, into markup: inout Markup) {
    let line = difference.line
    markup.element("div", ["class": "difference"]) { markup in
      let place = [Breakdown.Key.scheme(line.scheme), .kind(line.kind), .place(line.place)]
      markup.element(
        "h3",
        "\(say(ReportWords.line)) \(difference.number)\(ReportWords.colon(language))"
          + "\(say(ReportWords.personal)) \(line.personalChange.signed.withMinus)")
      markup.element(
        "p", ["class": "soft"],
        (place + [.month(line.month)]).map { say($0.words) }.joined(separator: " · "))
      markup.table(
        groups: [
          ("", 1), (say(ReportWords.before), 3), (say(ReportWords.after), 3), ("", 1),
        ],
        heads: [.text(say(ReportWords.step))] + amounts + amounts
          + [.text(say(ReportWords.clause))],
        rows: difference.steps.map { step in
          [say(step.rule.words)] + cells(step.before) + cells(step.after)
            + [step.citations.words[language]]
        },
        marked: difference.steps.map(\.differs))
    }
  }

  private var amounts: [Markup.Head] {
    [ReportWords.base, ReportWords.rate, ReportWords.amount].map { .number(say($0)) }
  }

  private func cells(_ step: ExplainedStep?) -> [String] {
    [
      step?.base?.grouped ?? "", step?.rate?.percentText ?? "", step?.amount.grouped ?? "–",
    ]
  }

  private var columns: [Markup.Head] {
    [
      ReportWords.lines, ReportWords.changed, ReportWords.charged, ReportWords.fundsMore,
      ReportWords.winners, ReportWords.winnersMoney, ReportWords.losers, ReportWords.losersMoney,
    ].map { .number(say($0)) }
  }

  private func heads(_ first: Words) -> [Markup.Head] { [.text(say(first))] + columns }

  private func cells(_ tally: Tally) -> [String] {
    [
      tally.lines.grouped, tally.changedLines.grouped, tally.total.grouped,
      tally.fundsChange.signed.withMinus, tally.winners.lines.grouped,
      tally.winners.money.grouped, tally.losers.lines.grouped, tally.losers.money.grouped,
    ]
  }

  private func writeBars(
    _ bars: [(name: String, amount: Money)], id: String, _ title: Words,
    into markup: inout Markup
  ) {
    let shown = bars.filter { !$0.amount.isZero }
    markup.element("figure", ["tabindex": "0"]) { markup in
      markup.element("figcaption", say(title))
      guard !shown.isEmpty else { return }
      BarChart(bars: shown, title: say(title), id: id, language: language).write(into: &markup)
    }
  }

  private func writeColumns(
    _ columns: [(name: String, more: Money, less: Money)], id: String, _ title: Words,
    _ keys: (more: Words, less: Words), into markup: inout Markup
  ) {
    markup.element("figure", ["tabindex": "0"]) { markup in
      markup.element("figcaption") { markup in
        markup.write(say(title) + " ")
        markup.element("span", ["class": "key more"], "")
        markup.write(say(keys.more) + " ")
        markup.element("span", ["class": "key less"], "")
        markup.write(say(keys.less))
      }
      ColumnChart(columns: columns, title: say(title), id: id, language: language)
        .write(into: &markup)
    }
  }
}
