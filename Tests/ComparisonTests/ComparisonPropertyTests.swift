import Comparison
import Insurance
import PolicyFiles
import Samples
import TestPolicies
import Testing

/// What holds whatever is compared.
@Suite struct ComparisonPropertyTests {
  /// Policies that differ in one thing each from the first.
  private func policies() throws -> [Policy] {
    let shipped = try TestPolicies.shipped()
    let changes = [
      ["employee.outpatient.rate.primary=0.85"], ["resident.inpatient.deductible.tertiary=600"],
      ["resident.outpatient.cap=900"], ["outOfCity.priorSelfPayRate=0.15"],
      ["employee.outpatient.rate.tertiary=0.5", "employee.inpatient.deductible.secondary=500"],
    ]
    let readings = [
      "unreferredReduction=points", "residentUnreferredOutpatient=reduced",
      "studentPrimaryOutpatient=asResident",
    ]
    return [shipped, try TestPolicies.withLayers()]
      + (try changes.map { texts in
        try shipped.changed(by: texts.map { try PolicyChange(parameter: $0, of: shipped) })
      })
      + (try readings.map { try shipped.changed(by: [PolicyChange(reading: $0)]) })
  }

  private func sample(_ count: Int) throws -> [[UInt8]] {
    var settings = SampleSettings(count: count, seed: 11)
    settings.personCount = 60
    return try Comparing.sample(settings)
  }

  @Test func `a policy compared with itself moves nothing`() throws {
    for policy in try policies() {
      let report = try Comparing.report(try sample(200), policy, policy)
      #expect(report.total.changedLines == 0 && report.total.before == report.total.after)
      #expect(report.largest.isEmpty)
      #expect(report.breakdowns[0].rows.map(\.key) == [.cause(.unchanged)])
    }
  }

  @Test func `each change moves something, and each difference has a clause`() throws {
    let policies = try policies()
    let lines = try sample(1500)
    for other in policies.dropFirst(2) {
      let report = try Comparing.report(lines, policies[0], other)
      #expect(report.total.changedLines > 0)
      let unchanged = report.breakdowns[0].rows.first { $0.key == .cause(.unchanged) }?.tally
      #expect(unchanged?.changedLines == 0)
    }
  }

  @Test func `exchanging the policies negates every sum`() throws {
    let policies = try policies()
    let lines = try sample(500)
    for other in policies.dropFirst() {
      let there = try Comparing.report(lines, policies[0], other)
      let back = try Comparing.report(lines, other, policies[0])
      #expect(exchanged(there.total) == There(back.total))
      for (one, two) in zip(there.breakdowns, back.breakdowns) {
        #expect(one.rows.map(\.key) == two.rows.map(\.key))
        #expect(one.rows.map { exchanged($0.tally) } == two.rows.map { There($0.tally) })
      }
      #expect(there.deciles.map { exchanged($0.tally) } == back.deciles.map { There($0.tally) })
      #expect(there.largest.map(\.number) == back.largest.map(\.number))
    }
  }

  @Test func `the rows of each breakdown, and the tenths, add up to the total`() throws {
    let policies = try policies()
    let lines = try sample(500)
    for other in policies.dropFirst() {
      let report = try Comparing.report(lines, policies[0], other)
      let parts = report.breakdowns.map { $0.rows.map(\.tally) } + [report.deciles.map(\.tally)]
      for tallies in parts {
        #expect(tallies.reduce(0) { $0 + $1.lines } == report.total.lines)
        #expect(tallies.reduce(0) { $0 + $1.changedLines } == report.total.changedLines)
        #expect(tallies.reduce(0) { $0 + $1.winners.lines } == report.total.winners.lines)
        #expect(tallies.reduce(Money.zero) { $0 + $1.losers.money } == report.total.losers.money)
        for payer in Payer.allCases {
          let change = tallies.reduce(Money.zero) { $0 + $1.change(of: payer) }
          #expect(change == report.total.change(of: payer), "\(payer)")
        }
      }
    }
  }

  @Test func `what one payer pays more the others pay less`() throws {
    let policies = try policies()
    let lines = try sample(500)
    for other in policies.dropFirst() {
      let total = try Comparing.report(lines, policies[0], other).total
      #expect(total.before.total == total.after.total)
      #expect(Payer.allCases.reduce(Money.zero) { $0 + total.change(of: $1) } == .zero)
      #expect(total.fundsChange == total.winners.money - total.losers.money)
    }
  }

  @Test func `tenths follow one another and are near a tenth of the lines each`() throws {
    let policy = try TestPolicies.shipped()
    let deciles = try Comparing.report(try sample(2000), policy, policy).deciles
    #expect(deciles.map(\.number) == Array(1...10))
    for decile in deciles { #expect((170...230).contains(decile.tally.lines)) }
    for (one, next) in zip(deciles, deciles.dropFirst()) {
      let (costs, nextCosts) = (try #require(one.costs), try #require(next.costs))
      #expect(costs.upperBound <= nextCosts.lowerBound)
    }
  }

  /// A tally as it is told from one side.
  private struct There: Equatable {
    let lines: [Int]
    let shares: [Shares]
    let affected: [Tally.Affected]

    init(_ tally: Tally) {
      lines = [tally.lines, tally.changedLines]
      shares = [tally.before, tally.after]
      affected = [tally.winners, tally.losers]
    }

    init(lines: [Int], shares: [Shares], affected: [Tally.Affected]) {
      self.lines = lines
      self.shares = shares
      self.affected = affected
    }
  }

  private func exchanged(_ tally: Tally) -> There {
    There(
      lines: [tally.lines, tally.changedLines], shares: [tally.after, tally.before],
      affected: [tally.losers, tally.winners])
  }
}
