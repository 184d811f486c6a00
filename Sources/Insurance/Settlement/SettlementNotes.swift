/// What the caller should know beside the amounts.
public struct SettlementNotes: Sendable {
  /// The figures used that are provisional.
  public internal(set) var provisional = FigureList()
  /// The layers that the person would have but whose figures nobody has set.
  public internal(set) var notConfigured = ByLayer(repeating: false)
  /// Whether the claim is made by hand, A 十一（八）.
  public internal(set) var manualClaim = false
  /// Whether more may be due under an instrument this service does not hold, A 九（一）.
  public internal(set) var otherInstrument = false

  mutating func add(_ person: Person, _ encounter: Encounter, _ basic: BasicTerms) {
    provisional = basic.provisional
    manualClaim = !encounter.isDesignated
    otherInstrument = person.groups.haveOtherInstrument
  }
}
