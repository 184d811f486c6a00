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
      .total, amounts.total, of: nil, [.clause(.medicalYear), .clause(.paymentScope)],
      readings: isStay ? ReadingSet(.settlementDate) : [])
    step(.selfFunded, amounts.selfFunded, of: amounts.total, [.clause(.paymentScope)])
    step(.classBCopay, amounts.classBCopay, of: amounts.total, [.clause(.paymentScope)])
    step(.overLimit, amounts.overLimit, of: amounts.total, [.clause(.paymentScope)])
    step(
      .refusedDischarge, amounts.refusedDischarge, of: amounts.total, [.clause(.refusedDischarge)])
    step(.inScope, amounts.inScope, of: amounts.total, [.clause(.paymentScope)])
  }

  /// Rules 3 and 4: what is not covered, or how the basic fund pays.
  func coverageSteps(_ body: (Step) -> Void) {
    switch settlement.coverage {
    case .notCovered(let reasons):
      guard !amounts.notCovered.isZero else { return }
      body(
        Step(
          .notCovered, base: amounts.inScope, amount: amounts.notCovered,
          citing: citations(of: reasons), readings: readings(of: reasons)))
    case .covered(let basic):
      priorSelfPayStep(basic, body)
      capStep(basic, body)
      deductibleStep(basic, body)
      fundSteps(basic, body)
    }
  }

  private func priorSelfPayStep(_ basic: BasicTerms, _ body: (Step) -> Void) {
    guard let rate = basic.priorSelfPayRate, !amounts.priorSelfPay.isZero else { return }
    var citations: CitationList = [.figure(rate.id)]
    if encounter.route == .resettledHomeVisit { citations.append(.clause(.resettlement)) }
    body(
      Step(
        .priorSelfPay, base: amounts.inScope, rate: rate.value, amount: amounts.priorSelfPay,
        citing: citations, readings: ReadingSet(.priorSelfPayCap)))
  }

  private func capStep(_ basic: BasicTerms, _ body: (Step) -> Void) {
    guard !amounts.overCap.isZero else { return }
    var citations: CitationList = [.figure(basic.capFigures.0)]
    if let second = basic.capFigures.1 { citations.append(.figure(second)) }
    citations.append(.clause(.definitions))
    citations.append(.clause(.yearlyDeductible))
    body(
      Step(
        .overCap, base: amounts.pool, amount: amounts.overCap, citing: citations,
        readings: isResidentChronicAtPrimary ? ReadingSet(.chronicCap) : []))
  }

  private func deductibleStep(_ basic: BasicTerms, _ body: (Step) -> Void) {
    guard !amounts.deductible.isZero else { return }
    var citations: CitationList = [.figure(basic.standard.id)]
    var readings: ReadingSet = []
    if encounter.kind.careClass == .inpatient {
      citations.append(.clause(.yearlyDeductible))
    } else if !basic.deductibleBefore.isZero {
      readings.insert(ReadingSet(.outpatientDeductibleCarry))
    }
    if encounter.kind == .specialDisease {
      citations.append(.clause(.specialDisease))
      readings.insert(ReadingSet(.specialDiseaseCountsAsStay))
    }
    body(
      Step(
        .deductible, base: basic.standard.value, amount: amounts.deductible, citing: citations,
        readings: readings))
  }

  /// The fund's share and what it leaves of the same base.
  private func fundSteps(_ basic: BasicTerms, _ body: (Step) -> Void) {
    let base = amounts.within - amounts.deductible
    let (citations, readings) = (rateCitations(basic), rateReadings(basic))
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

  private func rateCitations(_ basic: BasicTerms) -> CitationList {
    var citations: CitationList = [.figure(basic.listedRate.id)]
    if let reduction = basic.reduction { citations.append(.figure(reduction.id)) }
    switch encounter.kind {
    case .specialDisease: citations.append(.clause(.specialDisease))
    case .chronicDisease: citations.append(.clause(.chronicDisease))
    case .ambulance: citations.append(.clause(.ambulance))
    case .inpatient, .outpatient, .pharmacy: break
    }
    if encounter.route == .resettled { citations.append(.clause(.resettlement)) }
    if !encounter.isDesignated { citations.append(.clause(.emergencyElsewhere)) }
    if encounter.isMaternity { citations.append(.clause(.maternityExpense)) }
    return citations
  }

  private func rateReadings(_ basic: BasicTerms) -> ReadingSet {
    var readings: ReadingSet = []
    if basic.reduction != nil {
      readings.insert(ReadingSet(.unreferredReduction))
      readings.insert(ReadingSet(.temporaryFiling))
    }
    guard encounter.kind.careClass == .outpatient else { return readings }
    let enrolment = claim.person.enrolment
    if enrolment == .student { readings.insert(ReadingSet(.studentPrimaryOutpatient)) }
    guard enrolment.scheme != .employee else { return readings }
    if encounter.route == .unreferredOut {
      readings.insert(ReadingSet(.residentUnreferredOutpatient))
    }
    if encounter.route == .resettled { readings.insert(ReadingSet(.resettledResidentOutpatient)) }
    if encounter.kind == .ambulance { readings.insert(ReadingSet(.residentAmbulance)) }
    return readings
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
          amount: amounts.layers[layer], citing: [.layer(layer), .clause(.paymentScope)],
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
          citing: [.clause(.definitions)]))
    }
    if !amounts.account.isZero {
      body(
        Step(
          .account, base: claim.person.accountBalance, amount: amounts.account,
          citing: [.clause(.personalAccount)]))
    }
    if !amounts.cash.isZero {
      body(
        Step(.cash, base: amounts.personal, amount: amounts.cash, citing: [.clause(.definitions)]))
    }
  }

  private var isResidentChronicAtPrimary: Bool {
    claim.person.enrolment.scheme != .employee && encounter.kind == .chronicDisease
      && encounter.place == .primary
  }

  private func citations(of reasons: NotCoveredReasons) -> CitationList {
    var citations: CitationList = []
    if reasons.contains(.notEntitled) {
      let isEmployee = claim.person.enrolment.scheme == .employee
      citations.append(.clause(isEmployee ? .employeeEntitlement : .residentEntitlement))
    }
    if reasons.contains(.notDesignated) { citations.append(.clause(.emergencyElsewhere)) }
    if reasons.contains(.studentOutpatient) { citations.append(.clause(.residentOutpatient)) }
    if reasons.contains(.outOfCityOutpatient) { citations.append(.clause(.outOfCity)) }
    return citations
  }

  private func readings(of reasons: NotCoveredReasons) -> ReadingSet {
    var readings: ReadingSet = []
    if reasons.contains(.studentOutpatient), encounter.mayBeOpenToStudents(under: terms) {
      readings.insert(ReadingSet(.studentPrimaryOutpatient))
    }
    if reasons.contains(.outOfCityOutpatient), encounter.route == .unreferredOut {
      readings.insert(ReadingSet(.residentUnreferredOutpatient))
    }
    return readings
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
