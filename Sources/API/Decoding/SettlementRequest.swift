import Insurance
import JSON

/// A settlement request or, where fees are absent, a question about coverage.
///
/// It is handed on and never copied: its parts end in the answer.
struct SettlementRequest: ~Copyable {
  /// The caller's own identifier, echoed.
  let requestID: RequestID?
  /// Who was cared for.
  let person: Person
  /// What care it was.
  let encounter: Encounter
  /// What it cost; nil where only coverage is asked for.
  let fees: Fees?
  /// What the person has used up this year.
  let yearToDate: YearToDate
  /// What the caller chooses.
  let options: RequestOptions
  /// The terms in force on the day of the encounter.
  let terms: Terms
}

/// The member `options`.
struct RequestOptions {
  /// Whether the answer explains itself with steps.
  let explains: Bool
  /// Whether the answer carries a receipt.
  let asksForReceipt: Bool
  /// The readings to settle under.
  let readings: Readings
}

enum SettlementMember: Int, MemberNames {
  case requestId, person, encounter, fees, yearToDate, options
  static let names: [StaticString] = [
    "requestId", "person", "encounter", "fees", "yearToDate", "options",
  ]
}

enum OptionMember: Int, MemberNames {
  case explain, readings, receipt
  static let names: [StaticString] = ["explain", "readings", "receipt"]
}

enum ReadingMember: Int, MemberNames {
  case unreferredReduction, residentUnreferredOutpatient, priorSelfPayCap, studentPrimaryOutpatient
  static let names: [StaticString] = [
    "unreferredReduction", "residentUnreferredOutpatient", "priorSelfPayCap",
    "studentPrimaryOutpatient",
  ]
}

extension RequestDecoder {
  /// The request at the root of the document, decoded against a policy.
  ///
  /// - Parameter requiresFees: whether fees must be there, as for a settlement.
  mutating func settlementRequest(
    under policy: Policy, requiresFees: Bool
  ) -> SettlementRequest? {
    settlementRequest(under: policy, requiresFees: requiresFees) {
      (decoder, members, encounter, needed) in
      decoder.required(.yearToDate, members)
        .flatMap { decoder.yearToDate($0, of: encounter, needed) }
    }
  }

  /// The request at the root of the document, with what `findYear` finds to be used up.
  mutating func settlementRequest(
    under policy: Policy, requiresFees: Bool,
    _ findYear: (
      inout RequestDecoder, Members<SettlementMember>, PartialEncounter?, LayerSet
    ) -> YearToDate?
  ) -> SettlementRequest? {
    guard let members = members(of: json.root, SettlementMember.self) else { return nil }
    let requestID = members[.requestId].flatMap { self.requestID($0) }
    let person = required(.person, members).flatMap { self.person($0) }
    let encounter = required(.encounter, members).flatMap { self.encounter($0) }
    let terms = encounter.date.flatMap { self.terms(on: $0, under: policy) }
    let fees = self.fees(members, required: requiresFees)
    let needed = layersNeeded(person, encounter.whole, terms)
    let yearToDate = findYear(&self, members, encounter, needed)
    let options = self.options(
      members[.options], terms?.readings, allowsReceipt: requiresFees)
    guard let person, let encounter = encounter.whole, let yearToDate, let terms, let options,
      fees != nil || members[.fees] == nil, faults.isEmpty
    else { return nil }
    return SettlementRequest(
      requestID: requestID, person: person, encounter: encounter, fees: fees,
      yearToDate: yearToDate, options: options, terms: terms)
  }

  private mutating func terms(on date: DatedNode, under policy: Policy) -> Terms? {
    if let terms = policy.terms(on: date.day) { return terms }
    fault(.noPolicyInForce, at: date.node, .noPolicyInForce(policy.inForceFrom))
    return nil
  }

  private mutating func fees(_ members: Members<SettlementMember>, required isRequired: Bool)
    -> Fees?
  {
    guard let node = members[.fees] else {
      if isRequired { missing(.fees, members) }
      return nil
    }
    return fees(node)
  }

  private mutating func options(
    _ node: JSONNode?, _ inForce: Readings?, allowsReceipt: Bool
  ) -> RequestOptions? {
    var readings = inForce ?? Readings()
    guard let node else {
      return RequestOptions(explains: true, asksForReceipt: false, readings: readings)
    }
    guard let members = members(of: node, OptionMember.self) else { return nil }
    let explains = bool(members[.explain], default: true)
    let asksForReceipt = bool(members[.receipt], default: false)
    if !allowsReceipt { forbid(.receipt, members, .receiptOfSettlementsOnly) }
    if isCarrying { forbid(.receipt, members, .receiptOfWholeRequestsOnly) }
    if let chosen = members[.readings] { self.readings(chosen, &readings) }
    guard let explains, let asksForReceipt else { return nil }
    return RequestOptions(
      explains: explains, asksForReceipt: asksForReceipt, readings: readings)
  }

  private mutating func readings(_ node: JSONNode, _ readings: inout Readings) {
    guard let members = members(of: node, ReadingMember.self) else { return }
    if let node = members[.unreferredReduction] {
      readings.unreferredReduction =
        choice(node, UnreferredReduction.self) ?? readings.unreferredReduction
    }
    if let node = members[.residentUnreferredOutpatient] {
      readings.residentUnreferredOutpatient =
        choice(node, ResidentUnreferredOutpatient.self) ?? readings.residentUnreferredOutpatient
    }
    if let node = members[.priorSelfPayCap] {
      readings.priorSelfPayCap = choice(node, PriorSelfPayCap.self) ?? readings.priorSelfPayCap
    }
    if let node = members[.studentPrimaryOutpatient] {
      readings.studentPrimaryOutpatient =
        choice(node, StudentPrimaryOutpatient.self) ?? readings.studentPrimaryOutpatient
    }
  }

  /// Rules 5: which layers ask for an accumulator.
  ///
  /// Asked under the readings that leave least uncovered, since an answer says what others than
  /// those chosen would give.
  private func layersNeeded(
    _ person: Person?, _ encounter: Encounter?, _ terms: Terms?
  ) -> LayerSet {
    guard let person, let encounter, let terms else { return [] }
    let widest = Readings(
      residentUnreferredOutpatient: .reduced, studentPrimaryOutpatient: .asResident)
    let reasons = NotCoveredReasons(of: encounter, for: person, readings: widest, under: terms)
    return reasons.isEmpty ? terms.layersAccumulating(for: person, encounter) : []
  }
}
