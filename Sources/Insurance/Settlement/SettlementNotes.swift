/// What the caller should know beside the amounts.
public struct SettlementNotes: Sendable {
  /// The figures used that are provisional.
  public let provisional: FigureList
  /// The layers that the person would have but whose figures nobody has set.
  public let notConfigured: LayerSet
  /// Whether the claim is made by hand, A 十一（八）.
  public let manualClaim: Bool
  /// Whether more may be due under an instrument this service does not hold, A 九（一）.
  public let otherInstrument: Bool
}

extension SettlementNotes {
  /// The notes of a coverage, before any expense is known.
  public init(
    of encounter: Encounter, for person: Person, _ coverage: Coverage, under terms: Terms
  ) {
    otherInstrument = person.groups.haveOtherInstrument
    guard case .covered(let basic) = coverage else {
      (provisional, notConfigured, manualClaim) = (FigureList(), [], false)
      return
    }
    provisional = basic.provisional
    notConfigured = terms.layers(for: person, encounter).subtracting(terms.layersPaying)
    manualClaim = !encounter.isDesignated
  }
}
