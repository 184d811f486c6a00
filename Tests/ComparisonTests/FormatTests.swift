import API
import Comparison
import Insurance
import JSON
import PolicyFiles
import Samples
import TestPolicies
import Testing

/// What reports look like to programs and people.
@Suite struct FormatTests {
  /// A report on a sample under a changed reading and a changed rate.
  private func report() throws -> ComparisonReport {
    var settings = SampleSettings(count: 600, seed: 2)
    settings.personCount = 40
    let policy = try TestPolicies.shipped()
    let other = try policy.changed(by: [
      PolicyChange(parameter: "employee.outpatient.rate.tertiary=0.5", of: policy),
      PolicyChange(parameter: "resident.outpatient.rate.primary=0.6", of: policy),
    ])
    return try Comparing.report(
      try Comparing.sample(settings) + [Array("<script>".utf8)], policy, other)
  }

  @Test func `JSON is one document with every part`() throws {
    let text = Written.json(try report())
    var document = JSONDocument()
    _ = try document.parse(text.utf8.span)
    for name in [
      "policies", "lines", "total", "clause", "scheme", "kind", "level", "month", "decile",
      "largest",
    ] {
      #expect(text.contains("\"\(name)\":"), "\(name)")
    }
  }

  @Test func `in JSON only the titles of steps have a language`() throws {
    let report = try report()
    let title = /"title":"[^"]*"/
    let (one, other) = (Written.json(report), Written.json(report, in: .english))
    #expect(one != other)
    #expect(one.replacing(title, with: "") == other.replacing(title, with: ""))
  }

  @Test func `every row of CSV has the same columns`() throws {
    let rows = try report().csv.split(separator: "\r\n").map { row in
      row.split(separator: ",", omittingEmptySubsequences: false).map { String($0) }
    }
    #expect(rows[0].prefix(3) == ["section", "key", "costsFrom"])
    #expect(rows[0].count == 29)
    for row in rows { #expect(row.count == rows[0].count, "\(row)") }
    let sections = Set(rows.dropFirst().map { $0[0] })
    #expect(
      sections == [
        "total", "clause", "scheme", "kind", "level", "month", "decile", "largest", "faulty",
      ])
  }

  @Test func `the rows of a section of CSV add up to the total`() throws {
    let rows = try report().csv.split(separator: "\r\n").dropFirst().map { row in
      row.split(separator: ",", omittingEmptySubsequences: false)
    }
    let total = try #require(rows.first).dropFirst(4).prefix(2).map { Int($0) }
    for section in ["clause", "scheme", "kind", "level", "month", "decile"] {
      for (place, sum) in total.enumerated() {
        let parts = rows.filter { $0[0] == section }.compactMap { Int($0[4 + place]) }
        #expect(parts.reduce(0, +) == sum, "\(section)")
      }
    }
  }

  @Test func `the page needs nothing but itself`() throws {
    for language in Language.allCases {
      let page = ComparisonPage(try report(), in: language).text
      #expect(page.contains("default-src 'none'"))
      for words in [
        "<script", "<link", "<img", "<iframe", "src=", "href=", "url(", "@import", "http:",
      ] {
        #expect(!page.contains(words), "\(words)")
      }
    }
  }

  @Test func `every element of the page is closed, and every chart has its name and its table`()
    throws
  {
    for language in Language.allCases {
      let page = ComparisonPage(try report(), in: language).text
      var open: [Substring] = []
      for tag in page.matches(of: /<(\/?)([a-z0-9]+)[^>]*>/) where tag.output.2 != "meta" {
        if tag.output.1.isEmpty {
          open.append(tag.output.2)
        } else {
          #expect(open.popLast() == tag.output.2)
        }
      }
      #expect(open == [])
      let charts = page.matches(of: /<svg [^>]*aria-labelledby="([^"]+)"/)
      #expect(charts.count == 7)
      #expect(Set(charts.map(\.output.1)).count == charts.count)
      for chart in charts { #expect(page.contains("<title id=\"\(chart.output.1)\">")) }
      #expect(
        page.matches(of: /<section.*?<\/section>/).allSatisfy {
          !$0.output.contains("<svg") || $0.output.contains("<table")
        })
    }
  }

  @Test func `where nothing moves the page says so and shows no chart`() throws {
    let policy = try TestPolicies.shipped()
    let lines = try Comparing.sample(SampleSettings(count: 50, seed: 1))
    let page = ComparisonPage(try Comparing.report(lines, policy, policy), in: .english).text
    #expect(page.contains("Both policies give the same") && !page.contains("<svg"))
  }
}

@Suite struct `money in reports` {
  @Test func `has two decimals, its thousands apart, and its sign`() {
    for (fen, grouped, signed) in [
      (0, "0.00", "0.00"), (5, "0.05", "+0.05"), (-5, "-0.05", "-0.05"),
      (99_999, "999.99", "+999.99"), (100_000, "1,000.00", "+1,000.00"),
      (-123_456_789, "-1,234,567.89", "-1,234,567.89"),
    ] as [(Int64, String, String)] {
      #expect(Money(fen: fen).grouped == grouped)
      #expect(Money(fen: fen).signed == signed)
    }
  }
}
