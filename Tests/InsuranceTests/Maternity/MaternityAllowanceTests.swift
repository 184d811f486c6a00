import Insurance
import TestPolicies
import Testing

@Suite struct `a maternity allowance` {
  let policy: Policy

  init() throws { policy = try TestPolicies.shipped() }

  @Test func `of 8000 a month for a first child by plain birth is 42133.33`() throws {
    let allowance = try allowance(.employer(totalWages: Money("96000.00"), personMonths: 12))
    #expect(allowance.days == 158)
    #expect(allowance.averageMonthlyWage == Money("8000.00"))
    #expect(allowance.allowance == Money("42133.33"))
    #expect(allowance.employerTopUp == .zero)
    #expect(allowance.payableToEmployer == .zero)
    #expect(allowance.payableToPerson == Money("42133.33"))
    #expect(allowance.status == .payable)
    #expect(allowance.monthsUntilPayable == 0)
    #expect(allowance.provisional.isEmpty)
  }

  @Test func `rests on the average wage rounded half up to the fen`() throws {
    // 9000000 ÷ 980 = 9183.6734…; × 15 ÷ 30 = 4591.835 → 4591.84
    let employer = try allowance(
      .employer(totalWages: Money("9000000.00"), personMonths: 980), .ectopicSurgery)
    #expect(employer.averageMonthlyWage == Money("9183.67"))
    #expect(employer.allowance == Money("4591.84"))
    // 0.01 ÷ 2 = 0.005 → 0.01; × 15 ÷ 30 = 0.005 → 0.01
    let least = try allowance(
      .newEmployer(totalWages: Money("0.01"), persons: 2), .ectopicSurgery)
    #expect(least.averageMonthlyWage == Money("0.01"))
    #expect(least.allowance == Money("0.01"))
    let less = try allowance(.newEmployer(totalWages: Money("0.01"), persons: 3), .ectopicSurgery)
    #expect(less.averageMonthlyWage == .zero)
  }

  @Test func `of a new employer rests on the first month's wages`() throws {
    // 65434.25 ÷ 28 = 2336.9375 → 2336.94; × 158 ÷ 30 = 12307.884
    let allowance = try allowance(.newEmployer(totalWages: Money("65434.25"), persons: 28))
    #expect(allowance.averageMonthlyWage == Money("2336.94"))
    #expect(allowance.allowance == Money("12307.88"))
  }

  @Test func `of a flexible worker rests on the contribution base`() throws {
    let allowance = try allowance(.flexible(contributionBase: Money("15765.59")), .ectopicSurgery)
    #expect(allowance.averageMonthlyWage == Money("15765.59"))
    #expect(allowance.allowance == Money("7882.80"))
  }

  @Test func `is topped up by the employer to the person's own wage`() throws {
    func topUp(_ own: String) throws -> Money {
      try allowance(employer8000, .ectopicSurgery, ownWage: own).employerTopUp
    }
    // the allowance is 4000.00; 8000.01 × 15 ÷ 30 = 4000.005 → 4000.01
    #expect(try topUp("7999.99") == .zero)
    #expect(try topUp("8000.00") == .zero)
    #expect(try topUp("8000.01") == Money("0.01"))
    #expect(try topUp("10000.00") == Money("1000.00"))
  }

  @Test func `goes to the employer as far as wages were paid during leave`() throws {
    func payees(_ wages: String) throws -> [Money] {
      let allowance = try allowance(employer8000, .ectopicSurgery, wagesPaid: wages)
      return [allowance.payableToEmployer, allowance.payableToPerson]
    }
    #expect(try payees("0.00") == [.zero, Money("4000.00")])
    #expect(try payees("1.00") == [Money("1.00"), Money("3999.00")])
    #expect(try payees("3999.99") == [Money("3999.99"), Money("0.01")])
    #expect(try payees("4000.00") == [Money("4000.00"), .zero])
    #expect(try payees("4000.01") == [Money("4000.00"), .zero])
  }

  @Test func `is deferred with the same amounts below six months of contributions`() throws {
    let paid = try allowance(employer8000, months: 6)
    let deferred = try allowance(employer8000, months: 5)
    #expect(paid.status == .payable)
    #expect(deferred.status == .deferred)
    #expect(deferred.allowance == paid.allowance)
    #expect(deferred.payableToPerson == paid.payableToPerson)
    let until = try [0, 1, 5, 6, 7].map { try allowance(employer8000, months: $0) }
    #expect(until.map(\.monthsUntilPayable) == [6, 5, 1, 0, 0])
  }

  private var employer8000: AllowanceBase {
    .employer(totalWages: Money("96000.00"), personMonths: 12)
  }

