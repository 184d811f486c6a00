public import Insurance
import JSON

extension JSONWriter {
  /// An amount in yuan with two decimals.
  @inline(always)
  mutating func money(_ name: StaticString, _ amount: Money) {
    member(name, decimal: amount.fen, scale: 2)
  }

  /// A rate without zeros at its end.
  mutating func rate(_ name: StaticString, _ rate: Rate) {
    key(name)
    decimal(trimming: rate.tenThousandths, scale: 4)
  }

  /// The identifier of a request that has one.
  mutating func requestID(_ requestID: RequestID?) {
    guard let requestID else { return }
    key("requestId")
    requestID.write(into: &self)
  }

  /// A string member.
  mutating func text(_ name: StaticString, _ text: String) {
    key(name)
    string(text)
  }

  /// A day as `2024-05-11`.
  mutating func day(_ name: StaticString, _ day: Day) {
    key(name)
    var text = InlineArray<12, UInt8>(repeating: UInt8(ascii: "-"))
    var rest = Int(day.digits)
    for place in (1...10).reversed() where place != 5 && place != 8 {
      text[place] = UInt8(ascii: "0") + UInt8(rest % 10)
      rest /= 10
    }
    text[0] = UInt8(ascii: "\"")
    text[11] = UInt8(ascii: "\"")
    raw(text.span)
  }

  /// The notes of an answer.
  mutating func notes(_ notes: [Note], in language: Language) {
    key("notes")
    beginArray()
    for note in notes { self.note(note, in: language) }
    endArray()
  }

  /// One note.
  mutating func note(_ note: Note, in language: Language) {
    beginObject()
    text("code", note.code.rawValue)
    if let subject = note.subject { text("subject", subject) }
    text("message", note.words[language])
    endObject()
  }

  /// The notes of a settlement; those that every settlement may have are encoded already.
  mutating func notes(
    _ notes: SettlementNotes, _ edition: PolicyEdition, in language: Language
  ) {
    key("notes")
    beginArray()
    for index in 0..<notes.provisional.count {
      note(.provisional(notes.provisional[index], edition.policy), in: language)
    }
    for layer in Layer.allCases where notes.notConfigured[layer] {
      edition.writeNotConfigured(layer, in: language, into: &self)
    }
    if notes.manualClaim { note(.manualClaim, in: language) }
    if notes.otherInstrument { note(.otherInstrument, in: language) }
    endArray()
  }

  /// One step with its citations, each once.
  mutating func step(
    _ step: Step, readings: Readings, under terms: Terms, _ edition: PolicyEdition,
    in language: Language
  ) {
    edition.writeBeginning(of: step.rule, in: language, into: &self)
    if let base = step.base { money("base", base) }
    if let rate = step.rate { self.rate("rate", rate) }
    money("amount", step.amount)
    if step.citations.count == 1 {
      edition.writeSoleCitation(edition.index(of: step.citations[0], under: terms), into: &self)
    } else {
      key("citations")
      beginArray()
      citations(of: step, under: terms, edition)
      endArray()
    }
    if let sole = step.readings.soleReading {
      edition.writeReading(sole, valuePlace: readings.place(of: sole), into: &self)
    } else if !step.readings.isEmpty {
      reading(step.readings, readings)
    }
    endObject()
  }

  /// The readings that mattered with their values, as `ReadingSet.text` has them.
  private mutating func reading(_ mattered: ReadingSet, _ readings: Readings) {
    key("reading")
    beginString()
    mattered.forEachPart(readings) { part($0) }
    endString()
  }

  private mutating func citations(of step: Step, under terms: Terms, _ edition: PolicyEdition) {
    var written = InlineArray<6, Int>(repeating: -1)
    for place in 0..<step.citations.count {
      let index = edition.index(of: step.citations[place], under: terms)
      var isNew = true
      for earlier in 0..<place where written[earlier] == index { isNew = false }
      written[place] = index
      if isNew { edition.writeCitation(index, into: &self) }
    }
  }
}

extension ReadingSet {
  /// The readings with their values, such as `unreferredReduction=relative`.
  public func text(_ readings: Readings) -> String {
    var text = ""
    forEachPart(readings) { text += $0 }
    return text
  }

  /// The parts of the text, none of which needs an escape.
  fileprivate func forEachPart(_ readings: Readings, _ body: (String) -> Void) {
    var rest = rawValue
    while let reading = Reading(rawValue: rest.trailingZeroBitCount) {
      if rest != rawValue { body(", ") }
      rest &= rest - 1
      body(reading.name)
      body("=")
      body(readings.value(of: reading))
    }
  }
}
