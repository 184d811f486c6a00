import Insurance
import TestPolicies
import Testing

@Suite struct `whatever is contributed` {
  let policy: Policy
  /// Enough to meet every branch; a fraction of a second.
  let rounds = 3_000

  init() throws { policy = try TestPolicies.shipped() }

  @Test func `the parts are not negative and add up to the total`() throws {
    var random = SeededGenerator(seed: 1)
    for _ in 0..<rounds {
      for claim in RandomContributions(&random).all {
        let owed = try policy.contribution(for: claim)
        #expect(owed.shares.allSatisfy { $0.amount >= .zero })
        #expect(owed.total.fen == owed.shares.map(\.amount.fen).reduce(0, +))
        #expect(Set(owed.shares.map(\.component)).count == owed.shares.count)
      }
    }
  }

  @Test func `more to reckon on never means less to pay`() throws {
    var random = SeededGenerator(seed: 2)
    for _ in 0..<rounds {
      let inputs = RandomContributions(&random)
      let more = inputs.with(
        amount: inputs.amount + Money(fen: .random(in: 0...1_000_000, using: &random)),
        ratio: Rate(tenThousandths: min(100_000, inputs.ratio.tenThousandths + 37)))
      for (claim, larger) in zip(inputs.all, more.all) {
        let (owed, owedMore) = (
          try policy.contribution(for: claim), try policy.contribution(for: larger)
        )
        for (share, shareOfMore) in zip(owed.shares, owedMore.shares) {
          #expect(share.amount <= shareOfMore.amount, "\(claim) against \(larger)")
        }
      }
    }
  }

  @Test func `longer working life never means more to make up for`() throws {
    var random = SeededGenerator(seed: 3)
    for _ in 0..<rounds {
      let inputs = RandomContributions(&random)
      let longer = inputs.with(contributed: inputs.contributed + 1)
      for (claim, later) in zip(inputs.lumpSums, longer.lumpSums) {
        let (owed, owedLater) = (
          try policy.contribution(for: claim), try policy.contribution(for: later)
        )
        #expect(owed.total >= owedLater.total, "\(claim)")
      }
    }
  }

  @Test func `each part is within half a fen of the exact share`() throws {
    var random = SeededGenerator(seed: 4)
    for _ in 0..<rounds {
      let months = Int.random(in: 0...1200, using: &random)
      let owed = try policy.contribution(
        for: RestructuredTermination(date: .written("2024-05-11"), seniorityMonths: months))
      for share in owed.shares {
        let exact = 9_972_200 * Int64(months) * (share.rate?.tenThousandths ?? 0)
        let twiceOff = 2 * (share.amount.fen * 120_000 - exact)
        #expect(-120_000 < twiceOff && twiceOff <= 120_000)
      }
    }
  }
}

/// Inputs of every kind, drawn at random.
private struct RandomContributions {
  var month: Month
  var date: Day
  var amount: Money
  var ratio: Rate
  var contributed: Int
  var outpatientContributed: Int
  var toRetirement: Int
  var age: Int

  init(_ random: inout SeededGenerator) {
    let year = Int.random(in: 2023...2028, using: &random)
    let number = Int.random(in: 1...12, using: &random)
    month = .written(number < 10 ? "\(year)-0\(number)" : "\(year)-\(number)")
    date = month.firstDay
    amount = Money(fen: .random(in: 0...10_000_000, using: &random))
    ratio = Rate(tenThousandths: .random(in: 1...99_000, using: &random))
    contributed = .random(in: 0...300, using: &random)
    outpatientContributed = .random(in: 0...300, using: &random)
    toRetirement = .random(in: 0...480, using: &random)
    age = .random(in: 40...100, using: &random)
  }

  func with(
    amount: Money? = nil, ratio: Rate? = nil, contributed: Int? = nil
  ) -> RandomContributions {
    var copy = self
    copy.amount = amount ?? self.amount
    copy.ratio = ratio ?? self.ratio
    copy.contributed = contributed ?? self.contributed
    return copy
  }

  var lumpSums: [any ContributionClaim] {
    [
      RetirementLumpSum(
        date: date, contributedMonths: contributed,
        outpatient: age.isMultiple(of: 2) ? .civilServant : .contributed(outpatientContributed)),
      RestructuredInstitution(
        date: date, monthsToRetirement: toRetirement, contributedMonths: contributed),
      BankruptcyInjured(
        date: date, annualBase: amount, monthsToRetirement: toRetirement,
        contributedMonths: contributed),
    ]
  }

  var all: [any ContributionClaim] {
    lumpSums + [
      EmployerMonthly(month: month, payroll: amount),
      EmployeeMonthly(month: month, averageMonthlyWage: amount),
      FlexibleMonthly(month: month, baseRatio: ratio),
      ContinuationMonthly(month: month, baseRatio: ratio),
      ResidentAnnual(
        year: date.year, standard: amount, individual: amount.times(1, over: 3),
        disposableIncome: amount, isSubsidised: age.isMultiple(of: 3)),
      StudentAnnual(year: date.year, isSubsidised: age.isMultiple(of: 3)),
      RestructuredTermination(date: date, seniorityMonths: contributed),
      PreSystemRetiree(date: date, age: age, annualBase: amount),
    ]
  }
}

/// SplitMix64: the same numbers for the same seed.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
