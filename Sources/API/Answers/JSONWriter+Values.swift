public import Insurance
import JSON

extension JSONWriter {
  /// An amount in yuan with two decimals.
  mutating func money(_ name: StaticString, _ amount: Money) {
    key(name)
    decimal(amount.fen, scale: 2)
  }

  /// A rate without zeros at its end.
  mutating func rate(_ name: StaticString, _ rate: Rate) {
    key(name)
    decimal(trimming: rate.tenThousandths, scale: 4)
  }

  /// A string member.
  mutating func text(_ name: StaticString, _ text: String) {
    key(name)
    string(text)
  }

  /// Which policy answered: id, the day it was asked for, and the digest of its files.
  mutating func policy(_ policy: Policy, on day: Day) {
    key("policy")
    beginObject()
    text("id", policy.id)
    text("date", day.description)
    text("digest", policy.digest)
    endObject()
  }

  /// The notes of an answer.
  mutating func notes(_ notes: [Note], in language: Language) {
    key("notes")
    beginArray()
    for note in notes {
      beginObject()
      text("code", note.code.rawValue)
      if let subject = note.subject { text("subject", subject) }
      text("message", note.words[language])
      endObject()
    }
    endArray()
  }

  /// One step with its citations, each once.
  mutating func step(
    _ step: Step, readings: Readings, under terms: Terms, _ edition: PolicyEdition,
    in language: Language
  ) {
    beginObject()
    text("rule", step.rule.rawValue)
    text("title", step.rule.words[language])
    if let base = step.base { money("base", base) }
    if let rate = step.rate { self.rate("rate", rate) }
    money("amount", step.amount)
    key("citations")
    beginArray()
    citations(of: step, under: terms, edition)
    endArray()
    if !step.readings.isEmpty { text("reading", step.readings.text(readings)) }
    endObject()
  }

  private mutating func citations(of step: Step, under terms: Terms, _ edition: PolicyEdition) {
    var written = InlineArray<6, Int>(repeating: -1)
    for place in 0..<step.citations.count {
      let index = edition.index(of: step.citations[place], under: terms)
      var isNew = true
      for earlier in 0..<place where written[earlier] == index { isNew = false }
      written[place] = index
      if isNew { raw(edition.fragment(index)) }
    }
  }
}

extension ReadingSet {
  /// The readings with their values, such as `unreferredReduction=relative`.
  public func text(_ readings: Readings) -> String {
    var text = ""
    for reading in Reading.allCases where contains(reading) {
      if !text.isEmpty { text += ", " }
      text += reading.name + "=" + readings.value(of: reading)
    }
    return text
  }
}
