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

  @Test func `for residents' care at primary are 温政办〔2024〕6号 三（八） too, from 2024-03-01`() throws {
    let special = try Claim.stay("1000.00", .student, at: .primary).with {
      $0.encounter.kind = .specialDisease
    }
    let claims = try [
      Claim.stay("1000.00", .resident, at: .primary), special,
      .visit("1000.00", .resident, at: .primary),
      .visit("1000.00", .resident, of: .ambulance, at: .primary),
    ]
    func cited(_ rule: Rule, on day: Day) throws -> [[String]] {
      try claims.map { claim in try self.cited(rule, for: claim.with { $0.encounter.date = day }) }
    }
    for rule in [Rule.basicFund, .coinsurance] {
      #expect(
        try cited(rule, on: "2024-02-29") == [
          ["四（五）3"], ["四（五）3", "十一（三）"], ["四（六）3"], ["四（六）3", "三（六）3"],
        ])
      #expect(
        try cited(rule, on: "2024-03-01") == [
          ["四（五）3", "三（八）"], ["四（五）3", "三（八）", "十一（三）"], ["四（六）3", "三（八）"],
          ["四（六）3", "三（八）", "三（六）3"],
        ])
    }
    let student = try Claim.visit(
      "1000.00", .student, at: .primary, readings: Readings(studentPrimaryOutpatient: .asResident))
    #expect(try self.cited(.basicFund, for: student) == ["四（六）3", "三（八）"])
  }

  @Test func `for care that 温政办〔2024〕6号 三（八） sets no floor to are without it`() throws {
    let chronic = try Claim.visit(
      "1000.00", .resident, of: .chronicDisease, at: .primary, for: .chronic(.copd))
    #expect(try cited(.basicFund, for: chronic) == ["三（九）", "十一（四）"])
    let elsewhere = try [
      Claim.stay("1000.00", .resident, at: .secondary), .visit("1000.00", .resident),
      .stay("1000.00", at: .primary), .visit("1000.00", at: .primary),
    ].map { try cited(.basicFund, for: $0) }
    #expect(elsewhere == [["四（五）3"], ["四（六）3"], ["三（五）3"], ["三（六）3"]])
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
    var stay = try Claim.stay("1000.00", .resident, at: .primary, by: .unreferredOut)
    stay.encounter.kind = .specialDisease
    stay.encounter.isDesignated = false
    stay.encounter.isEmergency = true
    stay.encounter.isMaternity = true
    #expect(
      try cited(.basicFund, for: stay) == [
        "四（五）3", "十一（五）", "三（八）", "十一（三）", "十一（八）", "五（三）",
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
