import Insurance
import TestPolicies
import Testing

@Suite struct `the clauses cited` {
  let policy: Policy

  init() throws { policy = try TestPolicies.shipped() }

  @Test func `for an employee's visit outside the city are 十一（五）, and at home 十一（六） too`() throws {
    let clauses = try [Route.referredOut, .emergencyOut, .resettledHomeVisit, .resettled, .local]
      .map { try cited(.basicFund, for: .visit("1000.00", by: $0)) }
    #expect(
      clauses == [
        ["三（六）3", "十一（五）"], ["三（六）3", "十一（五）"], ["三（六）3", "十一（六）", "十一（五）"],
        ["三（六）3", "十一（六）"], ["三（六）3"],
      ])
  }

  @Test func `for a resident's visit outside the city say why it is not covered`() throws {
    let clauses = try [Route.referredOut, .unreferredOut, .resettledHomeVisit]
      .map { try cited(.notCovered, for: .visit("1000.00", .resident, by: $0)) }
    #expect(clauses == [["十一（五）"], ["十一（五）"], ["十一（六）", "十一（五）"]])
  }

  @Test func `for a stay outside the city stand where it costs something`() throws {
    let stays = try [Route.referredOut, .resettledHomeVisit, .unreferredOut]
      .map { try Claim.stay("10000.00", by: $0) }
    #expect(
      try stays.prefix(2).map { try cited(.priorSelfPay, for: $0) } == [
        ["十一（五）"], ["十一（五）", "十一（六）"],
      ])
    #expect(
      try stays.map { try cited(.basicFund, for: $0) } == [
        ["三（五）3"], ["三（五）3"], ["三（五）3", "十一（五）"],
      ])
  }

  @Test func `for a birth's medical expense are 五（三） too`() throws {
    let birth = try Claim.stay("10000.00").with { $0.encounter.isMaternity = true }
    #expect(try cited(.basicFund, for: birth) == ["三（五）3", "五（三）"])
  }

  @Test func `never exceed the six that a step holds`() throws {
    var visit = try Claim.visit(
      "1000.00", of: .chronicDisease, at: .primary, by: .resettledHomeVisit,
      for: .chronic(.diabetes))
    visit.encounter.isDesignated = false
    visit.encounter.isEmergency = true
    visit.encounter.isMaternity = true
    #expect(
      try cited(.basicFund, for: visit) == [
        "三（六）3", "十一（四）", "十一（六）", "十一（五）", "十一（八）", "五（三）",
      ])
  }

  @Test func `for a contribution's base on the average wage are the kind's own`() throws {
    let clauses = try SampleContributions.all.map { claim in
      let owed = try policy.contribution(for: claim)
      return (owed.kind, Set(owed.steps[0].clauses(in: policy)))
    }
    let expected: [ContributionKind: Set<String>] = [
      .flexibleMonthly: ["三（一）2"], .continuationMonthly: ["三（二）"],
      .retirementLumpSum: ["三（二）"], .restructuredInstitution: ["九（二）"],
      .restructuredTermination: ["九（二）"],
    ]
    for (kind, cited) in clauses where expected[kind] != nil { #expect(cited == expected[kind]) }
  }

  @Test func `of a base on a stand-in wage leave the note that it is one`() throws {
    let month = Month.written("2026-04")
    let owed = try policy.contribution(for: FlexibleMonthly(month: month, baseRatio: .one))
    #expect(
      owed.provisional.map { policy.parameter(of: $0).name } == ["province.averageAnnualWage"])
  }

  private func cited(_ rule: Rule, for claim: Claim) throws -> [String] {
    let step = try #require(try policy.steps(claim).first { $0.rule == rule })
    return step.clauses(in: policy)
  }
}
