import API
import Insurance

/// Which clauses make two settlements of the same claim differ.
///
/// An amount follows from terms and from the amounts before it. It *changes of itself* where it
/// differs and its own terms do: the deductible and its standard, what exceeds the cap and the cap,
/// what is first borne and its rate, the basic fund's payment and its rate, a layer's payment and
/// the layer's terms. Only the clauses of such terms count: what merely follows from an earlier
/// amount has no clause of its own to blame. Both policies' clauses are named, so that exchanging
/// the policies names the same.
struct ChangedClauses {
  private let before: SettlementAnswer
  private let after: SettlementAnswer

  init(_ before: SettlementAnswer, _ after: SettlementAnswer) {
    self.before = before
    self.after = after
  }

  /// The clauses, each once, sorted by instrument and place.
  var citations: [Citation] {
    var found: [Citation] = []
    switch (before.settlement.coverage, after.settlement.coverage) {
    case (.covered(let one), .covered(let other)):
      addBasicTerms(one, other, to: &found)
      for layer in Layer.allCases { addLayer(layer, to: &found) }
    case (.covered, .notCovered), (.notCovered, .covered), (.notCovered, .notCovered):
      for answer in [before, after] { found += answer.citations(of: .notCovered).prefix(1) }
    }
    return Set(found).sorted { ($0.instrument, $0.clause) < ($1.instrument, $1.clause) }
  }

  private func addBasicTerms(_ one: BasicTerms, _ other: BasicTerms, to found: inout [Citation]) {
    let (first, second) = (before.settlement.amounts, after.settlement.amounts)
    func add(_ rule: Rule, at place: Int = 0) {
      for answer in [before, after] {
        found += answer.citations(of: rule).dropFirst(place).prefix(1)
      }
    }
    if first.priorSelfPay != second.priorSelfPay,
      one.priorSelfPayRate?.value != other.priorSelfPayRate?.value
    {
      add(.priorSelfPay)
    }
    if first.overCap != second.overCap, one.cap != other.cap { add(.room) }
    if first.deductible != second.deductible, one.standard.value != other.standard.value {
      add(.deductible)
    }
    if first.basicFund != second.basicFund, one.rate != other.rate {
      // The listed rate stands first; what lowers it without referral stands second.
      if one.listedRate.value != other.listedRate.value { add(.basicFund) }
      if one.listedRate.value == other.listedRate.value { add(.basicFund, at: 1) }
    }
  }

  private func addLayer(_ layer: Layer, to found: inout [Citation]) {
    let (first, second) = (before.settlement.amounts, after.settlement.amounts)
    guard first.layers[layer] != second.layers[layer] else { return }
    let (one, other) = (before.terms.layers[layer], after.terms.layers[layer])
    if let one, let other, one.isSame(as: other, for: before.claim) { return }
    if let one, !first.layers[layer].isZero { found.append(one.citation) }
    if let other, !second.layers[layer].isZero { found.append(other.citation) }
  }
}

extension SettlementAnswer {
  /// The citations of one of the terms of the coverage, each as often as it stands there.
  fileprivate func citations(of rule: Rule) -> [Citation] {
    var citations: [Citation] = []
    settlement.coverage.forEachStep(of: claim.encounter, for: claim.person, under: terms) { step in
      guard step.rule == rule else { return }
      citations = edition.citations(of: step, under: terms)
    }
    return citations
  }
}

extension LayerTerms {
  /// Whether a layer is for a claim, and pays on it, as another says.
  fileprivate func isSame(as other: LayerTerms, for claim: Claim) -> Bool {
    let scheme = claim.person.enrolment.scheme
    let kind = claim.encounter.kind
    let counts = kinds[scheme]?.contains(kind) ?? false
    let othersCounts = other.kinds[scheme]?.contains(kind) ?? false
    return benefit == other.benefit && members == other.members && counts == othersCounts
  }
}
