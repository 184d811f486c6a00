import Insurance
import TestPolicies
import Testing

@Suite struct `contributions that cannot be computed` {
  let policy: Policy

  init() throws { policy = try TestPolicies.shipped() }

  @Test func `nothing is owed under no policy`() {
    let before = Day.written("2022-12-31")
    #expect(
      found(RestructuredTermination(date: before, seniorityMonths: 1))
        == [.noPolicyInForce(.date, before)])
    #expect(found(RestructuredTermination(date: .written("2023-01-01"), seniorityMonths: 1)) == nil)
    #expect(
      found(EmployerMonthly(month: .written("2022-12"), payroll: .zero))
        == [.noPolicyInForce(.month, .written("2022-12-01"))])
    #expect(
      found(StudentAnnual(year: 2022, isSubsidised: false))
        == [.noPolicyInForce(.year, .newYear(2022))])
    #expect(found(StudentAnnual(year: 9999, isSubsidised: false)) == nil)
  }

  @Test func `a year of no calendar is out of range`() {
    for year in [Int.min, -1, 0, 10_000, Int.max] {
      #expect(found(StudentAnnual(year: year, isSubsidised: false)) == [.outOfRange(.year)])
    }
    #expect(
      found(
        ResidentAnnual(
          year: 0, standard: Money(fen: -1), individual: Money(fen: -1),
          disposableIncome: Money(fen: -1), isSubsidised: false)) == [
          .outOfRange(.year), .outOfRange(.standard), .outOfRange(.individual),
          .outOfRange(.disposableIncome),
        ])
  }

  @Test func `an amount below nothing or beyond a request is out of range`() {
    func payroll(_ fen: Int64) -> [RequestFault]? {
      found(EmployerMonthly(month: .written("2024-05"), payroll: Money(fen: fen)))
    }
    #expect(payroll(-1) == [.outOfRange(.payroll)])
    #expect(payroll(0) == nil)
    #expect(payroll(Money.requestMax.fen) == nil)
    #expect(payroll(Money.requestMax.fen + 1) == [.outOfRange(.payroll)])
  }

  @Test func `months below nothing or beyond a hundred years are out of range`() {
    for (months, isIn) in [(-1, false), (0, true), (1200, true), (1201, false)] {
      let date = Day.written("2024-05-11")
      #expect(
        found(RestructuredTermination(date: date, seniorityMonths: months))
          == (isIn ? nil : [.outOfRange(.seniorityMonths)]))
      #expect(
        found(
          RestructuredInstitution(
            date: date, monthsToRetirement: months, contributedMonths: months))
          == (isIn ? nil : [.outOfRange(.monthsToRetirement), .outOfRange(.contributedMonths)]))
      #expect(
        found(
          RetirementLumpSum(
            date: date, contributedMonths: months, outpatient: .contributed(months)))
          == (isIn
            ? nil : [.outOfRange(.contributedMonths), .outOfRange(.outpatientContributedMonths)]))
    }
  }

  @Test func `an age below nothing or beyond a hundred and fifty is out of range`() {
    for (age, isIn) in [(-1, false), (0, true), (150, true), (151, false)] {
      let claim = PreSystemRetiree(date: .written("2024-05-11"), age: age, annualBase: .zero)
      #expect(found(claim) == (isIn ? nil : [.outOfRange(.age)]))
    }
  }

  @Test func `all faults are found at once`() {
    let claim = BankruptcyInjured(
      date: .written("2020-01-01"), annualBase: Money(fen: -1), monthsToRetirement: -1,
      contributedMonths: -1)
    #expect(
      found(claim) == [
        .outOfRange(.annualBase), .outOfRange(.monthsToRetirement),
        .outOfRange(.contributedMonths), .noPolicyInForce(.date, .written("2020-01-01")),
      ])
  }

  private func found(_ claim: some ContributionClaim) -> [RequestFault]? {
    faults { () throws(RequestFaults) in try policy.contribution(for: claim) }
  }
}

@Suite struct `a month` {
  @Test func `is written with its year`() {
    #expect(Month("2024-05")?.firstDay == .written("2024-05-01"))
    #expect(Month("2024-05")?.description == "2024-05")
  }

  @Test func `that no calendar has is none`() {
    for text in ["2024-00", "2024-13", "0000-01", "2024-5", "2024/05", "2024-05-01", "20x4-05"] {
      #expect(Month(text) == nil)
    }
  }
}
