import Insurance

/// A person of a sample: who they are follows from the seed and their number alone.
struct SamplePerson {
  /// As a settlement sees them, without what is in the account.
  var person: Person
  /// Their age in years.
  let age: Int
  /// The chronic disease they have, if any.
  let chronic: ChronicDisease?
  /// The special disease they have, if any.
  let special: SpecialDisease?
  /// Whether they live elsewhere by a filing (异地安置).
  let isResettled: Bool
  /// What is in the account on New Year's Day; nil where the line does not say.
  let balanceOfNewYear: Money?
  /// How often they see a doctor, from 1 to `eagernessMax`.
  let eagerness: Int

  /// How often the most frequent visitors come for each time that the rarest do.
  static let eagernessMax = 12

  /// The person of a number, from 0.
  init(_ number: Int, seed: UInt64, enrolments: Weighted<Enrolment>) {
    var random = RandomSource(seed: seed, stream: UInt64(number))
    let enrolment = enrolments.draw(&random)
    age = SamplePerson.age(of: enrolment, &random)
    chronic =
      random.happens(inThousand: age < 30 ? 15 : age < 50 ? 110 : age < 65 ? 330 : 560)
      ? SampleTables.chronicDiseases.draw(&random) : nil
    special =
      random.happens(inThousand: age < 40 ? 8 : age < 65 ? 28 : 60)
      ? SamplePerson.specialDisease(age, &random) : nil
    isResettled = random.happens(inThousand: 30)
    let byAge = age < 6 ? 4 : age < 30 ? 1 : age < 50 ? 2 : age < 65 ? 3 : 5
    eagerness =
      byAge + (chronic == nil ? 0 : 3) + (special == nil ? 0 : 2)
      + (random.happens(inThousand: 100) ? 2 : 0)
    person = Person(enrolment, isEntitled: !random.happens(inThousand: 4))
    person.groups = SamplePerson.groups(enrolment, age, &random)
    guard case .employee(let status) = enrolment else {
      balanceOfNewYear = nil
      return
    }
    person.isCivilServant = random.happens(inThousand: 90)
    person.holdsSupplementary = random.happens(inThousand: 350)
    let account = LongTail(median: Money(yuan: status == .active ? 2600 : 1400), spread: 120)
    let balance = account.draw(&random)
    balanceOfNewYear = random.happens(inThousand: 800) ? balance : nil
  }

  private static func age(of enrolment: Enrolment, _ random: inout RandomSource) -> Int {
    switch enrolment {
    case .employee(.active): random.number(in: 20...59)
    case .employee(.retired): min(random.number(in: 52...84), random.number(in: 55...95))
    case .student: random.number(in: 18...24)
    case .resident:
      random.happens(inThousand: 320) ? random.number(in: 0...17) : random.number(in: 25...90)
    }
  }

  /// Autism is treated in childhood; everything else befalls at any age.
  private static func specialDisease(
    _ age: Int, _ random: inout RandomSource
  ) -> SpecialDisease {
    let disease = SampleTables.specialDiseases.draw(&random)
    return disease == .childhoodAutism && age > 14 ? .epilepsy : disease
  }

  private static func groups(
    _ enrolment: Enrolment, _ age: Int, _ random: inout RandomSource
  ) -> PersonGroups {
    var groups: PersonGroups = []
    func add(_ group: PersonGroup, inThousand cases: Int) {
      if random.happens(inThousand: cases) { groups.insert(PersonGroups(group)) }
    }
    switch enrolment {
    case .resident:
      add(.minimumLiving, inThousand: 25)
      add(.marginalMinimumLiving, inThousand: 12)
      add(.disabled, inThousand: 30)
      if age < 18 { add(.childInDifficulty, inThousand: 4) }
      if age < 18 { add(.orphan, inThousand: 2) }
      if age > 60 { add(.extremePoverty, inThousand: 6) }
    case .employee(.retired):
      add(.modelWorker, inThousand: 2)
      if age > 85 { add(.veteranWorker, inThousand: 8) }
    case .employee(.active): add(.disabled, inThousand: 8)
    case .student: add(.minimumLiving, inThousand: 20)
    }
    return groups
  }
}
