import Insurance

/// One encounter of a sample: what befalls a person on a day, and what it costs.
struct SampleEncounter {
  /// The encounter.
  let encounter: Encounter
  /// What it costs.
  let fees: Fees
  /// Whether the institution is none of the three levels (其他医疗机构).
  let isAtOther: Bool

  /// What befalls a person on a day.
  init(of person: SamplePerson, on day: Day, _ random: inout RandomSource) {
    let kind = SampleTables.kinds(
      hasChronic: person.chronic != nil, hasSpecial: person.special != nil
    ).draw(&random)
    let level = SampleTables.levels(kind).draw(&random)
    let place = kind == .pharmacy ? .pharmacy : Place(level ?? .secondary)
    let routes = person.isResettled ? SampleTables.routesOfResettled : SampleTables.routes
    var encounter = Encounter(kind, on: day, at: place, route: routes.draw(&random))
    encounter.disease = SampleEncounter.disease(kind, person)
    encounter.isEmergency =
      kind == .ambulance || encounter.route == .emergencyOut
      || (kind != .pharmacy && random.happens(inThousand: 25))
    encounter.isDesignated = !random.happens(inThousand: 4)
    encounter.isMaternity =
      kind == .inpatient && (22...40).contains(person.age) && random.happens(inThousand: 180)
    self.encounter = encounter
    isAtOther = level == nil && kind != .pharmacy
    fees = SampleEncounter.fees(kind, SampleTables.costs(kind, place).draw(&random), &random)
  }

  private static func disease(_ kind: EncounterKind, _ person: SamplePerson) -> Disease? {
    switch kind {
    case .chronicDisease: person.chronic.map { .chronic($0) }
    case .specialDisease: person.special.map { .special($0) }
    default: nil
    }
  }

  /// The parts of a bill that are out of scope, each a share of it; together under seven tenths.
  private static func fees(
    _ kind: EncounterKind, _ total: Money, _ random: inout RandomSource
  ) -> Fees {
    func share(inThousand cases: Int, upTo thousandths: Int) -> Money {
      guard random.happens(inThousand: cases) else { return .zero }
      return Money(fen: total.fen * Int64(random.below(thousandths + 1)) / 1000)
    }
    let selfFunded = share(inThousand: 550, upTo: 180)
    let classBCopay = share(inThousand: 500, upTo: 120)
    let overLimit = share(inThousand: 80, upTo: 60)
    let refused = kind == .inpatient ? share(inThousand: 3, upTo: 300) : .zero
    guard
      let fees = try? Fees(
        total: total, selfFunded: selfFunded, classBCopay: classBCopay, overLimit: overLimit,
        refusedDischarge: refused)
    else { preconditionFailure("the parts of a bill are less than the whole") }
    return fees
  }
}
