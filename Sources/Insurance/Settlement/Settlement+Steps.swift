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
    feeSteps(claim, body)
    coverageSteps(claim, terms, body)
    layerSteps(claim, terms, body)
    personalSteps(claim, body)
  }

  /// Rules 2: the parts of the bill.
  private func feeSteps(_ claim: Claim, _ body: (Step) -> Void) {
    func step(
      _ rule: Rule, _ amount: Money, of base: Money?, _ citing: CitationList,
      readings: ReadingSet = []
    ) {
      guard !amount.isZero else { return }
      body(Step(rule, base: base, amount: amount, citing: citing, readings: readings))
    }
    let isStay = claim.encounter.kind == .inpatient
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
  private func coverageSteps(_ claim: Claim, _ terms: Terms, _ body: (Step) -> Void) {
    let grounds = Grounds(person: claim.person, encounter: claim.encounter)
    if reasons.isEmpty {
      priorSelfPayStep(grounds, body)
      capStep(grounds, body)
      deductibleStep(grounds, body)
      fundSteps(grounds, terms, body)
    } else if !amounts.notCovered.isZero {
      body(
        Step(
          .notCovered, base: amounts.inScope, amount: amounts.notCovered,
          citing: grounds.citations(of: reasons),
          readings: grounds.readings(of: reasons, under: terms)))
    }
  }

  private func priorSelfPayStep(_ grounds: Grounds, _ body: (Step) -> Void) {
    guard let rate = basic.priorSelfPayRate, !amounts.priorSelfPay.isZero else { return }
    body(
      Step(
        .priorSelfPay, base: amounts.inScope, rate: rate.value, amount: amounts.priorSelfPay,
        citing: grounds.priorSelfPayCitations(rate), readings: ReadingSet(.priorSelfPayCap)))
  }

  private func capStep(_ grounds: Grounds, _ body: (Step) -> Void) {
    guard !amounts.overCap.isZero else { return }
    body(
      Step(
        .overCap, base: amounts.pool, amount: amounts.overCap,
        citing: grounds.capCitations(basic.capFigures), readings: grounds.capReadings))
  }

  private func deductibleStep(_ grounds: Grounds, _ body: (Step) -> Void) {
    guard !amounts.deductible.isZero else { return }
    body(
      Step(
        .deductible, base: basic.standard.value, amount: amounts.deductible,
        citing: grounds.deductibleCitations(basic.standard),
        readings: grounds.deductibleReadings(after: basic.deductibleBefore)))
  }

  /// The fund's share and what it leaves of the same base.
  private func fundSteps(_ grounds: Grounds, _ terms: Terms, _ body: (Step) -> Void) {
    let base = amounts.within - amounts.deductible
    let (citations, readings) = (
      grounds.rateCitations(basic.listedRate, basic.reduction, under: terms),
      grounds.rateReadings(isReduced: basic.reduction != nil)
    )
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

  /// Rules 5: the layers; what a yearly cap has cut is no rate of its base and shows none.
  private func layerSteps(_ claim: Claim, _ terms: Terms, _ body: (Step) -> Void) {
    if amounts.layersTotal.isZero { return }
    var selfPay = amounts.basicSelfPay
    for layer in Layer.allCases where !amounts.layers[layer].isZero {
      let rate = terms.layers[layer]?.benefit?
        .flatRate(for: claim.person, at: claim.encounter.place)
      let isRateOfBase = rate.map { selfPay.times($0) } == amounts.layers[layer]
      body(
        Step(
          Rule(layer), base: selfPay, rate: isRateOfBase ? rate : nil,
          amount: amounts.layers[layer],
          citing: CitationList(.layer(layer), .clause(.paymentScope)),
          readings: layer == .supplementary ? ReadingSet(.supplementaryBase) : []))
      selfPay -= amounts.layers[layer]
    }
  }

  /// Rules 5: what the person bears, from the account and in cash.
  private func personalSteps(_ claim: Claim, _ body: (Step) -> Void) {
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
