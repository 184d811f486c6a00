import Comparison
import Insurance
import Samples
import TestPolicies
import Testing

/// What 温政办〔2024〕6号 changed, found by comparing the terms before it with those after.
@Suite struct AmendmentTests {
  private let chronic = Citation(instrument: "温政办〔2024〕6号", clause: "三（九）")
  private let supplementary = Citation(instrument: "温政办〔2024〕6号", clause: "三（十一）")

  /// A sample of 2024 under the terms of the first day of 温政办〔2022〕86号, and under those of the
  /// first day of 温政办〔2024〕6号.
  private func report(_ schemes: Set<Scheme>) throws -> ComparisonReport {
    var settings = SampleSettings(count: 4000, seed: 3)
    settings.schemes = schemes
    let policy = try TestPolicies.shipped()
    let before = try #require(policy.standing(on: .newYear(2023)))
    let after = try #require(Day("2024-03-01").flatMap { policy.standing(on: $0) })
    return try Comparing.report(try Comparing.sample(settings), before, after)
  }

  private func keys(_ report: ComparisonReport, _ dimension: Breakdown.Dimension) -> [Breakdown.Key]
  {
    report.breakdowns.filter { $0.dimension == dimension }.flatMap { $0.rows }
      .filter { $0.tally.changedLines > 0 }.map(\.key)
  }

  @Test func `for residents and students only chronic disease care changes`() throws {
    let report = try report([.resident, .student])
    #expect(keys(report, .clause) == [.cause(.clauses([chronic]))])
    #expect(keys(report, .kind) == [.kind(.chronicDisease)])
    #expect(keys(report, .scheme) == [.scheme(.resident)])
    #expect(keys(report, .level) == [.place(.primary)])
    let moved = Payer.allCases.filter { report.total.change(of: $0) != .zero }
    #expect(moved == [.residentPool, .cash])
    #expect(report.total.losers.lines == 0 && report.total.winners.lines > 100)
  }

  @Test func `a chronic line is paid 65 instead of 60 per cent, tuberculosis 70`() throws {
    let report = try report([.resident])
    for difference in report.largest {
      let (before, after) = (difference.before.step(of: .basicFund)?.rate, difference.after)
      #expect(before == Rate(percent: 60))
      let rate = after.step(of: .basicFund)?.rate
      #expect(rate == Rate(percent: 65) || rate == Rate(percent: 70))
      #expect(difference.line.cause == .clauses([chronic]))
    }
  }

  @Test func `for employees only the supplementary insurance changes, which pays from then on`()
    throws
  {
    let report = try report([.employee])
    #expect(keys(report, .clause) == [.cause(.clauses([supplementary]))])
    let moved = Payer.allCases.filter { report.total.change(of: $0) != .zero }
    #expect(moved == [.supplementary, .account, .cash])
    #expect(report.total.before[.supplementary] == .zero)
    #expect(report.total.losers.lines == 0)
  }

  @Test func `for all of them both change and nothing else`() throws {
    let report = try report(Set(Scheme.allCases))
    #expect(
      keys(report, .clause) == [.cause(.clauses([chronic])), .cause(.clauses([supplementary]))])
    let moved = Payer.allCases.filter { report.total.change(of: $0) != .zero }
    #expect(moved == [.residentPool, .supplementary, .account, .cash])
  }

  @Test func `the cap of employees moves with the wage of the year before`() throws {
    let line = Array(
      """
      {"person":{"scheme":"employee","status":"active"},"encounter":{"kind":"inpatient",\
      "date":"2024-05-01","level":"tertiary"},"fees":{"total":700000},\
      "yearToDate":{"inpatient":{"inScope":0,"deductiblePaid":0}}}
      """.utf8)
    let policy = try TestPolicies.shipped()
    let before = try #require(policy.standing(on: .newYear(2023)))
    let after = try #require(policy.standing(on: .newYear(2024)))
    let report = try Comparing.report([line], before, after)
    let cap = Citation(instrument: "温政办〔2022〕86号", clause: "三（五）2")
    #expect(keys(report, .clause) == [.cause(.clauses([cap]))])
    // Six times 99 722 less 96 240, at 90 per cent.
    #expect(report.total.fundsChange == Money(fen: 6 * 348_200 * 9 / 10))
  }
}
