import Insurance

/// Reads the documents of a policy folder one after another into the parts of a policy.
struct PolicyReader {
  let log: FaultLog
  /// What `policy.yaml` says; nil where a fault forbade it.
  private(set) var header: PolicyHeader?
  private(set) var parameters: [Parameter] = []
  private(set) var readings: [ReadingEntry] = []
  private(set) var layers: [LayerTerms] = []

  init(log: FaultLog) { self.log = log }

  /// Reads `policy.yaml`, which comes first: citations are checked against it.
  mutating func readHeader(_ document: Entry) {
    header = PolicyHeader(document)
  }

  /// Reads any other file.
  mutating func readChapters(_ document: Entry) {
    let known = ["parameters", "readings", "layers"]
    let fields = log.watching(.everything) {
      document.fields("the chapters of a policy file", known: known)
    }
    guard let fields else { return }
    if let chapter = fields["parameters"] { readParameters(chapter) }
    if let chapter = fields["readings"] { readReadings(chapter) }
    if let chapter = fields["layers"] { readLayers(chapter) }
  }

  private mutating func readParameters(_ chapter: Entry) {
    for (name, entry) in pairs(chapter, "parameters by name") {
      let parameter = log.watching(.parameter(name)) { self.parameter(name, entry) }
      if let parameter { parameters.append(parameter) }
    }
  }

  private mutating func readReadings(_ chapter: Entry) {
    for (name, entry) in pairs(chapter, "readings by name") {
      guard let reading = named(name, Reading.names, entry, FaultLog.Subject.reading) else {
        continue
      }
      let read = log.watching(.reading(reading)) { self.reading(reading, entry) }
      if let read { readings.append(read) }
    }
  }

  private mutating func readLayers(_ chapter: Entry) {
    for (name, entry) in pairs(chapter, "layers by name") {
      guard let layer = named(name, Layer.choices, entry, FaultLog.Subject.layer) else { continue }
      let versions = log.watching(.layer(layer)) {
        entry.list("a list of the layer's terms")?.compactMap { terms(layer, $0) }
      }
      layers += versions ?? []
    }
  }

  /// What a key names; the one that was probably meant is damaged.
  private func named<Value>(
    _ name: String, _ choices: [(name: String, value: Value)], _ entry: Entry,
    _ subject: (Value) -> FaultLog.Subject
  ) -> Value? {
    if let value = entry.choice(named: name, choices) { return value }
    let nearest = Spelling.nearest(to: name, among: choices.map(\.name))
    for choice in choices where choice.name == nearest { log.damage(subject(choice.value)) }
    return nil
  }

  private func pairs(_ chapter: Entry, _ what: String) -> [(key: String, value: Entry)] {
    guard let pairs = chapter.pairs(what) else {
      log.damage(.everything)
      return []
    }
    return pairs
  }

  /// Where something stands in the instruments; both keys must be there and say something.
  func citation(_ fields: Fields) -> Citation? {
    let number = fields.required("instrument")
    let instrument = number?.text()
    let clause = fields.text("clause")
    guard let number, let instrument, let clause else { return nil }
    if let header, !header.declares(instrument) {
      let nearest = Spelling.nearest(to: instrument, among: header.instruments.map(\.number))
      number.report(.undeclaredInstrument(instrument, nearest: nearest))
      return nil
    }
    return Citation(instrument: instrument, clause: clause)
  }
}
