import API
import Hummingbird
import Insurance

/// The answer to a stay as Codable writes it: the members of wenbao's own.
struct SettlementAnswer: ResponseEncodable {
  struct PolicyUsed: Encodable {
    let id: String
    let date: String
    let digest: String
  }

  struct TermsUsed: Encodable {
    let standard, due, rate, cap, room: Double
  }

  struct Accumulators: Encodable {
    struct Inpatient: Encodable {
      let inScope, deductiblePaid: Double
      let highestLevel: String?
    }

    let inpatient: Inpatient?
  }

  struct StepTaken: Encodable {
    struct Cited: Encodable {
      let instrument, clause: String
    }

    let rule, title: String
    let base, rate: Double?
    let amount: Double
    let citations: [Cited]
    let reading: String?
  }

  struct NoteMade: Encodable {
    let code: String
    let subject: String?
    let message: String
  }

  let requestId: String?
  let outcome: String
  let policy: PolicyUsed
  let amounts: AmountsShared
  let fund: String
  let terms: TermsUsed?
  let yearToDate: Accumulators
  let steps: [StepTaken]
  let alternatives: [String]
  let notes: [NoteMade]
}

/// Every amount in yuan.
struct AmountsShared: Encodable {
  let total, selfFunded, classBCopay, overLimit, refusedDischarge, inScope, notCovered: Double
  let priorSelfPay, deductible, coinsurance, overCap, basicFund: Double
  let catastrophic, civilServant, supplementary, assistance: Double
  let personal, account, cash: Double

  init(_ amounts: Amounts) {
    total = amounts.total.yuan
    selfFunded = amounts.selfFunded.yuan
    classBCopay = amounts.classBCopay.yuan
    overLimit = amounts.overLimit.yuan
    refusedDischarge = amounts.refusedDischarge.yuan
    inScope = amounts.inScope.yuan
    notCovered = amounts.notCovered.yuan
    priorSelfPay = amounts.priorSelfPay.yuan
    deductible = amounts.deductible.yuan
    coinsurance = amounts.coinsurance.yuan
    overCap = amounts.overCap.yuan
    basicFund = amounts.basicFund.yuan
    catastrophic = amounts.layers[.catastrophic].yuan
    civilServant = amounts.layers[.civilServant].yuan
    supplementary = amounts.layers[.supplementary].yuan
    assistance = amounts.layers[.assistance].yuan
    personal = amounts.personal.yuan
    account = amounts.account.yuan
    cash = amounts.cash.yuan
  }
}

extension SettlementAnswer {
  init(
    _ requestID: String?, _ settlement: Settlement, of claim: Claim, under terms: Terms,
    _ edition: PolicyEdition
  ) {
    requestId = requestID
    policy = PolicyUsed(
      id: edition.policy.id, date: claim.encounter.date.description, digest: edition.policy.digest)
    amounts = AmountsShared(settlement.amounts)
    fund = settlement.fund.rawValue
    switch settlement.coverage {
    case .notCovered: (outcome, self.terms) = ("notCovered", nil)
    case .covered(let basic): (outcome, self.terms) = ("settled", TermsUsed(basic))
    }
    yearToDate = Accumulators(inpatient: settlement.yearToDate.inpatient.map(Accumulators.of))
    var steps: [StepTaken] = []
    settlement.forEachStep(of: claim, under: terms) { step in
      steps.append(StepTaken(step, edition.citations(of: step, under: terms), claim.readings))
    }
    self.steps = steps
    alternatives = []
    notes = settlement.notes.notes(edition.policy).map {
      NoteMade(code: $0.code.rawValue, subject: $0.subject, message: $0.words.chinese)
    }
  }
}

extension SettlementAnswer.TermsUsed {
  init(_ basic: BasicTerms) {
    standard = basic.standard.value.yuan
    due = basic.due.yuan
    rate = basic.rate.fraction
    cap = basic.cap.yuan
    room = basic.room.yuan
  }
}

extension SettlementAnswer.Accumulators {
  static func of(_ inpatient: InpatientAccumulator) -> Inpatient {
    Inpatient(
      inScope: inpatient.inScope.yuan, deductiblePaid: inpatient.deductiblePaid.yuan,
      highestLevel: inpatient.highestLevel?.rawValue)
  }
}

extension SettlementAnswer.StepTaken {
  init(_ step: Step, _ citations: [Citation], _ readings: Readings) {
    rule = step.rule.name
    title = step.rule.words.chinese
    base = step.base?.yuan
    rate = step.rate?.fraction
    amount = step.amount.yuan
    self.citations = citations.map { Cited(instrument: $0.instrument, clause: $0.clause) }
    reading = step.readings.isEmpty ? nil : step.readings.text(readings)
  }
}

extension Rate {
  /// The rate as a fraction of one.
  fileprivate var fraction: Double { Double(tenThousandths) / 10_000 }
}