  private func allowance(
    _ base: AllowanceBase, _ event: MaternityEvent = .birth(Birth(gestationMonths: 9)),
    months: Int = 12, ownWage: String? = nil, wagesPaid: String? = nil
  ) throws -> MaternityAllowance {
    try policy.allowance(
      for: MaternityClaim(
        event, on: .written("2024-05-11"), contributionMonths: months, base: base,
        ownMonthlyWage: ownWage.map { Money($0) },
        wagesPaidDuringLeave: wagesPaid.map { Money($0) }))
  }
}

@Suite struct `the steps of an allowance` {
  let policy: Policy

  init() throws { policy = try TestPolicies.shipped() }

  @Test func `account for every amount that is not zero`() throws {
    let claim = MaternityClaim(
      .birth(
        Birth(gestationMonths: 9, childOrder: 2, babies: 2, procedures: [.caesarean, .forceps])),
      on: .written("2024-05-11"), contributionMonths: 12,
      base: .employer(totalWages: Money("96000.00"), personMonths: 12),
      ownMonthlyWage: Money("9000.00"), wagesPaidDuringLeave: Money("10000.00"))
    let steps = steps(of: try policy.allowance(for: claim))
    #expect(
      steps.map(\.rule) == [
        .averageMonthlyWage, .allowance, .employerTopUp, .payableToEmployer, .payableToPerson,
      ])
    // 8000 × (98 + 90 + 15 + 15) ÷ 30 = 58133.33; 9000 × 218 ÷ 30 = 65400
    #expect(
      steps.map(\.amount) == [
        Money("8000.00"), Money("58133.33"), Money("7266.67"), Money("10000.00"),
        Money("48133.33"),
      ])
    #expect(
      steps[1].clauses(in: policy)
        == ["五（五）", "五（四）1", "五（四）1", "五（四）2", "五（四）2", "五（五）"])
    #expect(steps[1].readings == ReadingSet(.dystociaAddition))
    #expect(steps[4].clauses(in: policy) == ["五（五）", "五（二）"])
  }

  @Test func `name the threshold that chose the days`() throws {
    for (months, parameter) in [
      (3, "maternity.gestation.middle"), (4, "maternity.gestation.middle"),
      (7, "maternity.gestation.late"),
    ] {
      let claim = MaternityClaim(
        .termination(gestationMonths: months), on: .written("2024-05-11"), contributionMonths: 12,
        base: .flexible(contributionBase: Money("5000.00")))
      let step = steps(of: try policy.allowance(for: claim))[1]
      let figures = (0..<step.citations.count).compactMap { index -> FigureID? in
        guard case .figure(let figure) = step.citations[index] else { return nil }
        return figure
      }
      #expect(policy.names(of: figures).contains(parameter))
    }
  }

  @Test func `leave out what is zero`() throws {
    let claim = MaternityClaim(
      .ectopicSurgery, on: .written("2024-05-11"), contributionMonths: 0,
      base: .flexible(contributionBase: .zero))
    #expect(steps(of: try policy.allowance(for: claim)).isEmpty)
  }

  private func steps(of allowance: MaternityAllowance) -> [Step] {
    var steps: [Step] = []
    allowance.forEachStep { steps.append($0) }
    return steps
  }
}

@Suite struct `allowances that cannot be computed` {
  let policy: Policy

  init() throws { policy = try TestPolicies.shipped() }

  @Test func `none is paid under no policy`() {
    func found(_ date: String) -> [RequestFault]? {
      faultsOf(.ectopicSurgery, date, .flexible(contributionBase: .zero))
    }
    #expect(found("2022-12-31") == [.noPolicyInForce(.date, .written("2022-12-31"))])
    #expect(found("2023-01-01") == nil)
  }

