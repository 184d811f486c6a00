/// Who pays what of an encounter, to the fen.
public struct Settlement: Sendable {
  /// Every amount.
  public let amounts: Amounts
  /// The accumulators moved on: what to send with the next encounter of the year.
  public let yearToDate: YearToDate
  /// The terms on which the basic fund pays where there are no `reasons` against it.
  public let basic: BasicTerms
  /// Why the basic fund pays nothing; empty where it pays.
  public let reasons: NotCoveredReasons
  /// The fund that pays.
  public let fund: Fund
  /// The layers that the person would have but whose figures nobody has set.
  let notConfigured: LayerSet
  /// Whether the claim is made by hand, A 十一（八）.
  let isManualClaim: Bool
  /// Whether more may be due under an instrument this service does not hold, A 九（一）.
  let hasOtherInstrument: Bool

  /// Whether the basic fund pays, and on what terms.
  public var coverage: Coverage { Coverage(basic, reasons) }

  /// What the caller should know beside the amounts.
  public var notes: SettlementNotes {
    SettlementNotes(
      provisional: reasons.isEmpty ? basic.provisional : FigureList(),
      notConfigured: notConfigured, manualClaim: isManualClaim, otherInstrument: hasOtherInstrument)
  }
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

extension Claim {
  /// Settles the claim: the rules in their order.
  ///
  /// - Throws: `ClaimFault` where the claim cannot be settled; nothing is guessed.
  public func settled(under terms: Terms) throws(ClaimFault) -> Settlement {
    if let group = person.groups.ownChannel { throw .ownChannel(group) }  // A 九（一）
    var amounts = Amounts(fees)  // rules 2
    let reasons = NotCoveredReasons(  // rules 3
      of: encounter, for: person, readings: readings, under: terms)
    let basic = try BasicTerms(  // rules 4
      of: encounter, for: person, yearToDate: yearToDate, readings: readings, under: terms)
    var (layers, after) = (LayerSet(), yearToDate)
    if reasons.isEmpty {
      amounts.bearFirst(basic.priorSelfPayRate)  // A 十一（五）（六）
      amounts.holdWithinCap(basic.room)  // A 十三（三）
      amounts.bearDeductible(basic.due)  // A 十一（十）
      amounts.payBasicFund(basic.rate)  // A 三, 四; B 三
      after.moveOn(amounts, encounter, basic, readings)  // A 十一（十）
      layers = terms.layers(for: person, encounter)  // A 六, 七
      if case let paying = layers.intersection(terms.layersPaying), !paying.isEmpty {
        (amounts.layers, after.layers) = try payLayers(
          paying, on: amounts.basicSelfPay, under: terms)
      }
    } else {
      amounts.notCovered = amounts.inScope
    }
    amounts.sharePersonally(balance: person.accountBalance)  // A 三（三）, 十三（三）
    try amounts.check()
    return Settlement(
      amounts: amounts, yearToDate: after, basic: basic, reasons: reasons,
      fund: Fund(of: person, encounter), notConfigured: layers.subtracting(terms.layersPaying),
      isManualClaim: reasons.isEmpty && !encounter.isDesignated,
      hasOtherInstrument: person.groups.haveOtherInstrument)
  }
}

extension Amounts {
  /// In-scope expense that enters the pool (rules 3).
  var pool: Money { inScope - priorSelfPay }

  /// What of the pool the cap leaves room for (rules 4).
  var within: Money { pool - overCap }

  /// 先行自付: outside the city the person first bears a share of a stay, A 十一（五）（六）.
  mutating func bearFirst(_ rate: Figure<Rate>?) {
    priorSelfPay = inScope.times(rate?.value ?? .zero)
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

  /// 个人负担: all that nobody else pays; the account pays what it may of it (rules 5).
  @inline(always)
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
