import Insurance
import TestPolicies
import Testing

@Suite struct `the lump sum at retirement` {
  let policy: Policy

  init() throws { policy = try TestPolicies.shipped() }

  @Test func `each pool is owed for the months that twenty years lack`() throws {
    // 99722 × 1 ÷ 12 × 5.2 % = 432.1287, × 2 ÷ 12 × 3 % = 498.61
    let owed = try lumpSum(contributed: 239, .contributed(238))
    #expect(owed[.inpatientPool] == Money("432.13"))
    #expect(owed[.outpatientPool] == Money("498.61"))
    #expect(owed.base.amount == Money("99722.00"))
    #expect(owed.term.months == 1)
  }

  @Test func `nothing is owed from twenty years on`() throws {
    for months in [240, 241, 1200] {
      let owed = try lumpSum(contributed: months, .contributed(months))
      #expect(owed.total == .zero)
      #expect(owed.term.months == 0)
    }
  }

  @Test func `all twenty years are owed where none was paid`() throws {
    // 99722 × 240 ÷ 12 × 5.2 % = 103710.88, × 3 % = 59833.20
    let owed = try lumpSum(contributed: 0, .contributed(0))
    #expect(owed.amounts[.inpatientPool] == Money("103710.88"))
    #expect(owed.amounts[.outpatientPool] == Money("59833.20"))
    #expect(owed.total == Money("163544.08"))
  }

  @Test func `half a fen is rounded up`() throws {
    // 99722 × 1 ÷ 12 × 3 % = 249.305
    #expect(
      try lumpSum(contributed: 240, .contributed(239))[.outpatientPool] == Money("249.31"))
  }

  @Test func `civil servants owe the outpatient pool the same months as the inpatient`() throws {
    let owed = try lumpSum(contributed: 238, .civilServant)
    #expect(owed[.outpatientPool] == Money("498.61"))
    #expect(try lumpSum(contributed: 240, .civilServant).total == .zero)
  }

  @Test func `the wage is that of the year before the day`() throws {
    #expect(try lumpSum("2023-12-31", contributed: 239, .civilServant).base.amount.fen == 9_624_000)
    #expect(try lumpSum("2024-01-01", contributed: 239, .civilServant).base.amount.fen == 9_972_200)
    let late = try lumpSum("2026-01-01", contributed: 239, .civilServant)
    #expect(late.base.amount == Money("101194.00"))
    #expect(policy.names(of: late.provisional) == ["province.averageAnnualWage"])
    #expect(try lumpSum("2025-12-31", contributed: 239, .civilServant).provisional.isEmpty)
  }

  private func lumpSum(
    _ date: String = "2024-03-01", contributed: Int,
    _ outpatient: RetirementLumpSum.OutpatientRecord
  ) throws -> Contribution {
    try policy.contribution(
      for: RetirementLumpSum(
        date: .written(date), contributedMonths: contributed, outpatient: outpatient))
  }
}

@Suite struct `the lump sums of restructuring` {
  let policy: Policy

  init() throws { policy = try TestPolicies.shipped() }

  @Test func `an institution pays to retirement or to twenty years, whichever is longer`() throws {
    #expect(try institution(toRetirement: 99, contributed: 141).term.months == 99)
    #expect(try institution(toRetirement: 99, contributed: 140).term.months == 100)
    #expect(try institution(toRetirement: 99, contributed: 142).term.months == 99)
    #expect(try institution(toRetirement: 0, contributed: 240).total == .zero)
    #expect(try institution(toRetirement: 0, contributed: 241).total == .zero)
    #expect(try institution(toRetirement: 1, contributed: 241).term.months == 1)
  }

  @Test func `the rates are 5.2 and 5 per cent of the average wage`() throws {
    // 99722 ÷ 12 × 5.2 % = 432.1287, × 5 % = 415.5083
    let owed = try institution(toRetirement: 1, contributed: 240)
    #expect(
      owed.amounts == [.inpatientPool: Money("432.13"), .outpatientPool: Money("415.51")])
    #expect(owed.base.amount == Money("99722.00"))
    #expect(owed.term.benefitMonths == nil)
  }

  @Test func `a termination buys as many months of benefit as of service`() throws {
    // 99722 × 117 ÷ 12 × 5.2 % = 50559.054, × 5 % = 48614.475
    let owed = try policy.contribution(
      for: RestructuredTermination(date: .written("2024-03-01"), seniorityMonths: 117))
    #expect(
      owed.amounts == [.inpatientPool: Money("50559.05"), .outpatientPool: Money("48614.48")])
    #expect(owed.term.months == 117)
    #expect(owed.term.benefitMonths == 117)
  }

  private func institution(toRetirement: Int, contributed: Int) throws -> Contribution {
    try policy.contribution(
      for: RestructuredInstitution(
        date: .written("2024-03-01"), monthsToRetirement: toRetirement,
        contributedMonths: contributed))
  }
}

