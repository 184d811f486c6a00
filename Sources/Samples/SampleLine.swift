import Insurance
import JSON

/// A request of a sample as the contract writes it.
struct SampleLine {
  /// Its number, from 1.
  let number: Int
  /// What the sample was asked for.
  let settings: SampleSettings
  /// The person's number, from 0.
  let person: Int
  /// What is asked.
  let claim: Claim
  /// The terms in force on its day.
  let terms: Terms
  /// Whether the institution is none of the three levels.
  let isAtOther: Bool

  /// Writes the request as one line.
  func write(into json: inout JSONWriter) {
    json.beginObject()
    json.key("requestId")
    json.string("sample-\(settings.seed)-\(number)")
    writePerson(into: &json)
    writeEncounter(into: &json)
    writeFees(into: &json)
    if !settings.namesPersons { writeYearToDate(into: &json) }
    json.endObject()
  }

  private func writePerson(into json: inout JSONWriter) {
    let person = claim.person
    json.key("person")
    json.beginObject()
    if settings.namesPersons { json.text("id", "P\(self.person)") }
    json.text("scheme", person.enrolment.scheme.rawValue)
    if case .employee(let status) = person.enrolment { json.text("status", status.rawValue) }
    if !person.isEntitled { json.flag("entitled", false) }
    if !person.groups.isEmpty {
      json.key("groups")
      json.beginArray()
      for group in PersonGroup.allCases where person.groups.contains(group) {
        json.string(group.name)
      }
      json.endArray()
    }
    if person.isCivilServant { json.flag("civilServant", true) }
    if person.holdsSupplementary { json.flag("supplementary", true) }
    if let balance = person.accountBalance { json.money("accountBalance", balance) }
    json.endObject()
  }

  private func writeEncounter(into json: inout JSONWriter) {
    let encounter = claim.encounter
    json.key("encounter")
    json.beginObject()
    json.text("kind", encounter.kind.rawValue)
    json.text("date", encounter.date.description)
    if let level = encounter.place.level {
      json.text("level", isAtOther ? "other" : level.rawValue)
    }
    if encounter.route != .local { json.text("route", encounter.route.rawValue) }
    switch encounter.disease {
    case .chronic(let disease): json.text("disease", disease.rawValue)
    case .special(let disease): json.text("disease", disease.rawValue)
    case nil: break
    }
    if !encounter.isDesignated { json.flag("designated", false) }
    if encounter.isEmergency { json.flag("emergency", true) }
    if encounter.isMaternity { json.flag("maternity", true) }
    json.endObject()
  }

  private func writeFees(into json: inout JSONWriter) {
    let fees = claim.fees
    json.key("fees")
    json.beginObject()
    json.money("total", fees.total)
    if !fees.selfFunded.isZero { json.money("selfFunded", fees.selfFunded) }
    if !fees.classBCopay.isZero { json.money("classBCopay", fees.classBCopay) }
    if !fees.overLimit.isZero { json.money("overLimit", fees.overLimit) }
    if !fees.refusedDischarge.isZero { json.money("refusedDischarge", fees.refusedDischarge) }
    json.endObject()
  }

  /// The accumulators that the settlement needs.
  private func writeYearToDate(into json: inout JSONWriter) {
    let before = claim.yearToDate
    json.key("yearToDate")
    json.beginObject()
    json.key("year")
    json.integer(Int64(claim.encounter.date.year))
    switch claim.encounter.kind.careClass {
    case .inpatient:
      if let inpatient = before.inpatient { json.accumulator(inpatient) }
    case .outpatient:
      if let outpatient = before.outpatient { json.accumulator(outpatient) }
    }
    let needed = terms.layersAccumulating(for: claim.person, claim.encounter)
    if !needed.isEmpty {
      json.key("layers")
      json.beginObject()
      for layer in Layer.allCases where needed[layer] {
        if let accumulator = before.layers[layer] { json.accumulator(accumulator, of: layer) }
      }
      json.endObject()
    }
    json.endObject()
  }
}

extension JSONWriter {
  fileprivate mutating func text(_ name: StaticString, _ value: String) {
    key(name)
    string(value)
  }

  fileprivate mutating func flag(_ name: StaticString, _ value: Bool) {
    key(name)
    bool(value)
  }

  fileprivate mutating func money(_ name: StaticString, _ money: Money) {
    member(name, decimal: money.fen, scale: 2)
  }

  fileprivate mutating func accumulator(_ inpatient: InpatientAccumulator) {
    key("inpatient")
    beginObject()
    money("inScope", inpatient.inScope)
    money("deductiblePaid", inpatient.deductiblePaid)
    if let level = inpatient.highestLevel { text("highestLevel", level.rawValue) }
    endObject()
  }

  fileprivate mutating func accumulator(_ outpatient: OutpatientAccumulator) {
    key("outpatient")
    beginObject()
    money("inScope", outpatient.inScope)
    money("deductiblePaid", outpatient.deductiblePaid)
    endObject()
  }

  fileprivate mutating func accumulator(_ accumulator: LayerAccumulator, of layer: Layer) {
    key(layer.rawValue)
    beginObject()
    money("selfPay", accumulator.selfPay)
    money("paid", accumulator.paid)
    endObject()
  }
}
