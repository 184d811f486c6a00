public import Insurance
public import JSON

/// What a person has here and now, with all that the answer says.
public struct CoverageAnswer: Answer {
  /// What was asked.
  public let request: SettlementRequest
  /// Whether the fund pays, and on what terms.
  public let coverage: Coverage
  /// The settlement of the fees, where some were sent.
  public let estimate: Settlement?
  /// The policy they come from.
  public let edition: PolicyEdition

  /// The terms it was found under.
  public var terms: Terms { request.terms }

  /// The readings in force.
  public var readings: Readings { request.readings }

  /// The notes of the estimate, or of the coverage where there are no fees.
  public var notes: [Note] {
    if let estimate { return estimate.notes.notes(edition.policy) }
    return SettlementNotes(of: request.encounter, for: request.person, coverage, under: terms)
      .notes(edition.policy)
  }

  /// The steps of the estimate, or what the coverage rests on where there are no fees.
  public func forEachStep(_ body: (Step) -> Void) {
    if let estimate, let claim = request.claim {
      estimate.forEachStep(of: claim, under: terms, body)
    } else {
      coverage.forEachStep(of: request.encounter, for: request.person, under: terms, body)
    }
  }

  /// Writes the answer.
  public func write(into json: inout JSONWriter, in language: Language) {
    json.beginObject()
    json.requestID(request.requestID)
    json.outcome(coverage.reasons)
    edition.writePolicy(on: request.encounter.date, into: &json)
    if case .covered(let basic) = coverage { json.terms(basic) }
    json.key("yearToDate")
    json.yearToDate(request.yearToDate)
    if request.explains { writeSteps(into: &json, in: language) }
    if let estimate {
      json.key("estimate")
      json.amounts(estimate.amounts)
    }
    json.notes(notes, in: language)
    json.endObject()
  }
}
