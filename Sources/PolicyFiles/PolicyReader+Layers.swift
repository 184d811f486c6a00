import Insurance

extension PolicyReader {
  /// The terms of a layer from a day on; nil where a fault forbade them.
  func terms(_ layer: Layer, _ entry: Entry) -> LayerTerms? {
    let known = ["from", "instrument", "clause", "source", "members", "kinds", "benefit"]
    guard let fields = entry.fields("the terms of a layer", known: known) else { return nil }
    let from = fields.required("from")?.day()
    let citation = citation(fields)
    let source = fields.text("source")
    let members = fields.required("members").flatMap(members)
    let kinds = fields.required("kinds").flatMap(kinds)
    let benefit = fields.optional("benefit", benefit)
    guard let from, let citation, let source, let members, let kinds, let benefit else {
      return nil
    }
    return LayerTerms(
      layer: layer, kinds: kinds, members: members, benefit: benefit, from: from,
      citation: citation, source: source, origin: entry.origin)
  }

  private func members(_ entry: Entry) -> LayerMembers? {
    guard entry.isList else { return entry.choice(LayerMembers.named) }
    guard let groups = set(entry, PersonGroup.names) else { return nil }
    return .groups(groups.reduce(into: PersonGroups()) { $0.insert(PersonGroups($1)) })
  }

  private func kinds(_ entry: Entry) -> [Scheme: Set<EncounterKind>]? {
    let known = Scheme.allCases.map(\.rawValue)
    guard let fields = entry.fields("kinds of encounter by scheme", known: known) else {
      return nil
    }
    var kinds: [Scheme: Set<EncounterKind>] = [:]
    for scheme in Scheme.allCases {
      guard let list = fields[scheme.rawValue] else { continue }
      guard let read = set(list, EncounterKind.choices) else { return nil }
      kinds[scheme] = read
    }
    if fields.isEmpty { entry.report(.empty) }
    return kinds.isEmpty ? nil : kinds
  }

  /// A list of names, each at most once and at least one, or nil.
  private func set<Choice: Hashable>(
    _ entry: Entry, _ choices: [(name: String, value: Choice)]
  ) -> Set<Choice>? {
    guard let items = entry.list("a list of names") else { return nil }
    if items.isEmpty { entry.report(.empty) }
    var set: Set<Choice> = []
    var isSound = !items.isEmpty
    for item in items {
      guard let choice = item.choice(choices) else {
        isSound = false
        continue
      }
      if !set.insert(choice).inserted, let name = item.text() {
        item.report(.repeated(name))
        isSound = false
      }
    }
    return isSound ? set : nil
  }
}

extension PersonGroup {
  /// Every group with the name that files use.
  static var names: [(name: String, value: PersonGroup)] {
    allCases.map { (name: $0.name, value: $0) }
  }
}
