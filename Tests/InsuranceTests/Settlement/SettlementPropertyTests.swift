import Insurance
import TestPolicies
import Testing

@Suite struct `whatever is settled` {
  /// Claims for each property under each policy: 140 000 in all, in seconds without optimisation.
  let rounds = 10_000
  let policies: [Policy]

  init() throws { policies = [try TestPolicies.shipped(), try TestPolicies.withLayers()] }

  /// Gives random claims with their settlements.
  private func forEach(
    seed: UInt64, _ body: (Claim, Settlement, Policy) throws -> Void
  ) throws {
    for policy in policies {
      var claims = RandomClaims(seed: seed)
      for _ in 0..<rounds {
        let claim = try claims.next()
        try body(claim, policy.settle(claim), policy)
      }
    }
  }

  /// Records an issue, without the cost of an expectation that holds.
  private func expect(
    _ holds: Bool, _ claim: Claim, _ location: SourceLocation = #_sourceLocation
  ) {
    if !holds { Issue.record("\(claim)", sourceLocation: location) }
  }

  @Test func `nothing is negative and the shares add up to the charge`() throws {
    try forEach(seed: 1) { claim, paid, _ in
      let amounts = paid.amounts
      expect(amounts.byRule.values.allSatisfy { $0 >= .zero }, claim)
      let parts =
        amounts.selfFunded.fen + amounts.classBCopay.fen + amounts.overLimit.fen
        + amounts.refusedDischarge.fen + amounts.inScope.fen
      expect(amounts.total.fen == parts, claim)
      let layers = Layer.allCases.map { amounts.layers[$0].fen }.reduce(0, +)
      expect(
        amounts.total.fen == amounts.basicFund.fen + layers + amounts.account.fen
          + amounts.cash.fen, claim)
      expect(amounts.personal.fen == amounts.account.fen + amounts.cash.fen, claim)
    }
  }

  @Test func `more in-scope expense never means less from the fund`() throws {
    var more = RandomClaims(seed: 20)
    try forEach(seed: 2) { claim, paid, policy in
      let fees = claim.fees
      let dearer = try claim.with {
        $0.fees = try Fees(
          total: fees.total + more.amount(), selfFunded: fees.selfFunded,
          classBCopay: fees.classBCopay, overLimit: fees.overLimit,
          refusedDischarge: fees.refusedDischarge)
      }
      let after = try policy.settle(dearer)
      expect(after.amounts.basicFund >= paid.amounts.basicFund, claim)
    }
  }

  @Test func `the fund never pays more than its rate of the cap, or of what is in scope`() throws {
    try forEach(seed: 3) { claim, paid, _ in
      guard let terms = paid.terms else {
        return expect(paid.amounts.basicFund.isZero, claim)
      }
      let most = min(terms.room, claim.fees.inScope).times(terms.rate)
      expect(paid.amounts.basicFund <= most, claim)
    }
  }

  @Test func `care split in two has the deductible of the whole`() throws {
    try forEach(seed: 4) { claim, paid, policy in
      // what is first borne is rounded for each part on its own
      guard paid.amounts.priorSelfPay.isZero, paid.terms != nil else { return }
      let half = Money(fen: claim.fees.inScope.fen / 3)
      let first = try policy.settle(claim.with { $0.fees = try Fees(total: half) })
      let second = try policy.settle(
        claim.with {
          $0.fees = try Fees(total: claim.fees.inScope - half)
          $0.yearToDate = first.yearToDate
        })
      guard first.amounts.priorSelfPay.isZero, second.amounts.priorSelfPay.isZero else { return }
      let whole = paid.amounts.deductible
      expect(first.amounts.deductible + second.amounts.deductible == whole, claim)
      expect(first.amounts.overCap + second.amounts.overCap == paid.amounts.overCap, claim)
      let difference =
        first.amounts.basicFund + second.amounts.basicFund - paid.amounts.basicFund
      expect(abs(difference.fen) <= 1, claim)
    }
  }

  @Test func `a year of care never gets more under the cap than the cap`() throws {
    for policy in policies {
      var claims = RandomClaims(seed: 5)
      for _ in 0..<rounds / 10 {
        var yearToDate = YearToDate(inpatient: .nothing, outpatient: .nothing)
        for layer in Layer.allCases { yearToDate.layers[layer] = .nothing }
        var counted: [CareClass: Int64] = [:]
        var caps: [CareClass: Int64] = [:]
        for _ in 0..<10 {
          let claim = try claims.next().with { $0.yearToDate = yearToDate }
          let paid = try policy.settle(claim)
          let careClass = claim.encounter.kind.careClass
          let within =
            paid.amounts.inScope.fen - paid.amounts.notCovered.fen
            - paid.amounts.priorSelfPay.fen - paid.amounts.overCap.fen
          counted[careClass, default: 0] += within
          caps[careClass] = max(caps[careClass] ?? 0, paid.terms?.cap.fen ?? 0)
          expect(counted[careClass] ?? 0 <= caps[careClass] ?? 0, claim)
          yearToDate = paid.yearToDate
        }
      }
    }
  }

  @Test func `every amount has one step with a clause, in order`() throws {
    let order = Dictionary(
      uniqueKeysWithValues: Rule.allCases.enumerated().map { ($1, $0) })
    try forEach(seed: 6) { claim, paid, policy in
      var rules: [Rule] = []
      paid.forEachStep(of: claim, under: policy.terms(of: claim)) { step in
        rules.append(step.rule)
        expect(step.amount == paid.amounts.byRule[step.rule], claim)
        expect(step.citations.count > 0, claim)
      }
      let expected = paid.amounts.byRule.filter { !$0.value.isZero }.keys
      expect(Set(rules) == Set(expected) && rules.count == expected.count, claim)
      expect(rules == rules.sorted { order[$0] ?? 0 < order[$1] ?? 0 }, claim)
    }
  }

  @Test func `the accumulators grow by what the care used up`() throws {
    try forEach(seed: 7) { claim, paid, _ in
      let isStay = claim.encounter.kind.careClass == .inpatient
      let before = claim.yearToDate
      if paid.terms == nil { return expect(paid.yearToDate == before, claim) }
      let counted =
        claim.readings.priorSelfPayCap == .gross
        ? paid.amounts.inScope : paid.amounts.inScope - paid.amounts.priorSelfPay
      if isStay {
        let (old, new) = (before.inpatient, paid.yearToDate.inpatient)
        expect(new?.inScope == old.map { $0.inScope + counted }, claim)
        expect(
          new?.deductiblePaid == old.map { $0.deductiblePaid + paid.amounts.deductible }, claim)
        expect(paid.yearToDate.outpatient == before.outpatient, claim)
      } else {
        let (old, new) = (before.outpatient, paid.yearToDate.outpatient)
        expect(new?.inScope == old.map { $0.inScope + counted }, claim)
        expect(
          new?.deductiblePaid == old.map { $0.deductiblePaid + paid.amounts.deductible }, claim)
        expect(paid.yearToDate.inpatient == before.inpatient, claim)
      }
    }
  }
}
