import Insurance
import TestPolicies
import Testing

@Suite struct `monthly contributions of employers and employees` {
  let policy: Policy

  init() throws { policy = try TestPolicies.shipped() }

  @Test func `an employer pays 9.2 per cent of the payroll in three parts`() throws {
    let owed = try policy.contribution(
      for: EmployerMonthly(month: .written("2024-05"), payroll: Money("100000.00")))
    #expect(
      owed.amounts == [
        .inpatientPool: Money("5200.00"), .outpatientPool: Money("3000.00"),
        .maternity: Money("1000.00"),
      ])
    #expect(owed.total == Money("9200.00"))
    #expect(owed.base.amount == Money("100000.00"))
    #expect(owed.term.months == nil && owed.term.years == nil)
  }

  @Test func `half a fen is rounded up in each part on its own`() throws {
    // 0.50 × 5.2 % = 0.026, × 3 % = 0.015, × 1 % = 0.005
    let half = try policy.contribution(
      for: EmployerMonthly(month: .written("2024-05"), payroll: Money("0.50")))
    #expect(half.shares.map(\.amount) == [Money("0.03"), Money("0.02"), Money("0.01")])
    // 0.49 × 5.2 % = 0.02548, × 3 % = 0.0147, × 1 % = 0.0049
    let less = try policy.contribution(
      for: EmployerMonthly(month: .written("2024-05"), payroll: Money("0.49")))
    #expect(less.shares.map(\.amount) == [Money("0.03"), Money("0.01"), Money("0.00")])
  }

  @Test func `the employer's parts go to the pools, maternity to the inpatient pool`() throws {
    let owed = try policy.contribution(
      for: EmployerMonthly(month: .written("2024-05"), payroll: Money("1.00")))
    #expect(
      owed.shares.map(\.component.fund) == [.inpatientPool, .outpatientPool, .inpatientPool])
  }

  @Test func `an employee pays 2 per cent of the wage into the account`() throws {
    let owed = try employee("2025-10", "9432.63")  // 188.6526
    #expect(owed.amounts == [.personalAccount: Money("188.65")])
    #expect(owed.shares[0].component.fund == .personalAccount)
  }

  @Test func `a wage is held at the floor of the year`() throws {
    #expect(try employee("2025-10", "4985.99").base.amount == Money("4986.00"))
    #expect(try employee("2025-10", "4986.00").base.amount == Money("4986.00"))
    #expect(try employee("2025-10", "4986.01").base.amount == Money("4986.01"))
    #expect(try employee("2025-10", "0.00").total == Money("99.72"))
  }

  @Test func `a wage is held at the ceiling of the year`() throws {
    #expect(try employee("2025-10", "25298.99").base.amount == Money("25298.99"))
    #expect(try employee("2025-10", "25299.00").base.amount == Money("25299.00"))
    #expect(try employee("2025-10", "25299.01").base.amount == Money("25299.00"))
    #expect(try employee("2025-10", "99999.00").total == Money("505.98"))
  }

  @Test func `floor and ceiling are those of the year of the month`() throws {
    #expect(try employee("2023-12", "1.00").base.amount == Money("4462.00"))
    #expect(try employee("2024-01", "1.00").base.amount == Money("4812.00"))
    #expect(try employee("2024-12", "90000.00").base.amount == Money("24930.00"))
    #expect(try employee("2025-01", "90000.00").base.amount == Money("25299.00"))
  }

  @Test func `a year without its own floor and ceiling has the latest, as provisional`() throws {
    let (firm, later) = (try employee("2025-12", "1.00"), try employee("2026-01", "1.00"))
    #expect(firm.provisional.isEmpty)
    #expect(later.base.amount == Money("4986.00"))
    #expect(
      policy.names(of: later.provisional)
        == ["contribution.base.floor", "contribution.base.ceiling"])
  }

  @Test func `a figure marked provisional in the files says so`() throws {
    #expect(try employee("2024-06", "9000.00").provisional.count == 2)
  }

  private func employee(_ month: String, _ wage: String) throws -> Contribution {
    try policy.contribution(
      for: EmployeeMonthly(month: .written(month), averageMonthlyWage: Money(wage)))
  }
}

@Suite struct `the employees of an employer` {
  let policy: Policy

  init() throws { policy = try TestPolicies.shipped() }

