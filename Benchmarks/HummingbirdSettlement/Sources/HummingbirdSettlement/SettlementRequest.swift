import API
import Hummingbird
import Insurance

/// The request of a stay as Codable reads it; amounts are `Double`, the quickest type it has.
struct SettlementRequest: Decodable {
  struct Person: Decodable {
    let scheme: String
    let status: String
    let accountBalance: Double?
  }

  struct Encounter: Decodable {
    let kind: String
    let date: String
    let level: String
  }

  struct Fees: Decodable {
    let total: Double
    let selfFunded: Double?
    let classBCopay: Double?
    let overLimit: Double?
    let refusedDischarge: Double?
  }

  struct YearToDate: Decodable {
    struct Inpatient: Decodable {
      let inScope: Double
      let deductiblePaid: Double
      let highestLevel: String?
    }

    let inpatient: Inpatient
  }

  let requestId: String?
  let person: Person
  let encounter: Encounter
  let fees: Fees
  let yearToDate: YearToDate

  /// The settlement under the terms of the encounter's day.
  func answer(_ edition: PolicyEdition) throws -> SettlementAnswer {
    guard let day = Day(encounter.date), let terms = edition.policy.terms(on: day),
      let kind = EncounterKind(rawValue: encounter.kind),
      let level = Level(rawValue: encounter.level), person.scheme == Scheme.employee.rawValue,
      let status = EmploymentStatus(rawValue: person.status)
    else { throw HTTPError(.unprocessableContent) }
    let claim = Claim(
      person: Insurance.Person(
        .employee(status), accountBalance: person.accountBalance.map(Money.init(yuan:))),
      encounter: Insurance.Encounter(kind, on: day, at: Place(level)),
      fees: try Insurance.Fees(
        total: Money(yuan: fees.total), selfFunded: Money(yuan: fees.selfFunded ?? 0),
        classBCopay: Money(yuan: fees.classBCopay ?? 0),
        overLimit: Money(yuan: fees.overLimit ?? 0),
        refusedDischarge: Money(yuan: fees.refusedDischarge ?? 0), inScope: nil),
      yearToDate: Insurance.YearToDate(
        inpatient: InpatientAccumulator(
          inScope: Money(yuan: yearToDate.inpatient.inScope),
          deductiblePaid: Money(yuan: yearToDate.inpatient.deductiblePaid),
          highestLevel: yearToDate.inpatient.highestLevel.flatMap(Level.init(rawValue:)))),
      readings: terms.readings)
    let settlement = try claim.settled(under: terms)
    return SettlementAnswer(requestId, settlement, of: claim, under: terms, edition)
  }
}

extension Money {
  /// The amount nearest to a number of yuan.
  init(yuan: Double) { self.init(fen: Int64((yuan * 100).rounded())) }

  /// The amount in yuan.
  var yuan: Double { Double(fen) / 100 }
}
