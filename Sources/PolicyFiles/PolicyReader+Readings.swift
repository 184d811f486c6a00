import Insurance

extension PolicyReader {
  /// An entry of the register of readings; nil where a fault forbade it.
  func reading(_ reading: Reading, _ entry: Entry) -> ReadingEntry? {
    let known = ["title", "citations", "inForce", "source"]
    guard let fields = entry.fields("a reading", known: known) else { return nil }
    let title = fields.words("title")
    let citations = fields.required("citations").flatMap(citations)
    let choices = reading.values.map { (name: $0, value: $0) }
    let inForce = fields.required("inForce")?.choice(choices)
    let source = fields.text("source")
    guard let title, let citations, let inForce, let source else { return nil }
    return ReadingEntry(
      reading: reading, title: title, citations: citations, inForce: inForce, source: source,
      origin: entry.origin)
  }

  private func citations(_ entry: Entry) -> [Citation]? {
    guard let entries = entry.list("a list of citations") else { return nil }
    if entries.isEmpty { entry.report(.empty) }
    let citations = entries.compactMap { item in
      item.fields("a citation", known: ["instrument", "clause"]).flatMap(citation)
    }
    return citations.isEmpty || citations.count < entries.count ? nil : citations
  }
}

extension Reading {
  /// Every reading with the name that files use.
  static var names: [(name: String, value: Reading)] {
    allCases.map { (name: $0.name, value: $0) }
  }
}
