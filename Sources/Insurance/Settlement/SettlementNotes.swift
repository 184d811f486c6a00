/// What the caller should know beside the amounts.
public struct SettlementNotes: Sendable {
  /// The figures used that are provisional.
  public internal(set) var provisional = FigureList()
  /// The layers that the person would have but whose figures nobody has set.
  public internal(set) var notConfigured = ByLayer(repeating: false)
  /// Whether the claim is made by hand, A 十一（八）.
  public internal(set) var manualClaim = false
  /// Whether more may be due under an instrument this service does not hold, A 九（一）.
  public let otherInstrument: Bool

  /// Notes for a person, whether or not the fund pays.
  init(for person: Person) {
    otherInstrument = person.groups.haveOtherInstrument
  }

  /// The notes of a coverage, before any expense is known.
  public init(
    of encounter: Encounter, for person: Person, _ coverage: Coverage, under terms: Terms
  ) {
    self.init(for: person)
    guard case .covered(let basic) = coverage else { return }
    add(encounter, basic)
    for layer in Layer.order {
      guard let layerTerms = terms.layers[layer], layerTerms.benefit == nil else { continue }
      notConfigured[layer] = layerTerms.applies(to: person, encounter)
    }
  }

  /// What is to be noted where the fund pays on these terms.
  mutating func add(_ encounter: Encounter, _ basic: BasicTerms) {
    provisional = basic.provisional
    manualClaim = !encounter.isDesignated
  }
}