  @Test func `each pays 2 per cent of a held wage, and the total is the sum`() throws {
    let roll = EmployeeRoll(
      month: .written("2025-10"),
      wages: [Money("3000.00"), Money("9432.63"), Money("30000.00"), Money("5000.25")])
    let owed = try policy.contribution(for: roll)
    #expect(
      owed.shares.map(\.base)
        == [Money("4986.00"), Money("9432.63"), Money("25299.00"), Money("5000.25")])
    // 99.72, 188.6526, 505.98, 100.005
    #expect(
      owed.shares.map(\.amount)
        == [Money("99.72"), Money("188.65"), Money("505.98"), Money("100.01")])
    #expect(owed.total == Money("894.36"))
    #expect(owed.step?.amount == owed.total)
  }

  @Test func `each owes what they would owe alone`() throws {
    let wages = (0..<500).map { Money(fen: Int64($0) * 7_919) }
    let roll = try policy.contribution(
      for: EmployeeRoll(month: .written("2024-07"), wages: wages))
    for (wage, share) in zip(wages, roll.shares) {
      let alone = try policy.contribution(
        for: EmployeeMonthly(month: .written("2024-07"), averageMonthlyWage: wage))
      #expect(alone.shares == [share])
      #expect(alone.provisional == roll.provisional)
    }
  }

  @Test func `an empty roll owes nothing`() throws {
    let owed = try policy.contribution(for: EmployeeRoll(month: .written("2024-07"), wages: []))
    #expect(owed.total == .zero)
    #expect(owed.step == nil)
    #expect(owed.provisional == [], "it rests on no figure")
  }

  @Test func `ten thousand are a roll and one more is not`() throws {
    func faultsOf(count: Int) -> [RequestFault]? {
      let wages = [Money](repeating: Money("5000.00"), count: count)
      return faults { () throws(RequestFaults) in
        try policy.contribution(for: EmployeeRoll(month: .written("2024-07"), wages: wages))
      }
    }
    #expect(faultsOf(count: RequestMember.employeesMax) == nil)
    #expect(faultsOf(count: RequestMember.employeesMax + 1) == [.outOfRange(.employees)])
  }

  @Test func `every wage out of range is named by its place`() throws {
    let roll = EmployeeRoll(
      month: .written("2022-12"), wages: [Money(fen: -1), Money("1.00"), Money(fen: Int64.max)])
    let found = faults { () throws(RequestFaults) in try policy.contribution(for: roll) }
    #expect(
      found == [
        .outOfRange(.employeeWage(0)), .outOfRange(.employeeWage(2)),
        .noPolicyInForce(.month, .written("2022-12-01")),
      ])
    #expect(found?[1].member.pointer == "/employees/2/averageMonthlyWage")
  }
}

@Suite struct `monthly contributions of flexible workers` {
  let policy: Policy

  init() throws { policy = try TestPolicies.shipped() }

  @Test func `the base is the average wage of last year by the month times the ratio`() throws {
    // 99722 ÷ 12 × 0.6 = 4986.10; × 5.2 % = 259.2772, × 3 % = 149.583, × 1 % = 49.861
    let owed = try flexible("2024-04", Rate(percent: 60))
    #expect(owed.base.amount == Money("4986.10"))
    #expect(
      owed.amounts == [
        .inpatientPool: Money("259.28"), .outpatientPool: Money("149.58"),
        .maternity: Money("49.86"),
      ])
  }

  @Test func `the rates are taken of the rounded base`() throws {
    // 101194 ÷ 12 = 8432.8333; 8432.83 × 3 % = 252.9849, where the unrounded gives 252.985
    let owed = try flexible("2025-06", .one)
    #expect(owed.base.amount == Money("8432.83"))
    #expect(owed[.outpatientPool] == Money("252.98"))
  }

  @Test func `no floor or ceiling holds the base`() throws {
    #expect(try flexible("2025-06", Rate(percent: 10)).base.amount == Money("843.28"))
    #expect(try flexible("2025-06", Rate(percent: 400)).base.amount == Money("33731.33"))
  }

  @Test func `a month of 2026 has the wage of 2024, as provisional`() throws {
    let (firm, later) = (try flexible("2025-12", .one), try flexible("2026-01", .one))
    #expect(firm.provisional.isEmpty)
    #expect(later.base.amount == firm.base.amount)
    #expect(policy.names(of: later.provisional) == ["province.averageAnnualWage"])
  }

  @Test func `continuation is the same without maternity`() throws {
    let continued = try policy.contribution(
      for: ContinuationMonthly(month: .written("2024-04"), baseRatio: Rate(percent: 60)))
    #expect(
      continued.amounts == [.inpatientPool: Money("259.28"), .outpatientPool: Money("149.58")])
    #expect(continued.base.amount == Money("4986.10"))
  }

  @Test func `without a ratio anywhere the parameter is named`() throws {
    let missing = RequestFault.parameterMissing(.baseRatio, parameter: "flexible.baseRatio")
    let month = Month.written("2024-04")
    let found = [
      faults { () throws(RequestFaults) in
        try policy.contribution(for: FlexibleMonthly(month: month, baseRatio: nil))
      },
      faults { () throws(RequestFaults) in
        try policy.contribution(for: ContinuationMonthly(month: month, baseRatio: nil))
      },
    ]
    #expect(found == [[missing], [missing]])
  }

  @Test func `a deployment may set the ratio, and a request another`() throws {
    let policy = try TestPolicies.withContributionFigures()
    let month = Month.written("2024-04")
    let configured = try policy.contribution(for: FlexibleMonthly(month: month, baseRatio: nil))
    #expect(configured.base.amount == Money("4986.10"))
    #expect(configured.steps[0].clauses(in: policy) == ["三（一）2", "三（一）2"])
    let requested = try policy.contribution(
      for: FlexibleMonthly(month: month, baseRatio: .one))
    #expect(requested.base.amount == Money("8310.17"))
  }

  @Test func `a ratio of nothing or above ten is refused`() throws {
    func found(_ tenThousandths: Int64) -> [RequestFault]? {
      faults { () throws(RequestFaults) in
        try policy.contribution(
          for: FlexibleMonthly(
            month: .written("2024-04"), baseRatio: Rate(tenThousandths: tenThousandths)))
      }
    }
    #expect(found(0) == [.outOfRange(.baseRatio)])
    #expect(found(1) == nil)
    #expect(found(100_000) == nil)
    #expect(found(100_001) == [.outOfRange(.baseRatio)])
  }

  private func flexible(_ month: String, _ ratio: Rate) throws -> Contribution {
    try policy.contribution(for: FlexibleMonthly(month: .written(month), baseRatio: ratio))
  }
}
