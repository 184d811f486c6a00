/// For whom the layers after the basic fund are and which encounters they count (rules 5), laid out
/// once in each period so that a settlement does not ask each layer in turn.
extension Terms {
  /// The layers that count an encounter, for each scheme and kind.
  typealias LayersCounting = InlineArray<18, LayerSet>
  /// The traits one of which makes a person a member, for each layer.
  typealias LayerMemberTraits = InlineArray<4, PersonTraits>

  static func layersCounting(_ layers: ByLayer<LayerTerms?>) -> LayersCounting {
    InlineArray { index in
      let (scheme, kind) = (Scheme.allCases[index / 6], EncounterKind.allCases[index % 6])
      return LayerSet { layers[$0]?.kinds[scheme]?.contains(kind) ?? false }
    }
  }

  static func layersFlat(_ layers: ByLayer<LayerTerms?>) -> ByLayer<ByPlace<Rate>?> {
    var flat = ByLayer<ByPlace<Rate>?>(repeating: nil)
    for layer in Layer.allCases {
      guard let benefit = layers[layer]?.benefit, !benefit.needsAccumulator,
        case .byPlace(let rates) = benefit.bands[0].rates
      else { continue }
      flat[layer] = rates
    }
    return flat
  }

  static func layerMemberTraits(_ layers: ByLayer<LayerTerms?>) -> LayerMemberTraits {
    InlineArray { index in
      layers[Layer.allCases[index]].map { PersonTraits(of: $0.members) } ?? []
    }
  }

  /// The layers that are for this person and count this encounter.
  func layers(for person: Person, _ encounter: Encounter) -> LayerSet {
    let traits = PersonTraits(of: person)
    var members: LayerSet = []
    for index in 0..<4 where !layerMemberTraits[index].isDisjoint(with: traits) {
      members.insert(LayerSet(rawValue: 1 << UInt8(index)))
    }
    let row = person.enrolment.scheme.place * 6 + encounter.kind.place
    return members.intersection(layersCounting[row])
  }

  /// The layers whose accumulators a settlement of this encounter asks for.
  public func layersAccumulating(for person: Person, _ encounter: Encounter) -> LayerSet {
    layers(for: person, encounter).intersection(layersAccumulating)
  }
}

/// What decides for whom a layer is: the groups of a person, and what is no group.
struct PersonTraits: OptionSet, Sendable {
  let rawValue: UInt32

  static let isInsured = PersonTraits(rawValue: 1 << 16)
  static let isCivilServant = PersonTraits(rawValue: 1 << 17)
  static let holdsSupplementary = PersonTraits(rawValue: 1 << 18)

  init(rawValue: UInt32) { self.rawValue = rawValue }

  init(_ groups: PersonGroups) { self.init(rawValue: UInt32(groups.rawValue)) }

  /// The traits that a person has.
  init(of person: Person) {
    self = PersonTraits(person.groups).union(.isInsured)
    if person.isCivilServant { formUnion(.isCivilServant) }
    if person.holdsSupplementary { formUnion(.holdsSupplementary) }
  }

  /// The traits one of which makes a member.
  init(of members: LayerMembers) {
    switch members {
    case .everyone: self = .isInsured
    case .civilServants: self = .isCivilServant
    case .holdersOfSupplementary: self = .holdsSupplementary
    case .groups(let groups): self.init(groups)
    }
  }
}

extension Scheme {
  fileprivate var place: Int {
    switch self {
    case .employee: 0
    case .resident: 1
    case .student: 2
    }
  }
}

extension EncounterKind {
  fileprivate var place: Int {
    switch self {
    case .inpatient: 0
    case .specialDisease: 1
    case .outpatient: 2
    case .pharmacy: 3
    case .ambulance: 4
    case .chronicDisease: 5
    }
  }
}
