import Insurance

/// Claims of every scheme, kind, level, route and reading, drawn at random.
struct RandomClaims {
  private var generator: SeededGenerator

  init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

  /// Another claim, which can be settled under any policy.
  mutating func next() throws -> Claim {
    let kind = pick(EncounterKind.allCases)
    let place = kind == .pharmacy ? .pharmacy : Place(pick(Level.allCases))
    let day = Day(year: number(2023...2027), month: number(1...12), day: number(1...28))
    let diseases: [Disease?] = [nil, .chronic(.tuberculosis), .special(.epilepsy)]
    var encounter = Encounter(
      kind, on: day ?? "2024-02-29", at: place, route: pick(Route.allCases),
      disease: pick(diseases))
    encounter.isDesignated = number(0...9) > 0
    encounter.isEmergency = number(0...4) == 0
    encounter.isMaternity = number(0...9) == 0
    return Claim(
      person: person(), encounter: encounter, fees: try fees(), yearToDate: yearToDate(),
      readings: Readings(
        unreferredReduction: pick(UnreferredReduction.allCases),
        residentUnreferredOutpatient: pick(ResidentUnreferredOutpatient.allCases),
        priorSelfPayCap: pick(PriorSelfPayCap.allCases),
        studentPrimaryOutpatient: pick(StudentPrimaryOutpatient.allCases)))
  }

  /// An amount of any magnitude from a fen to ten million yuan, or nothing.
  mutating func amount() -> Money {
    var most: Int64 = 1
    for _ in 0..<number(0...9) { most *= 10 }
    return Money(fen: Int64.random(in: 0...most, using: &generator))
  }

  mutating func number(_ range: ClosedRange<Int>) -> Int { .random(in: range, using: &generator) }

  private mutating func pick<Choice>(_ choices: [Choice]) -> Choice {
    choices[number(0...choices.count - 1)]
  }

  private mutating func person() -> Person {
    var person = Person(pick([.employee(.active), .employee(.retired), .resident, .student]))
    person.isEntitled = number(0...19) > 0
    for group in PersonGroup.allCases where !group.hasOwnChannel && number(0...5) == 0 {
      person.groups.insert(PersonGroups(group))
    }
    person.isCivilServant = number(0...2) == 0
    person.holdsSupplementary = number(0...1) == 0
    if person.enrolment.scheme == .employee, number(0...1) == 0 { person.accountBalance = amount() }
    return person
  }

  private mutating func fees() throws -> Fees {
    let (selfFunded, copay, overLimit) = (amount(), amount(), amount())
    let refused = number(0...9) == 0 ? amount() : .zero
    return try Fees(
      total: selfFunded + copay + overLimit + refused + amount(), selfFunded: selfFunded,
      classBCopay: copay, overLimit: overLimit, refusedDischarge: refused)
  }

  private mutating func yearToDate() -> YearToDate {
    var before = YearToDate(
      inpatient: InpatientAccumulator(
        inScope: amount(), deductiblePaid: Money(fen: Int64(number(0...80_000))),
        highestLevel: pick(Level.allCases)),
      outpatient: OutpatientAccumulator(
        inScope: Money(fen: Int64(number(0...1_200_000))),
        deductiblePaid: Money(fen: Int64(number(0...70_000)))))
    for layer in Layer.allCases {
      before.layers[layer] = LayerAccumulator(selfPay: amount(), paid: amount())
    }
    return before
  }
}
