public import Insurance
public import JSON

/// A contribution computed, with all that its answer says.
public struct ContributionAnswer: Answer {
  /// The caller's own identifier, echoed.
  let requestID: RequestID?
  /// The day whose terms applied.
  public let day: Day
  /// What is owed.
  public let contribution: Contribution
  /// What each listed employee owes, with the caller's own identifiers.
  let employees: (owed: EmployeeRollContribution, requestIDs: [RequestID?])?
  /// The terms it was computed under.
  public let terms: Terms
  /// The policy they come from.
  public let edition: PolicyEdition

  /// The readings in force.
  public var readings: Readings { terms.readings }

  /// Provisional figures, then floors that are missed.
  public var notes: [Note] {
    var figures = contribution.provisional
    for figure in employees?.owed.provisional ?? [] where !figures.contains(figure) {
      figures.append(figure)
    }
    return figures.map { .provisional($0, edition.policy) }
      + contribution.belowFloor.map { .belowFloor($0) }
  }

  /// The steps of the contribution, then the one of all listed employees.
  public func forEachStep(_ body: (Step) -> Void) {
    contribution.forEachStep(body)
    if let step = employees?.owed.step { body(step) }
  }

  /// Writes the answer.
  public func write(into json: inout JSONWriter, in language: Language) {
    json.beginObject()
    json.requestID(requestID)
    json.text("kind", contribution.kind.rawValue)
    edition.writePolicy(on: day, into: &json)
    json.money("base", contribution.base.amount)
    json.count("months", contribution.term.months)
    json.count("years", contribution.term.years)
    json.count("benefitMonths", contribution.term.benefitMonths)
    json.key("components")
    json.beginObject()
    for share in contribution.shares {
      json.key(share.component.rawValue)
      json.decimal(share.amount.fen, scale: 2)
    }
    json.endObject()
    json.key("funds")
    json.beginObject()
    for share in contribution.shares {
      json.key(share.component.rawValue)
      json.string(share.component.fund.rawValue)
    }
    json.endObject()
    json.money("total", contribution.total)
    writeEmployees(into: &json)
    writeSteps(into: &json, in: language)
    json.notes(notes, in: language)
    json.endObject()
  }

  private func writeEmployees(into json: inout JSONWriter) {
    guard let (owed, requestIDs) = employees else { return }
    json.key("employees")
    json.beginArray()
    for (share, requestID) in zip(owed.shares, requestIDs) {
      json.beginObject()
      json.requestID(requestID)
      json.money("base", share.base)
      json.money("personalAccount", share.amount)
      json.endObject()
    }
    json.endArray()
    json.money("employeesTotal", owed.total)
  }
}

extension JSONWriter {
  /// A whole number where there is one.
  mutating func count(_ name: StaticString, _ count: Int?) {
    guard let count else { return }
    key(name)
    integer(Int64(count))
  }
}
