public import Insurance
public import JSON

/// What a person has here and now, with all that the answer says.
public struct CoverageAnswer: Answer {
  /// The caller's own identifier.
  public let requestID: RequestID?
  /// Whether the answer explains itself with steps.
  public let explains: Bool
  /// Who asks for care.
  public let person: Person
  /// What care it is.
  public let encounter: Encounter
  /// What the person has used up this year.
  public let yearToDate: YearToDate
  /// The readings in force.
  public let readings: Readings
  /// The claim that is estimated, where fees were sent.
  public let claim: Claim?
  /// Whether the fund pays, and on what terms.
  public let coverage: Coverage
  /// The settlement of the claim.
  public let estimate: Settlement?
  /// The terms it was found under.
  public let terms: Terms
  /// The policy they come from.
  public let edition: PolicyEdition

  /// The notes of the estimate, or of the coverage where there are no fees.
  public var notes: [Note] {
    if let estimate { return estimate.notes.notes(edition.policy) }
    return SettlementNotes(of: encounter, for: person, coverage, under: terms)
      .notes(edition.policy)
  }

  /// The steps of the estimate, or what the coverage rests on where there are no fees.
  public func forEachStep(_ body: (Step) -> Void) {
    if let estimate, let claim {
      estimate.forEachStep(of: claim, under: terms, body)
    } else {
      coverage.forEachStep(of: encounter, for: person, under: terms, body)
    }
  }

  /// Writes the answer.
  public func write(into json: inout JSONWriter, in language: Language) {
    json.beginObject()
    json.requestID(requestID)
    json.outcome(coverage.reasons)
    edition.writePolicy(on: encounter.date, into: &json)
    if case .covered(let basic) = coverage { json.terms(basic) }
    json.key("yearToDate")
    json.yearToDate(yearToDate)
    if explains { writeSteps(into: &json, in: language) }
    if let estimate {
      json.key("estimate")
      json.amounts(estimate.amounts)
    }
    json.notes(notes, in: language)
    json.endObject()
  }
}
