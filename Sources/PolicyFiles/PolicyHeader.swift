import Insurance

/// What `policy.yaml` says: the policy's name, its first day and the instruments it rests on.
struct PolicyHeader {
  let id: String
  let inForceFrom: Day
  let instruments: [InstrumentEntry]

  /// Reads the document; nil where a fault forbade it.
  init?(_ document: Entry) {
    let known = ["id", "inForceFrom", "instruments"]
    guard let fields = document.fields("the keys id, inForceFrom, instruments", known: known)
    else { return nil }
    let id = fields.text("id")
    let inForceFrom = fields.required("inForceFrom")?.day()
    let entries = fields.required("instruments")?.list("a list of instruments")
    let instruments = entries?.map(PolicyHeader.instrument)
    guard let id, let inForceFrom, let instruments else { return nil }
    let whole = instruments.compactMap(\.self)
    guard whole.count == instruments.count else { return nil }
    for (index, instrument) in whole.enumerated()
    where whole[..<index].contains(where: { $0.number == instrument.number }) {
      entries?[index].report(.repeated(instrument.number))
    }
    self.id = id
    self.inForceFrom = inForceFrom
    self.instruments = whole
  }

  /// Whether an instrument of this number is declared.
  func declares(_ number: String) -> Bool { instruments.contains { $0.number == number } }

  private static func instrument(_ entry: Entry) -> InstrumentEntry? {
    let known = ["number", "title", "inForceFrom"]
    guard let fields = entry.fields("an instrument", known: known) else { return nil }
    let number = fields.text("number")
    let title = fields.words("title")
    let inForceFrom = fields.required("inForceFrom")?.day()
    guard let number, let title, let inForceFrom else { return nil }
    return InstrumentEntry(number: number, title: title, inForceFrom: inForceFrom)
  }
}
