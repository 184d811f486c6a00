public import Insurance
public import JSON

/// What an operation answers: a JSON object, and the steps that a table shows.
public protocol Answer: Sendable {
  /// The terms it was computed under.
  var terms: Terms { get }
  /// The policy they come from.
  var edition: PolicyEdition { get }
  /// The readings in force for it.
  var readings: Readings { get }
  /// What the caller should know beside the amounts.
  var notes: [Note] { get }
  /// The steps, in the order of calculation.
  func forEachStep(_ body: (Step) -> Void)
  /// Writes the answer.
  func write(into json: inout JSONWriter, in language: Language)
}

extension Answer {
  /// Writes the steps as the member `steps`.
  func writeSteps(into json: inout JSONWriter, in language: Language) {
    json.key("steps")
    json.beginArray()
    let (readings, terms, edition) = (readings, terms, edition)
    forEachStep { step in
      json.step(step, readings: readings, under: terms, edition, in: language)
    }
    json.endArray()
  }
}
