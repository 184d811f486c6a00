public import API
import Insurance

/// A report as one page of HTML that needs nothing but itself.
public struct ComparisonPage {
  let report: ComparisonReport
  let language: Language

  /// A page of a report.
  public init(_ report: ComparisonReport, in language: Language) {
    self.report = report
    self.language = language
  }

  /// The whole document.
  ///
  /// Its content security policy forbids it to fetch anything or to run a script.
  public var text: String {
    var markup = Markup()
    markup.raw("<!DOCTYPE html>\n")
    let code = language == .chinese ? "zh-Hans" : "en"
    markup.element("html", ["lang": code]) { markup in
      markup.lineEnd()
      markup.element("head") { writeHead(into: &$0) }
      markup.lineEnd()
      markup.element("body") { markup in
        markup.element("header") { writeHeader(into: &$0) }
        markup.element("main") { writeMain(into: &$0) }
      }
      markup.lineEnd()
    }
    markup.lineEnd()
    return markup.text
  }

  /// Words in the language of the page.
  func say(_ words: Words) -> String { words[language] }

  private func writeHead(into markup: inout Markup) {
    markup.empty("meta", ["charset": "utf-8"])
    markup.empty(
      "meta",
      [
        "http-equiv": "Content-Security-Policy",
        "content": "default-src 'none'; style-src 'unsafe-inline'",
      ])
    markup.empty("meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"])
    markup.empty("meta", ["name": "color-scheme", "content": "light dark"])
    markup.empty("meta", ["name": "generator", "content": "wenbao compare"])
    markup.element("title", say(ReportWords.title))
    markup.element("style") { $0.raw(Stylesheet.text) }
  }

  private func writeHeader(into markup: inout Markup) {
    markup.element("h1", say(ReportWords.title))
    markup.element("p", ["class": "lead"], say(ReportWords.summary(report)))
    writePolicies(into: &markup)
    writeTiles(into: &markup)
  }

  private func writePolicies(into markup: inout Markup) {
    let sides = [(ReportWords.before, report.before), (ReportWords.after, report.after)]
    markup.table(
      heads: [
        .text(""), .text(say(ReportWords.policy)), .text(say(ReportWords.termsOf)),
        .text(say(ReportWords.changes)), .text(say(ReportWords.digest)),
      ],
      rows: sides.map { name, policy in
        let day = policy.day.map { "\($0)" } ?? say(ReportWords.termsOfOwnDay)
        let changes =
          policy.changes.isEmpty ? say(ReportWords.none) : policy.changes.joined(separator: ", ")
        return [
          say(name), "\(policy.id) (\(policy.folder))", day, changes,
          String(policy.digest.prefix(12)),
        ]
      })
  }

  private func writeTiles(into markup: inout Markup) {
    let total = report.total
    let changed = ReportWords.share(total.changedLines, of: total.lines)
    let tiles = [
      (ReportWords.linesSettled, total.lines.grouped, "\(say(ReportWords.changed)) \(changed)"),
      (
        total.fundsChange < .zero ? ReportWords.fundsLess : ReportWords.fundsMore,
        max(total.fundsChange, .zero - total.fundsChange).grouped, say(ReportWords.yuan)
      ),
      (
        ReportWords.winners, total.winners.lines.grouped,
        "\(say(ReportWords.winnersMoney)) \(total.winners.money.grouped)"
      ),
      (
        ReportWords.losers, total.losers.lines.grouped,
        "\(say(ReportWords.losersMoney)) \(total.losers.money.grouped)"
      ),
    ]
    markup.element("ul", ["class": "tiles"]) { markup in
      for (name, value, note) in tiles {
        markup.element("li") { markup in
          markup.element("span", ["class": "name"], say(name))
          markup.element("span", ["class": "value"], value)
          markup.element("span", ["class": "note"], note)
        }
      }
    }
  }

  private func writeMain(into markup: inout Markup) {
    if report.total.changedLines > 0 {
      writePayers(into: &markup)
      for breakdown in report.breakdowns { write(breakdown, into: &markup) }
      writeDeciles(into: &markup)
      writeLargest(into: &markup)
    }
    writeFaulty(into: &markup)
    writeMethod(into: &markup)
  }

  /// A part of the page with its heading.
  func section(
    _ id: String, _ title: Words, into markup: inout Markup, _ body: (inout Markup) -> Void
  ) {
    markup.lineEnd()
    markup.element("section", ["aria-labelledby": id, "id": "section-\(id)"]) { markup in
      markup.element("h2", ["id": id], say(title))
      body(&markup)
    }
  }

  private func writeFaulty(into markup: inout Markup) {
    let faulty = report.faulty
    guard faulty.count > 0 else { return }
    section("faulty", ReportWords.faulty, into: &markup) { markup in
      markup.element("p", say(ReportWords.refused(faulty)))
      markup.element("p", ["class": "numbers"]) { markup in
        markup.write(say(ReportWords.faultyNumbers) + ReportWords.colon(language))
        markup.write(faulty.numbers.map { "\($0)" }.joined(separator: ", "))
      }
      if faulty.numbers.count < faulty.count {
        markup.element(
          "p", ["class": "soft"],
          say(ReportWords.firstOf(faulty.numbers.count, faulty.count)))
      }
    }
  }

  private func writeMethod(into markup: inout Markup) {
    section("method", ReportWords.method, into: &markup) { markup in
      let accumulators = ReportWords.accumulators(areCarried: report.carriesPersons)
      for paragraph in ReportWords.methods + [accumulators] {
        markup.element("p", say(paragraph))
      }
    }
  }
}
