import Insurance
import TestPolicies
import Testing

@Suite struct `the steps of a settlement` {
  let policy: Policy

  init() throws { policy = try TestPolicies.withLayers() }

  /// A claim in which every amount but `notCovered` is more than nothing.
  private func claimWithEverything() throws -> Claim {
    var claim = try Claim.stay("0.00", by: .referredOut)
    claim.fees = try Fees(
      total: "900100.00", selfFunded: "40.00", classBCopay: "30.00", overLimit: "20.00",
      refusedDischarge: "10.00")
    claim.person.isCivilServant = true
    claim.person.holdsSupplementary = true
    claim.person.groups = PersonGroups(.minimumLiving)
    claim.person.accountBalance = "100.00"
    for layer in [Layer.catastrophic, .civilServant, .assistance] {
      claim.yearToDate.layers[layer] = .nothing
    }
    return claim
  }

  @Test func `give every amount once, in the order of calculation`() throws {
    let claim = try claimWithEverything()
    let steps = try policy.steps(claim)
    #expect(
      steps.map(\.rule) == [
        .total, .selfFunded, .classBCopay, .overLimit, .refusedDischarge, .inScope, .priorSelfPay,
        .overCap, .deductible, .basicFund, .coinsurance, .catastrophic, .civilServant,
        .supplementary, .assistance, .personal, .account, .cash,
      ])
    let amounts = try policy.settle(claim).amounts.byRule
    for step in steps { #expect(step.amount == amounts[step.rule]) }
  }

  @Test func `cite the clauses they follow`() throws {
    let clauses = try policy.steps(claimWithEverything()).map { $0.clauses(in: policy) }
    #expect(
      clauses == [
        ["十三（一）", "十（二）"], ["十（二）"], ["十（二）"], ["十（二）"], ["十一（二）"], ["十（二）"],
        ["十一（五）"], ["三（五）2", "三（五）2", "十三（三）", "十一（十）"], ["三（五）1", "十一（十）"],
        ["三（五）3"], ["三（五）3"], ["catastrophic", "十（二）"], ["civilServant", "十（二）"],
        ["supplementary", "十（二）"], ["assistance", "十（二）"], ["十三（三）"], ["三（三）"], ["十三（三）"],
      ])
  }

  @Test func `show what each amount was computed from`() throws {
    let steps = try policy.steps(.stay("10000.00", by: .referredOut).withNoLayers())
    func shown(_ rule: Rule) throws -> [Int64?] {
      let step = try #require(steps.first { $0.rule == rule })
      return [step.base?.fen, step.rate?.tenThousandths, step.amount.fen]
    }
    #expect(try shown(.priorSelfPay) == [1_000_000, 1_000, 100_000])
    #expect(try shown(.deductible) == [60_000, nil, 60_000])
    #expect(try shown(.basicFund) == [840_000, 9_000, 756_000])
    #expect(try shown(.coinsurance) == [840_000, 1_000, 84_000])
    #expect(try shown(.personal) == [1_000_000, nil, 244_000])
  }

  @Test func `say what is not covered and why`() throws {
    var claim = try Claim.visit("500.00", .student, at: .primary)
    claim.person.isEntitled = false
    claim.encounter.isDesignated = false
    let step = try #require(try policy.steps(claim).first { $0.rule == .notCovered })
    #expect(step.amount == "500.00")
    #expect(step.clauses(in: policy) == ["四（四）", "十一（八）", "四（六）"])
    #expect(step.readings == ReadingSet(.studentPrimaryOutpatient))
  }

  @Test func `name the readings that mattered`() throws {
    func readings(_ rule: Rule, _ claim: Claim) throws -> [String] {
      let step = try #require(try policy.steps(claim).first { $0.rule == rule })
      return Reading.allCases.filter { step.readings.contains($0) }.map(\.id)
    }
    let unreferred = try Claim.stay("10000.00", .resident, by: .unreferredOut).withNoLayers()
    #expect(try readings(.total, unreferred) == ["R1"])
    #expect(try readings(.basicFund, unreferred) == ["R2", "R9"])
    let visit = try Claim.visit("1000.00", .resident, by: .unreferredOut)
    #expect(try readings(.notCovered, visit) == ["R3"])
    #expect(
      try readings(
        .basicFund, visit.with { $0.readings.residentUnreferredOutpatient = .reduced })
        == ["R2", "R3", "R9"])
    let referred = try Claim.stay("10000.00", by: .referredOut).withNoLayers()
    #expect(try readings(.priorSelfPay, referred) == ["R4"])
    let ambulance = try Claim.visit("1000.00", .resident, of: .ambulance, by: .resettled)
    #expect(try readings(.basicFund, ambulance) == ["R6", "R16"])
    var special = try Claim.stay("1000.00").withNoLayers()
    special.encounter.kind = .specialDisease
    #expect(try readings(.deductible, special) == ["R12"])
    let later = try Claim.visit(
      "1000.00", after: OutpatientAccumulator(inScope: "100.00", deductiblePaid: "100.00"))
    #expect(try readings(.deductible, later) == ["R11"])
    let chronic = try Claim.visit(
      "2000.00", .resident, of: .chronicDisease, at: .primary, for: .chronic(.copd)
    ).withNoLayers()
    #expect(try readings(.overCap, chronic) == ["R5"])
    #expect(try readings(.supplementary, claimWithEverything()) == ["R15"])
    let student = try Claim.visit(
      "500.00", .student, at: .primary, readings: Readings(studentPrimaryOutpatient: .asResident))
    #expect(try readings(.basicFund, student) == ["R10"])
  }
}

extension Claim {
  /// The claim with layers that have counted nothing yet.
  fileprivate func withNoLayers() -> Claim {
    with { $0.yearToDate.layers[.catastrophic] = .nothing }
  }
}
