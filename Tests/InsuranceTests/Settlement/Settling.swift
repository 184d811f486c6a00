import Insurance

extension Money: ExpressibleByStringLiteral {
  /// The amount that a test writes as `"1234.56"`.
  init(stringLiteral text: String) { self.init(text) }
}

extension Day: ExpressibleByStringLiteral {
  /// The day that a test writes as `"2024-05-11"`.
  init(stringLiteral text: String) { self = .written(text) }
}

extension Claim {
  /// A stay that is wholly in scope, the first of its year unless `after` says otherwise.
  static func stay(
    _ inScope: Money, _ enrolment: Enrolment = .employee(.active), at level: Level = .tertiary,
    on day: Day = "2024-05-11", by route: Route = .local, after: InpatientAccumulator = .nothing,
    readings: Readings = Readings()
  ) throws -> Claim {
    Claim(
      person: Person(enrolment),
      encounter: Encounter(.inpatient, on: day, at: Place(level), route: route),
      fees: try Fees(total: inScope), yearToDate: YearToDate(inpatient: after),
      readings: readings)
  }

  /// Outpatient care that is wholly in scope, the first of its year unless `after` says otherwise.
  static func visit(
    _ inScope: Money, _ enrolment: Enrolment = .employee(.active),
    of kind: EncounterKind = .outpatient, at place: Place = .tertiary, on day: Day = "2024-05-11",
    by route: Route = .local, for disease: Disease? = nil, after: OutpatientAccumulator = .nothing,
    readings: Readings = Readings()
  ) throws -> Claim {
    Claim(
      person: Person(enrolment),
      encounter: Encounter(kind, on: day, at: place, route: route, disease: disease),
      fees: try Fees(total: inScope), yearToDate: YearToDate(outpatient: after),
      readings: readings)
  }

  /// The claim with something changed.
  func with(_ change: (inout Claim) throws -> Void) rethrows -> Claim {
    var claim = self
    try change(&claim)
    return claim
  }
}

extension InpatientAccumulator {
  /// No stay yet.
  static let nothing = InpatientAccumulator(
    inScope: .zero, deductiblePaid: .zero, highestLevel: nil)
}

extension OutpatientAccumulator {
  /// No visit yet.
  static let nothing = OutpatientAccumulator(inScope: .zero, deductiblePaid: .zero)
}

extension Policy {
  /// The terms of a claim's day.
  func terms(of claim: Claim) -> Terms {
    guard let terms = terms(on: claim.encounter.date) else {
      preconditionFailure("a test settles what a policy is in force for")
    }
    return terms
  }

  /// The settlement of a claim.
  func settle(_ claim: Claim) throws(ClaimFault) -> Settlement {
    try claim.settled(under: terms(of: claim))
  }

  /// What other readings would give.
  func alternatives(_ claim: Claim) throws(ClaimFault) -> [Alternative] {
    try settle(claim).alternatives(of: claim, under: terms(of: claim))
  }

  /// The steps of a claim.
  func steps(_ claim: Claim) throws(ClaimFault) -> [Step] {
    var steps: [Step] = []
    try settle(claim).forEachStep(of: claim, under: terms(of: claim)) { steps.append($0) }
    return steps
  }
}

extension Settlement {
  /// The terms on which the fund pays; nil where it does not.
  var terms: BasicTerms? {
    if case .covered(let terms) = coverage { terms } else { nil }
  }

  /// Why the fund does not pay, in order.
  var reasons: [NotCoveredReason] {
    guard case .notCovered(let reasons) = coverage else { return [] }
    return NotCoveredReason.allCases.filter { reasons.contains($0) }
  }
}

extension Amounts {
  /// Every amount beside the fees' by the rule that gives it.
  var byRule: [Rule: Money] {
    [
      .total: total, .selfFunded: selfFunded, .classBCopay: classBCopay, .overLimit: overLimit,
      .refusedDischarge: refusedDischarge, .inScope: inScope, .notCovered: notCovered,
      .priorSelfPay: priorSelfPay, .overCap: overCap, .deductible: deductible,
      .basicFund: basicFund, .coinsurance: coinsurance, .catastrophic: layers[.catastrophic],
      .civilServant: layers[.civilServant], .supplementary: layers[.supplementary],
      .assistance: layers[.assistance], .personal: personal, .account: account, .cash: cash,
    ]
  }
}
