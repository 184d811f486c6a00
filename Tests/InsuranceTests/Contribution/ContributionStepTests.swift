import Insurance
import TestPolicies
import Testing

@Suite struct `the steps of a contribution` {
  let policy: Policy

  init() throws { policy = try TestPolicies.shipped() }

  @Test func `account for every amount that is not zero, each with a clause`() throws {
    for claim in SampleContributions.all {
      let owed = try policy.contribution(for: claim)
      let steps = owed.steps
      #expect(steps.first?.rule == .contributionBase)
      #expect(steps.first?.amount == owed.base.amount)
      #expect(steps.last?.rule == .contribution)
      #expect(steps.last?.amount == owed.total)
      let parts = steps.dropFirst().dropLast()
      #expect(
        parts.map(\.rule.name)
          == owed.shares.filter { !$0.amount.isZero }.map(\.component.rawValue))
      #expect(steps.allSatisfy { $0.citations.count > 0 })
      #expect(steps.allSatisfy { $0.clauses(in: policy).contains(owed.kind.clause.place) })
    }
  }

  @Test func `leave out what is zero`() throws {
    let owed = try policy.contribution(
      for: EmployerMonthly(month: .written("2024-05"), payroll: .zero))
    #expect(owed.steps.isEmpty)
  }

  @Test func `name the clause of each kind`() {
    #expect(
      ContributionKind.allCases.map(\.clause.place) == [
        "三（一）1", "三（一）1", "三（一）2", "三（二）", "三（二）", "四（二）", "四（七）", "九（二）",
        "九（二）", "九（三）", "九（四）",
      ])
  }

  @Test func `name the readings that the rates rest on`() throws {
    var named: [ContributionKind: ReadingSet] = [:]
    for claim in SampleContributions.all {
      let owed = try policy.contribution(for: claim)
      named[owed.kind] = owed.steps.reduce(into: []) { $0.formUnion($1.readings) }
    }
    #expect(
      named.filter { !$0.value.isEmpty } == [
        .flexibleMonthly: ReadingSet(.flexibleRates),
        .continuationMonthly: ReadingSet(.flexibleRates),
        .preSystemRetiree: ReadingSet(.preSystemRate),
        .bankruptcyInjured: ReadingSet(.bankruptcyRates),
      ])
  }

  @Test func `say where maternity and the account's share go, and who is subsidised`() throws {
    let employer = try policy.contribution(
      for: EmployerMonthly(month: .written("2024-05"), payroll: Money("100.00")))
    #expect(employer.steps[3].clauses(in: policy) == ["三（一）1", "三（一）1", "五（一）"])
    let employee = try policy.contribution(
      for: EmployeeMonthly(month: .written("2024-05"), averageMonthlyWage: Money("100.00")))
    #expect(employee.steps[1].clauses(in: policy) == ["三（一）1", "三（一）1", "三（三）"])
    let student = try policy.contribution(for: StudentAnnual(year: 2024, isSubsidised: true))
    #expect(student.steps[1].clauses(in: policy) == ["四（七）", "四（七）", "四（三）"])
  }

  @Test func `show what each rate was taken of`() throws {
    let owed = try policy.contribution(
      for: RestructuredTermination(date: .written("2024-03-01"), seniorityMonths: 1))
    let share = owed.steps[1]
    #expect(share.base == Money("8310.17"))
    #expect(share.rate == Rate(tenThousandths: 520))
    #expect(share.amount == Money("432.13"))
  }
}

/// One claim of each kind, all with something to pay.
enum SampleContributions {
  static let all: [any ContributionClaim] = [
    EmployerMonthly(month: .written("2024-05"), payroll: Money("100000.00")),
    EmployeeMonthly(month: .written("2024-05"), averageMonthlyWage: Money("9000.00")),
    FlexibleMonthly(month: .written("2024-05"), baseRatio: Rate(percent: 60)),
    ContinuationMonthly(month: .written("2024-05"), baseRatio: Rate(percent: 60)),
    RetirementLumpSum(
      date: .written("2024-05-11"), contributedMonths: 100, outpatient: .contributed(50)),
    ResidentAnnual(
      year: 2024, standard: Money("1500.00"), individual: Money("500.00"), disposableIncome: nil,
      isSubsidised: false),
    StudentAnnual(year: 2024, isSubsidised: false),
    RestructuredInstitution(
      date: .written("2024-05-11"), monthsToRetirement: 100, contributedMonths: 200),
    RestructuredTermination(date: .written("2024-05-11"), seniorityMonths: 100),
    PreSystemRetiree(date: .written("2024-05-11"), age: 72, annualBase: Money("50000.00")),
    BankruptcyInjured(
      date: .written("2024-05-11"), annualBase: Money("50000.00"), monthsToRetirement: 30,
      contributedMonths: 200),
  ]
}
