import Insurance

extension PolicyReader {
  /// A parameter with as many of its values as are sound; nil where not even its unit is.
  func parameter(_ name: String, _ entry: Entry) -> Parameter? {
    guard let fields = entry.fields("a parameter", known: ["title", "unit", "values"]) else {
      return nil
    }
    let title = fields.words("title")
    let unit = fields.required("unit")?.choice(ParameterUnit.choices)
    let entries = fields.required("values")?.list("a list of dated values") ?? []
    let values = entries.compactMap { datedValue($0, unit) }
    guard let title, let unit else { return nil }
    let isYearly = values.first?.isYearly ?? false
    for value in values where value.isYearly != isYearly {
      log.report(
        .mixedDates(expected: isYearly ? "year" : "from"), at: value.dated.origin)
    }
    return Parameter(
      name: name, title: title, unit: unit, isYearly: isYearly,
      values: values.filter { $0.isYearly == isYearly }.map(\.dated), origin: entry.origin)
  }

  /// A dated value; without a unit its number is not judged.
  private func datedValue(
    _ entry: Entry, _ unit: ParameterUnit?
  ) -> (dated: DatedValue, isYearly: Bool)? {
    let known = [
      "from", "year", "until", "value", "instrument", "clause", "source", "provisional",
    ]
    guard let fields = entry.fields("a dated value", known: known) else { return nil }
    let days = days(fields)
    let value = fields.required("value")
    let amount = unit.flatMap { unit in value?.amount(unit) }
    let citation = citation(fields)
    let source = fields.text("source")
    let isProvisional = fields.optional("provisional") { $0.boolean() }
    guard let days, let amount, let citation, let source, let isProvisional else { return nil }
    let dated = DatedValue(
      from: days.from, until: days.until, amount: amount, isProvisional: isProvisional ?? false,
      citation: citation, source: source, origin: entry.origin)
    return (dated, days.isYearly)
  }

  /// The days a value holds: from a day on, perhaps until another, or those of a year.
  private func days(_ fields: Fields) -> (from: Day, until: Day?, isYearly: Bool)? {
    guard let (key, entry) = fields.oneOf("from", "year") else { return nil }
    if key == "year" {
      fields["until"]?.report(.notBeside("until", "year"))
      return entry.year().map { ($0, nil, true) }
    }
    let from = entry.day()
    let until = fields.optional("until") { $0.day() }
    guard let from, let until else { return nil }
    return (from, until, false)
  }
}