@Suite struct `the lump sum of those retired before the system` {
  let policy: Policy

  init() throws { policy = try TestPolicies.shipped() }

  @Test func `below seventy the years run to seventy-five, from seventy on they are five`() throws {
    let years = try [50, 69, 70, 71, 75, 76, 100].map { try retiree(age: $0).term.years }
    #expect(years == [25, 6, 5, 5, 5, 5, 5])
  }

  @Test func `the pools' rates are taken of the base for every year`() throws {
    // 27311.44 × 5 × 5.2 % = 7100.9744, × 3 % = 4096.716
    let owed = try retiree(age: 80, base: "27311.44")
    #expect(
      owed.amounts == [.inpatientPool: Money("7100.97"), .outpatientPool: Money("4096.72")])
    #expect(owed.base.amount == Money("27311.44"))
    #expect(owed.term.months == nil)
  }

  private func retiree(age: Int, base: String = "50000.00") throws -> Contribution {
    try policy.contribution(
      for: PreSystemRetiree(date: .written("2024-02-20"), age: age, annualBase: Money(base)))
  }
}

@Suite struct `the lump sum for the injured of a bankrupt employer` {
  let policy: Policy

  init() throws { policy = try TestPolicies.shipped() }

  @Test func `the first twelve months have the base of the year`() throws {
    // 60000 × 5.2 % and × 3 %; for eleven months 55000
    let year = try injured(toRetirement: 12)
    #expect(year.shares.map(\.amount) == [Money("3120.00"), Money("1800.00")])
    let less = try injured(toRetirement: 11)
    #expect(less.shares.map(\.amount) == [Money("2860.00"), Money("1650.00")])
  }

  @Test func `every later year's base is 3 per cent more than the last, rounded`() throws {
    // 60000 + 61800 ÷ 12 = 65150; then 60000 + 61800 + 63654 ÷ 12 = 127104.50
    #expect(
      try injured(toRetirement: 13).shares.map(\.amount) == [Money("3387.80"), Money("1954.50")])
    #expect(
      try injured(toRetirement: 25).shares.map(\.amount) == [Money("6609.43"), Money("3813.14")])
    // 60000.10 × 1.03 = 61800.103 → 61800.10; 60000.10 + 61800.10 ÷ 12 = 65150.1083…
    #expect(
      try injured("60000.10", toRetirement: 13).shares.map(\.amount)
        == [Money("3387.81"), Money("1954.50")])
  }

  @Test func `from retirement on the base stays that of the last month before`() throws {
    // 12 months at 60000, then 12 to twenty years: the last month before is of the first year
    let first = try injured(toRetirement: 12, contributed: 216)
    #expect(first.term.months == 24)
    #expect(first.shares.map(\.amount) == [Money("6240.00"), Money("3600.00")])
    // the thirteenth month is of the second year: 60000 + 61800
    let second = try injured(toRetirement: 13, contributed: 216)
    #expect(second.shares.map(\.amount) == [Money("6333.60"), Money("3654.00")])
  }

  @Test func `who retires now owes the missing months at the base of the year`() throws {
    #expect(try injured(toRetirement: 0, contributed: 239).total == Money("410.00"))
    #expect(try injured(toRetirement: 0, contributed: 240).total == .zero)
    #expect(try injured(toRetirement: 0, contributed: 241).total == .zero)
    // 240 months, no growth: 60000 × 20 × 8.2 %
    #expect(try injured(toRetirement: 0, contributed: 0).total == Money("98400.00"))
  }

  @Test func `a hundred years of the largest base are computed at the largest growth`() throws {
    let policy = try TestPolicies.shipped(
      in: "contributions.yaml", "contribution.bankruptcy.growth", "0.1")
    for toRetirement in [RequestMember.monthsMax, RequestMember.monthsMax - 12, 13, 0] {
      let owed = try policy.contribution(
        for: BankruptcyInjured(
          date: .written("2024-03-01"), annualBase: .requestMax, monthsToRetirement: toRetirement,
          contributedMonths: 0))
      #expect(owed.total > Money.requestMax)
    }
  }

  private func injured(
    _ base: String = "60000.00", toRetirement: Int, contributed: Int = 300
  ) throws -> Contribution {
    try policy.contribution(
      for: BankruptcyInjured(
        date: .written("2024-03-01"), annualBase: Money(base), monthsToRetirement: toRetirement,
        contributedMonths: contributed))
  }
}
