public import Insurance
import JSON

/// Draws settlement requests as a year of a city would bring them: by day, persons coming again,
/// with all that each has used up in the year so far.
///
/// Each request is settled under the policy, so that the accumulators of the person's next one are
/// what the service would have answered.
public struct Sampler: ~Copyable {
  private let settings: SampleSettings
  private let policy: Policy
  private let calendar: SampleCalendar
  private let enrolments: Weighted<Enrolment>
  private var random: RandomSource
  /// What the persons have used up this year.
  private var years: [PersonYear]
  private var dayIndex = 0
  /// How many lines there have been.
  private var count = 0
  private var json = JSONWriter(capacity: 1024)

  /// A sampler of requests that a policy settles.
  ///
  /// - Throws: `SampleFault` where there cannot be such a sample.
  public init(_ settings: SampleSettings, under policy: Policy) throws(SampleFault) {
    let personCount = try settings.checkedPersonCount(under: policy)
    self.settings = settings
    self.policy = policy
    calendar = SampleCalendar(settings.days, count: settings.count)
    enrolments = Weighted(
      SampleTables.enrolments.filter { settings.schemes.contains($0.value.scheme) })
    random = RandomSource(seed: settings.seed)
    years = Array(repeating: PersonYear(), count: personCount)
  }

  /// Appends the next request and a line feed; false once there have been as many as were asked
  /// for.
  public mutating func appendLine(to output: inout [UInt8]) -> Bool {
    guard count < settings.count else { return false }
    while calendar.countUntilEnd(of: dayIndex) <= count { advanceDay() }
    let day = calendar.day(dayIndex)
    let number = visitor()
    var person = SamplePerson(number, seed: settings.seed, enrolments: enrolments)
    let drawn = SampleEncounter(of: person, on: day, &random)
    let before = years[number]
    person.person.accountBalance = before.balance(of: person)
    let terms = terms(on: day)
    let claim = Claim(
      person: person.person, encounter: drawn.encounter, fees: drawn.fees,
      yearToDate: before.yearToDate, readings: terms.readings)
    let settlement = settled(claim, terms)
    count += 1
    let line = SampleLine(
      number: count, settings: settings, person: number, claim: claim, terms: terms,
      isAtOther: drawn.isAtOther)
    json.reset()
    line.write(into: &json)
    json.append(to: &output)
    output.append(UInt8(ascii: "\n"))
    years[number].moveOn(settlement, balance: person.person.accountBalance)
    return true
  }

  /// Goes on to the next day; a new year begins with nothing used up.
  private mutating func advanceDay() {
    let year = calendar.day(dayIndex).year
    dayIndex += 1
    if calendar.day(dayIndex).year != year {
      for index in years.indices { years[index] = PersonYear() }
    }
  }

  /// A person's number, the more eager ones more often.
  private mutating func visitor() -> Int {
    while true {
      let number = random.below(years.count)
      let eagerness = SamplePerson(number, seed: settings.seed, enrolments: enrolments).eagerness
      if random.below(SamplePerson.eagernessMax) < eagerness { return number }
    }
  }

  private func terms(on day: Day) -> Terms {
    guard let terms = policy.terms(on: day) else {
      preconditionFailure("the first day of a sample has a policy, and so have those after it")
    }
    return terms
  }

  private func settled(_ claim: Claim, _ terms: Terms) -> Settlement {
    guard let settlement = try? claim.settled(under: terms) else {
      preconditionFailure("no person of a sample has an own channel, and no accumulator lacks")
    }
    return settlement
  }
}

/// What a person of a sample has used up this year.
struct PersonYear {
  /// As the last settlement left it.
  private(set) var yearToDate = YearToDate(
    inpatient: InpatientAccumulator(inScope: .zero, deductiblePaid: .zero, highestLevel: nil),
    outpatient: OutpatientAccumulator(inScope: .zero, deductiblePaid: .zero),
    layers: LayerAccumulators(repeating: LayerAccumulator(selfPay: .zero, paid: .zero)))
  /// What the account has paid.
  private var paidByAccount = Money.zero

  /// What is left in a person's account; nil where their lines do not say.
  func balance(of person: SamplePerson) -> Money? {
    person.balanceOfNewYear.map { $0.reduced(by: paidByAccount) }
  }

  /// Takes over what a settlement leaves.
  mutating func moveOn(_ settlement: Settlement, balance: Money?) {
    yearToDate = settlement.yearToDate
    if balance != nil { paidByAccount += settlement.amounts.account }
  }
}