  @Test func `top-up and wages belong to employers`() {
    let claim = MaternityClaim(
      .ectopicSurgery, on: .written("2024-05-11"), contributionMonths: 6,
      base: .flexible(contributionBase: Money("5000.00")), ownMonthlyWage: .zero,
      wagesPaidDuringLeave: .zero)
    #expect(
      faults { () throws(RequestFaults) in try policy.allowance(for: claim) }
        == [.notAllowed(.ownMonthlyWage), .notAllowed(.wagesPaidDuringLeave)])
  }

  @Test func `an average of nobody is none`() {
    func employer(_ count: Int) -> [RequestFault]? {
      faultsOf(.ectopicSurgery, base: .employer(totalWages: .zero, personMonths: count))
    }
    func newEmployer(_ count: Int) -> [RequestFault]? {
      faultsOf(.ectopicSurgery, base: .newEmployer(totalWages: .zero, persons: count))
    }
    #expect(employer(0) == [.outOfRange(.personMonths)])
    #expect(employer(1) == nil)
    #expect(employer(RequestMember.personMonthsMax) == nil)
    #expect(employer(RequestMember.personMonthsMax + 1) == [.outOfRange(.personMonths)])
    #expect(newEmployer(0) == [.outOfRange(.persons)])
    #expect(newEmployer(1) == nil)
    #expect(RequestMember.persons.pointer == "/base/persons")
  }

  @Test func `numbers of a birth beyond nature are out of range`() {
    func birth(_ gestation: Int, _ order: Int, _ babies: Int) -> [RequestFault]? {
      faultsOf(
        .birth(Birth(gestationMonths: gestation, childOrder: order, babies: babies)),
        base: .flexible(contributionBase: .zero))
    }
    #expect(birth(0, 1, 1) == nil)
    #expect(birth(13, 69, 15) == nil)
    #expect(
      birth(-1, 0, 0)
        == [.outOfRange(.gestationMonths), .outOfRange(.childOrder), .outOfRange(.babies)])
    #expect(
      birth(14, 70, 16)
        == [.outOfRange(.gestationMonths), .outOfRange(.childOrder), .outOfRange(.babies)])
    #expect(
      faultsOf(.termination(gestationMonths: 14), base: .flexible(contributionBase: .zero))
        == [.outOfRange(.gestationMonths)])
  }

  @Test func `amounts and months below nothing are out of range`() {
    let claim = MaternityClaim(
      .ectopicSurgery, on: .written("2024-05-11"), contributionMonths: -1,
      base: .newEmployer(totalWages: Money(fen: -1), persons: 1), ownMonthlyWage: Money(fen: -1),
      wagesPaidDuringLeave: Money(fen: -1))
    #expect(
      faults { () throws(RequestFaults) in try policy.allowance(for: claim) } == [
        .outOfRange(.contributionMonths), .outOfRange(.totalWages), .outOfRange(.ownMonthlyWage),
        .outOfRange(.wagesPaidDuringLeave),
      ])
  }

  private func faultsOf(
    _ event: MaternityEvent, _ date: String = "2024-05-11", base: AllowanceBase
  ) -> [RequestFault]? {
    faultsOf(event, date, base)
  }

  private func faultsOf(
    _ event: MaternityEvent, _ date: String, _ base: AllowanceBase
  ) -> [RequestFault]? {
    faults { () throws(RequestFaults) in
      try policy.allowance(
        for: MaternityClaim(event, on: .written(date), contributionMonths: 6, base: base))
    }
  }
}

@Suite struct `whatever is allowed` {
  @Test func `who receives it shares it, and the top-up reaches the own wage`() throws {
    let policy = try TestPolicies.shipped()
    var random = SeededGenerator(seed: 5)
    for _ in 0..<5_000 {
      let own = Money(fen: .random(in: 0...3_000_000, using: &random))
      let wages = Money(fen: .random(in: 0...1_000_000_000, using: &random))
      func allowance(of wages: Money) throws -> MaternityAllowance {
        try policy.allowance(
          for: MaternityClaim(
            event, on: .written("2024-05-11"), contributionMonths: 3,
            base: .employer(totalWages: wages, personMonths: persons), ownMonthlyWage: own,
            wagesPaidDuringLeave: own))
      }
      let persons = Int.random(in: 1...2_000, using: &random)
      let event = randomEvent(&random)
      let now = try allowance(of: wages)
      #expect(now.payableToEmployer + now.payableToPerson == now.allowance)
      #expect(now.payableToEmployer >= .zero && now.payableToPerson >= .zero)
      let ownDuringLeave = own.times(Int64(now.days), over: 30)
      #expect(now.allowance + now.employerTopUp == max(now.allowance, ownDuringLeave))
      let more = try allowance(of: wages + Money("777.77"))
      #expect(more.allowance >= now.allowance)
      #expect(more.employerTopUp <= now.employerTopUp)
    }
  }

  private func randomEvent(_ random: inout SeededGenerator) -> MaternityEvent {
    let months = Int.random(in: 0...10, using: &random)
    switch Int.random(in: 0...2, using: &random) {
    case 0: return .ectopicSurgery
    case 1: return .termination(gestationMonths: months)
    default:
      return .birth(
        Birth(
          gestationMonths: months, isLawful: .random(using: &random),
          childOrder: .random(in: 1...4, using: &random),
          babies: .random(in: 1...3, using: &random),
          procedures: .random(using: &random) ? [.caesarean] : []))
    }
  }
}
