import Insurance
import TestPolicies
import Testing

@Suite struct `the days of a maternity allowance` {
  let policy: Policy

  init() throws { policy = try TestPolicies.shipped() }

  @Test func `a lawful birth has 98 days and the extension of the child's order`() throws {
    let found = try (1...5).map { try days(of: .birth(Birth(gestationMonths: 9, childOrder: $0))) }
    #expect(found == [158, 188, 188, 98, 98])
    let latest = Birth(gestationMonths: 9, childOrder: RequestMember.childOrderMax)
    #expect(try self.days(of: .birth(latest)) == 98)
  }

  @Test func `a birth that is not lawful has no extension but all additions`() throws {
    for order in 1...4 {
      let birth = Birth(gestationMonths: 9, isLawful: false, childOrder: order)
      #expect(try days(of: .birth(birth)) == 98)
    }
    let difficult = Birth(
      gestationMonths: 9, isLawful: false, babies: 2, procedures: [.caesarean])
    #expect(try days(of: .birth(difficult)) == 128)
  }

  @Test func `an early birth has the days of any birth`() throws {
    for months in [3, 4, 6, 7, 9] {
      #expect(try days(of: .birth(Birth(gestationMonths: months))) == 158)
    }
  }

  @Test func `any procedure of a difficult birth adds 15 days, once`() throws {
    for procedure in DystociaProcedure.allCases {
      let birth = Birth(gestationMonths: 9, procedures: [procedure])
      #expect(try days(of: .birth(birth)) == 173)
    }
    let all = Birth(gestationMonths: 9, procedures: Set(DystociaProcedure.allCases))
    #expect(try days(of: .birth(all)) == 173)
  }

  @Test func `each baby after the first adds 15 days`() throws {
    let found = try (1...3).map { try days(of: .birth(Birth(gestationMonths: 9, babies: $0))) }
    #expect(found == [158, 173, 188])
  }

  @Test func `extension and additions stand beside each other`() throws {
    let birth = Birth(gestationMonths: 8, childOrder: 3, babies: 3, procedures: [.forceps])
    // 98 + 90 + 15 + 2 × 15
    #expect(try days(of: .birth(birth)) == 233)
  }

  @Test func `a termination has 98 days from seven months, 42 from four, and else 15`() throws {
    let found = try [0, 3, 4, 5, 6, 7, 8, 10].map {
      try days(of: .termination(gestationMonths: $0))
    }
    #expect(found == [15, 15, 42, 42, 42, 98, 98, 98])
  }

  @Test func `surgery on an ectopic pregnancy has 15 days`() throws {
    #expect(try days(of: .ectopicSurgery) == 15)
  }

  private func days(of event: MaternityEvent) throws -> Int {
    try policy.allowance(
      for: MaternityClaim(
        event, on: .written("2024-05-11"), contributionMonths: 12,
        base: .flexible(contributionBase: Money("5000.00")))
    ).days
  }
}
