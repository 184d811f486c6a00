public import Insurance
public import JSON

/// A maternity allowance computed, with all that its answer says.
public struct MaternityAnswer: Answer {
  /// The caller's own identifier, echoed.
  let requestID: RequestID?
  /// The day of the event.
  public let day: Day
  /// The allowance and who receives it.
  public let allowance: MaternityAllowance
  /// The terms it was computed under.
  public let terms: Terms
  /// The policy they come from.
  public let edition: PolicyEdition

  /// The readings in force.
  public var readings: Readings { terms.readings }

  /// Provisional figures.
  public var notes: [Note] { allowance.provisional.map { .provisional($0, edition.policy) } }

  /// The steps, in the order of calculation.
  public func forEachStep(_ body: (Step) -> Void) { allowance.forEachStep(body) }

  /// Writes the answer.
  public func write(into json: inout JSONWriter, in language: Language) {
    json.beginObject()
    json.requestID(requestID)
    edition.writePolicy(on: day, into: &json)
    json.count("days", allowance.days)
    json.money("averageMonthlyWage", allowance.averageMonthlyWage)
    json.money("allowance", allowance.allowance)
    json.money("employerTopUp", allowance.employerTopUp)
    json.money("payableToEmployer", allowance.payableToEmployer)
    json.money("payableToPerson", allowance.payableToPerson)
    json.text("status", allowance.status.rawValue)
    json.count("monthsUntilPayable", allowance.monthsUntilPayable)
    writeSteps(into: &json, in: language)
    json.notes(notes, in: language)
    json.endObject()
  }
}
