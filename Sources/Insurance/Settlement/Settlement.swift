/// Who pays what of an encounter, to the fen.
public struct Settlement: Sendable {
  /// Whether the basic fund pays, and on what terms.
  public let coverage: Coverage
  /// Every amount.
  public private(set) var amounts: Amounts
  /// The fund that pays.
  public let fund: Fund
  /// The accumulators moved on: what to send with the next encounter of the year.
  public private(set) var yearToDate: YearToDate
  /// What the caller should know beside the amounts.
  public private(set) var notes: SettlementNotes
}

/// The funds that pay settlements (基金).
public enum Fund: String, CaseIterable, Sendable {
  /// 职工住院统筹基金.
  case employeeInpatientPool
  /// 职工门诊统筹基金.
  case employeeOutpatientPool
  /// 居民医保统筹基金.
  case residentPool
}

extension Settlement {
  /// Settles a claim: the rules in their order.
  ///
  /// - Throws: `ClaimFault` where the claim cannot be settled; nothing is guessed.
  public init(_ claim: Claim, under terms: Terms) throws(ClaimFault) {
    let (person, encounter) = (claim.person, claim.encounter)
    amounts = Amounts(claim.fees)  // rules 2
    yearToDate = claim.yearToDate
    notes = SettlementNotes(for: person)
    fund = Fund(of: person, encounter)
    coverage = try Coverage(  // rules 3
      of: encounter, for: person, yearToDate: yearToDate, readings: claim.readings, under: terms)
    switch coverage {
    case .notCovered:
      amounts.notCovered = amounts.inScope
    case .covered(let basic):
      amounts.bearFirst(basic.priorSelfPayRate)  // A 十一（五）（六）
      amounts.holdWithinCap(basic.room)  // A 十三（三）
      amounts.bearDeductible(basic.due)  // A 十一（十）
      amounts.payBasicFund(basic.rate)  // A 三, 四; B 三
      yearToDate.moveOn(amounts, encounter, basic, claim.readings)  // A 十一（十）
      try amounts.payLayers(person, encounter, terms, &yearToDate, &notes)  // A 六, 七
      notes.add(encounter, basic)
    }
    amounts.sharePersonally(balance: person.accountBalance)  // A 三（三）, 十三（三）
    try amounts.check()
  }
}

extension Amounts {
  /// In-scope expense that enters the pool (rules 3).
  var pool: Money { inScope - priorSelfPay }

  /// What of the pool the cap leaves room for (rules 4).
  var within: Money { pool - overCap }

  /// 先行自付: outside the city the person first bears a share of a stay, A 十一（五）（六）.
  mutating func bearFirst(_ rate: Figure<Rate>?) {
    guard let rate else { return }
    priorSelfPay = inScope.times(rate.value)
  }

  /// 最高限额: what exceeds the room left in the year's cap is not paid, A 十三（三）.
  mutating func holdWithinCap(_ room: Money) {
    overCap = pool.reduced(by: room)
  }

  /// 起付标准: the person bears what is still due of it, A 三（五）1, 四（五）1, 十一（十）.
  mutating func bearDeductible(_ due: Money) {
    deductible = min(due, within)
  }

  /// 统筹基金支付: the fund pays its rate of the rest, the person the remainder.
  mutating func payBasicFund(_ rate: Rate) {
    let base = within - deductible
    basicFund = base.times(rate)
    coinsurance = base - basicFund
  }

  /// The layers in order, each on the self-pay that the earlier ones leave (rules 5, R15).
  mutating func payLayers(
    _ person: Person, _ encounter: Encounter, _ terms: Terms, _ yearToDate: inout YearToDate,
    _ notes: inout SettlementNotes
  ) throws(ClaimFault) {
    for layer in Layer.order {
      guard let layerTerms = terms.layers[layer], layerTerms.applies(to: person, encounter) else {
        continue
      }
      guard let benefit = layerTerms.benefit else {
        notes.notConfigured[layer] = true
        continue
      }
      let before = try yearToDate.accumulator(of: layer, for: benefit)
      let now = selfPayLeft
      let paid = benefit.payment(on: now, after: before, for: person, at: encounter.place)
      layers[layer] = paid
      if benefit.needsAccumulator {
        yearToDate.layers[layer] = LayerAccumulator(
          selfPay: before.selfPay + now, paid: before.paid + paid)
      }
    }
  }

  /// 个人负担: all that nobody else pays; the account pays what it may of it (rules 5).
  mutating func sharePersonally(balance: Money?) {
    let payableByAccount = selfPayLeft + classBCopay + overLimit
    personal = payableByAccount + selfFunded + refusedDischarge + notCovered
    account = balance.map { min($0, payableByAccount) } ?? .zero
    cash = personal - account
  }
}

extension YearToDate {
  /// Moves the accumulators of the encounter's class on, A 十一（十）.
  mutating func moveOn(
    _ amounts: Amounts, _ encounter: Encounter, _ basic: BasicTerms, _ readings: Readings
  ) {
    let counted = readings.priorSelfPayCap == .gross ? amounts.inScope : amounts.pool
    let inScope = basic.inScopeBefore + counted
    let deductiblePaid = basic.deductibleBefore + amounts.deductible
    switch encounter.kind.careClass {
    case .inpatient:
      inpatient = InpatientAccumulator(
        inScope: inScope, deductiblePaid: deductiblePaid, highestLevel: basic.highestLevel)
    case .outpatient:
      outpatient = OutpatientAccumulator(inScope: inScope, deductiblePaid: deductiblePaid)
    }
  }

  fileprivate func accumulator(
    of layer: Layer, for benefit: LayerBenefit
  ) throws(ClaimFault) -> LayerAccumulator {
    guard benefit.needsAccumulator else { return LayerAccumulator(selfPay: .zero, paid: .zero) }
    guard let accumulator = layers[layer] else { throw .layerAccumulatorMissing(layer) }
    return accumulator
  }
}

extension Layer {
  /// The layers in the order of calculation (rules 5).
  public static let order: [Layer] = [.catastrophic, .civilServant, .supplementary, .assistance]
}

extension Fund {
  /// The fund that pays a person's encounter, A 三（一）, 四（二）.
  init(of person: Person, _ encounter: Encounter) {
    switch (person.enrolment, encounter.kind.careClass) {
    case (.employee, .inpatient): self = .employeeInpatientPool
    case (.employee, .outpatient): self = .employeeOutpatientPool
    case (.resident, _), (.student, _): self = .residentPool
    }
  }
}
