extension Settlement {
  /// Gives every amount that is not zero, in the order of calculation, with its clauses.
  ///
  /// - Parameters:
  ///   - claim: The claim that was settled.
  ///   - terms: The terms it was settled under.
  ///   - body: Receives the steps one by one.
  public func forEachStep(
    of claim: Claim, under terms: Terms, _ body: (Step) -> Void
  ) {
    let explainer = Explainer(settlement: self, claim: claim, terms: terms)
    explainer.feeSteps(body)
    explainer.coverageSteps(body)
    explainer.layerSteps(body)
    explainer.personalSteps(body)
  }
}

/// Says of each amount what it came from.
private struct Explainer {
  let settlement: Settlement
  let claim: Claim
  let terms: Terms

  var amounts: Amounts { settlement.amounts }
  var encounter: Encounter { claim.encounter }
  var grounds: Grounds {
    Grounds(person: claim.person, encounter: encounter, terms: terms)
  }

  /// Rules 2: the parts of the bill.
  func feeSteps(_ body: (Step) -> Void) {
    func step(
      _ rule: Rule, _ amount: Money, of base: Money?, _ citing: CitationList,
      readings: ReadingSet = []
    ) {
      guard !amount.isZero else { return }
      body(Step(rule, base: base, amount: amount, citing: citing, readings: readings))
    }
    let isStay = encounter.kind == .inpatient
    step(
      .total, amounts.total, of: nil, CitationList(.clause(.medicalYear), .clause(.paymentScope)),
      readings: isStay ? ReadingSet(.settlementDate) : [])
    step(.selfFunded, amounts.selfFunded, of: amounts.total, CitationList(.clause(.paymentScope)))
    step(.classBCopay, amounts.classBCopay, of: amounts.total, CitationList(.clause(.paymentScope)))
    step(.overLimit, amounts.overLimit, of: amounts.total, CitationList(.clause(.paymentScope)))
    step(
      .refusedDischarge, amounts.refusedDischarge, of: amounts.total,
      CitationList(.clause(.refusedDischarge)))
    step(.inScope, amounts.inScope, of: amounts.total, CitationList(.clause(.paymentScope)))
  }

  /// Rules 3 and 4: what is not covered, or how the basic fund pays.
  func coverageSteps(_ body: (Step) -> Void) {
    switch settlement.coverage {
    case .notCovered(let reasons):
      guard !amounts.notCovered.isZero else { return }
      body(
        Step(
          .notCovered, base: amounts.inScope, amount: amounts.notCovered,
          citing: grounds.citations(of: reasons), readings: grounds.readings(of: reasons)))
    case .covered(let basic):
      priorSelfPayStep(basic, body)
      capStep(basic, body)
      deductibleStep(basic, body)
      fundSteps(basic, body)
    }
  }

  private func priorSelfPayStep(_ basic: BasicTerms, _ body: (Step) -> Void) {
    guard let rate = basic.priorSelfPayRate, !amounts.priorSelfPay.isZero else { return }
    body(
      Step(
        .priorSelfPay, base: amounts.inScope, rate: rate.value, amount: amounts.priorSelfPay,
        citing: grounds.priorSelfPayCitations(rate), readings: ReadingSet(.priorSelfPayCap)))
  }

  private func capStep(_ basic: BasicTerms, _ body: (Step) -> Void) {
    guard !amounts.overCap.isZero else { return }
    body(
      Step(
        .overCap, base: amounts.pool, amount: amounts.overCap,
        citing: grounds.capCitations(basic), readings: grounds.capReadings))
  }

  private func deductibleStep(_ basic: BasicTerms, _ body: (Step) -> Void) {
    guard !amounts.deductible.isZero else { return }
    body(
      Step(
        .deductible, base: basic.standard.value, amount: amounts.deductible,
        citing: grounds.deductibleCitations(basic), readings: grounds.deductibleReadings(basic)))
  }

  /// The fund's share and what it leaves of the same base.
  private func fundSteps(_ basic: BasicTerms, _ body: (Step) -> Void) {
    let base = amounts.within - amounts.deductible
    let (citations, readings) = (grounds.rateCitations(basic), grounds.rateReadings(basic))
    if !amounts.basicFund.isZero {
      body(
        Step(
          .basicFund, base: base, rate: basic.rate, amount: amounts.basicFund,
          citing: citations, readings: readings))
    }
    if !amounts.coinsurance.isZero {
      body(
        Step(
          .coinsurance, base: base, rate: basic.rate.remainder, amount: amounts.coinsurance,
          citing: citations, readings: readings))
    }
  }

  /// Rules 5: the layers.
  func layerSteps(_ body: (Step) -> Void) {
    var selfPay = amounts.basicSelfPay
    for layer in Layer.order where !amounts.layers[layer].isZero {
      let benefit = terms.layers[layer]?.benefit
      body(
        Step(
          Rule(layer), base: selfPay,
          rate: benefit?.flatRate(for: claim.person, at: encounter.place),
          amount: amounts.layers[layer],
          citing: CitationList(.layer(layer), .clause(.paymentScope)),
          readings: layer == .supplementary ? ReadingSet(.supplementaryBase) : []))
      selfPay -= amounts.layers[layer]
    }
  }

  /// Rules 5: what the person bears, from the account and in cash.
  func personalSteps(_ body: (Step) -> Void) {
    if !amounts.personal.isZero {
      body(
        Step(
          .personal, base: amounts.total, amount: amounts.personal,
          citing: CitationList(.clause(.definitions))))
    }
    if !amounts.account.isZero {
      body(
        Step(
          .account, base: claim.person.accountBalance, amount: amounts.account,
          citing: CitationList(.clause(.personalAccount))))
    }
    if !amounts.cash.isZero {
      body(
        Step(
          .cash, base: amounts.personal, amount: amounts.cash,
          citing: CitationList(.clause(.definitions))))
    }
  }

}

extension Rule {
  /// The rule that gives a layer's amount.
  init(_ layer: Layer) {
    switch layer {
    case .catastrophic: self = .catastrophic
    case .civilServant: self = .civilServant
    case .supplementary: self = .supplementary
    case .assistance: self = .assistance
    }
  }
}
