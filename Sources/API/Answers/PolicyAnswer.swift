public import Insurance
public import JSON

/// Everything in force on one day: instruments, figures with their words, readings, layers.
public struct PolicyAnswer: Sendable {
  /// The day asked for.
  public let day: Day
  /// The terms in force on it.
  public let terms: Terms
  /// The policy they come from.
  public let edition: PolicyEdition

  /// What is in force on a day; nil before the policy came into force.
  init?(on day: Day, _ edition: PolicyEdition) {
    guard let terms = edition.policy.terms(on: day) else { return nil }
    self.day = day
    self.terms = terms
    self.edition = edition
  }

  private var policy: Policy { edition.policy }

  /// The entity tag: the same as long as the answer is (RFC 9110 section 8.8.3), and weak, since
  /// the octets differ where the answer is compressed.
  public func entityTag(in language: Language) -> String {
    "W/\"\(policy.digest)-\(day)-\(language.rawValue)\""
  }

  /// Writes the answer.
  public func write(into json: inout JSONWriter, in language: Language) {
    json.beginObject()
    edition.writePolicy(on: day, into: &json)
    json.text("inForceFrom", policy.inForceFrom.description)
    json.key("instruments")
    json.beginArray()
    for instrument in policy.register.instruments where instrument.inForceFrom <= day {
      write(instrument, into: &json, in: language)
    }
    json.endArray()
    json.key("parameters")
    json.beginArray()
    for figure in terms.figures { write(figure, into: &json, in: language) }
    json.endArray()
    json.key("readings")
    json.beginArray()
    for entry in policy.readings { write(entry, into: &json, in: language) }
    json.endArray()
    json.key("layers")
    json.beginArray()
    for layer in Layer.allCases {
      if let layerTerms = terms.layers[layer] { write(layerTerms, into: &json, in: language) }
    }
    json.endArray()
    json.endObject()
  }

  private func write(
    _ instrument: InstrumentEntry, into json: inout JSONWriter, in language: Language
  ) {
    json.beginObject()
    json.text("number", instrument.number)
    json.text("title", instrument.title[language])
    json.text("inForceFrom", instrument.inForceFrom.description)
    json.endObject()
  }

  private func write(
    _ figure: FigureUse, into json: inout JSONWriter, in language: Language
  ) {
    let (parameter, entry) = (policy.parameter(of: figure.id), policy.entry(of: figure.id))
    let span = policy.span(of: figure, on: day)
    json.beginObject()
    json.text("name", parameter.name)
    json.text("title", parameter.title[language])
    json.key("value")
    switch parameter.unit {
    case .rate: json.decimal(trimming: entry.amount, scale: parameter.unit.decimals)
    case .yuan, .times, .days, .months, .years:
      json.decimal(entry.amount, scale: parameter.unit.decimals)
    }
    json.text("unit", parameter.unit.rawValue)
    if parameter.isYearly { json.count("year", entry.from.year) }
    if figure.isProvisional {
      json.key("provisional")
      json.bool(true)
    }
    json.text("instrument", entry.citation.instrument)
    json.text("clause", entry.citation.clause)
    json.text("source", entry.source)
    if let span {
      json.text("since", span.since.description)
      if let until = span.until { json.text("until", until.description) }
    }
    json.endObject()
  }

  private func write(
    _ entry: ReadingEntry, into json: inout JSONWriter, in language: Language
  ) {
    json.beginObject()
    json.text("id", entry.reading.id)
    json.text("name", entry.reading.name)
    json.text("title", entry.title[language])
    json.text("value", entry.inForce)
    json.key("alternatives")
    json.beginArray()
    for value in entry.reading.values where value != entry.inForce { json.string(value) }
    json.endArray()
    json.key("choosable")
    json.bool(entry.reading.isChoosable)
    json.citations(entry.citations)
    json.text("source", entry.source)
    json.endObject()
  }

  private func write(_ terms: LayerTerms, into json: inout JSONWriter, in language: Language) {
    json.beginObject()
    json.text("name", terms.layer.rawValue)
    json.text("title", terms.layer.words[language])
    json.members(terms.members)
    json.kinds(terms.kinds)
    json.key("configured")
    json.bool(terms.benefit != nil)
    if let threshold = terms.benefit?.threshold { json.money("threshold", threshold) }
    if let yearlyCap = terms.benefit?.yearlyCap { json.money("yearlyCap", yearlyCap) }
    if let benefit = terms.benefit { json.bands(benefit) }
    json.citations([terms.citation])
    json.text("source", terms.source)
    json.text("since", terms.from.description)
    json.endObject()
  }
}

extension JSONWriter {
  fileprivate mutating func citations(_ citations: [Citation]) {
    key("citations")
    beginArray()
    for citation in citations {
      beginObject()
      text("instrument", citation.instrument)
      text("clause", citation.clause)
      endObject()
    }
    endArray()
  }

  fileprivate mutating func members(_ members: LayerMembers) {
    key("members")
    if case .groups(let groups) = members {
      beginArray()
      for group in PersonGroup.allCases where groups.contains(group) { string(group.name) }
      endArray()
    } else if let name = LayerMembers.named.first(where: { $0.value == members })?.name {
      string(name)
    }
  }

  fileprivate mutating func kinds(_ kinds: [Scheme: Set<EncounterKind>]) {
    key("kinds")
    beginObject()
    for scheme in Scheme.allCases {
      guard let counted = kinds[scheme] else { continue }
      key(scheme.rawValue)
      beginArray()
      for kind in EncounterKind.allCases where counted.contains(kind) { string(kind.rawValue) }
      endArray()
    }
    endObject()
  }

  fileprivate mutating func bands(_ benefit: LayerBenefit) {
    key("bands")
    beginArray()
    for band in benefit.bands {
      beginObject()
      money("from", band.from)
      key("rates")
      beginObject()
      switch band.rates {
      case .byPlace(let rates):
        for place in Place.allCases { rate(place.rawValue, rates[place]) }
      case .byCategory(let rates, let otherwise):
        for (name, value) in rates.map({ ($0.name, $1) }).sorted(by: { $0.0 < $1.0 }) {
          rate(name, value)
        }
        rate("otherwise", otherwise)
      }
      endObject()
      endObject()
    }
    endArray()
  }

  private mutating func rate(_ name: String, _ rate: Rate) {
    key(name)
    decimal(trimming: rate.tenThousandths, scale: 4)
  }
}

extension PersonCategory {
  fileprivate var name: String {
    switch self {
    case .scheme(let scheme): scheme.rawValue
    case .status(let status): status.rawValue
    case .group(let group): group.name
    }
  }
}
