public import Insurance
public import JSON

/// A settlement computed, with all that its answer says.
public struct SettlementAnswer: Answer {
  /// The caller's own identifier.
  public let requestID: RequestID?
  /// Whether the answer explains itself with steps.
  public internal(set) var explains: Bool
  /// The claim that was settled.
  public let claim: Claim
  /// Who pays what.
  public let settlement: Settlement
  /// What other readings would give.
  public let alternatives: [Alternative]
  /// The terms it was settled under.
  public let terms: Terms
  /// The policy they come from.
  public let edition: PolicyEdition
  /// What the answer can be held to, where that is asked for.
  public let receipt: Receipt?

  /// The readings in force.
  public var readings: Readings { claim.readings }

  /// The notes, in the order of the answer.
  public var notes: [Note] { settlement.notes.notes(edition.policy) }

  /// The steps, in the order of calculation.
  public func forEachStep(_ body: (Step) -> Void) {
    settlement.forEachStep(of: claim, under: terms, body)
  }

  /// Writes the answer.
  public func write(into json: inout JSONWriter, in language: Language) {
    json.beginObject()
    json.requestID(requestID)
    json.outcome(settlement.reasons)
    edition.writePolicy(on: claim.encounter.date, into: &json)
    json.sharesAndTerms(settlement)
    if explains { writeSteps(into: &json, in: language) }
    json.alternatives(alternatives)
    json.notes(settlement.notes, edition, in: language)
    receipt?.write(by: edition, into: &json)
    json.endObject()
  }
}

extension JSONWriter {
  /// The members of an answer that its receipt holds, in whatever order.
  mutating func result(_ settlement: Settlement, _ alternatives: [Alternative]) {
    beginObject()
    outcome(settlement.reasons)
    sharesAndTerms(settlement)
    self.alternatives(alternatives)
    endObject()
  }

  /// Who pays what, on what terms, and the accumulators moved on.
  fileprivate mutating func sharesAndTerms(_ settlement: Settlement) {
    key("amounts")
    amounts(settlement.amounts)
    text("fund", settlement.fund.rawValue)
    if settlement.reasons.isEmpty { terms(settlement.basic) }
    key("yearToDate")
    yearToDate(settlement.yearToDate)
  }

  /// Whether the fund pays, and if not, why.
  mutating func outcome(_ reasons: NotCoveredReasons) {
    if reasons.isEmpty { return raw(#""outcome":"settled""#) }
    raw(#""outcome":"notCovered""#)
    key("notCoveredReasons")
    beginArray()
    for reason in NotCoveredReason.allCases where reasons.contains(reason) {
      string(reason.name)
    }
    endArray()
  }

  /// Every amount, in the order of the contract.
  mutating func amounts(_ amounts: Amounts) {
    beginObject()
    money("total", amounts.total)
    money("selfFunded", amounts.selfFunded)
    money("classBCopay", amounts.classBCopay)
    money("overLimit", amounts.overLimit)
    money("refusedDischarge", amounts.refusedDischarge)
    money("inScope", amounts.inScope)
    money("notCovered", amounts.notCovered)
    money("priorSelfPay", amounts.priorSelfPay)
    money("deductible", amounts.deductible)
    money("coinsurance", amounts.coinsurance)
    money("overCap", amounts.overCap)
    money("basicFund", amounts.basicFund)
    money("catastrophic", amounts.layers[.catastrophic])
    money("civilServant", amounts.layers[.civilServant])
    money("supplementary", amounts.layers[.supplementary])
    money("assistance", amounts.layers[.assistance])
    money("personal", amounts.personal)
    money("account", amounts.account)
    money("cash", amounts.cash)
    endObject()
  }

  /// The terms of the basic fund before the encounter.
  mutating func terms(_ basic: BasicTerms) {
    key("terms")
    beginObject()
    money("standard", basic.standard.value)
    money("due", basic.due)
    rate("rate", basic.rate)
    money("cap", basic.cap)
    money("room", basic.room)
    endObject()
  }

  /// The accumulators, in the shape of the request.
  mutating func yearToDate(_ yearToDate: YearToDate) {
    beginObject()
    if let year = yearToDate.year {
      key("year")
      integer(Int64(year))
    }
    if let inpatient = yearToDate.inpatient {
      key("inpatient")
      beginObject()
      money("inScope", inpatient.inScope)
      money("deductiblePaid", inpatient.deductiblePaid)
      key("highestLevel")
      if let level = inpatient.highestLevel { string(level.rawValue) } else { null() }
      endObject()
    }
    if let outpatient = yearToDate.outpatient {
      key("outpatient")
      beginObject()
      money("inScope", outpatient.inScope)
      money("deductiblePaid", outpatient.deductiblePaid)
      endObject()
    }
    layers(yearToDate.layers)
    endObject()
  }

  private mutating func layers(_ layers: LayerAccumulators) {
    guard Layer.allCases.contains(where: { layers[$0] != nil }) else { return }
    key("layers")
    beginObject()
    for layer in Layer.allCases {
      guard let accumulator = layers[layer] else { continue }
      key(layer.rawValue)
      beginObject()
      money("selfPay", accumulator.selfPay)
      money("paid", accumulator.paid)
      endObject()
    }
    endObject()
  }

  /// What other readings would give.
  mutating func alternatives(_ alternatives: [Alternative]) {
    key("alternatives")
    beginArray()
    for alternative in alternatives {
      beginObject()
      text("reading", alternative.reading.name)
      text("value", alternative.value)
      money("basicFund", alternative.basicFund)
      money("personal", alternative.personal)
      endObject()
    }
    endArray()
  }
}
