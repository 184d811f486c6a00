public import API
import Insurance
public import JSON

extension ComparisonReport {
  /// Writes the report as one JSON object; docs/comparison.md says what its members are.
  ///
  /// - Parameter language: the language of titles; everything else is the same in every language.
  public func write(into json: inout JSONWriter, in language: Language) {
    json.beginObject()
    json.key("policies")
    json.beginObject()
    json.key("before")
    json.policy(before)
    json.key("after")
    json.policy(after)
    json.endObject()
    json.key("lines")
    json.lines(self)
    json.key("total")
    json.beginObject()
    json.members(of: total)
    json.endObject()
    for breakdown in breakdowns {
      json.key(breakdown.dimension.rawValue)
      json.beginArray()
      for row in breakdown.rows { json.row(row.key, row.tally) }
      json.endArray()
    }
    json.key("decile")
    json.beginArray()
    for decile in deciles { json.decile(decile) }
    json.endArray()
    json.key("largest")
    json.beginArray()
    for difference in largest { json.difference(difference, in: language) }
    json.endArray()
    json.endObject()
  }
}

extension JSONWriter {
  fileprivate mutating func policy(_ policy: ComparedPolicy) {
    beginObject()
    text("folder", policy.folder)
    text("id", policy.id)
    text("digest", policy.digest)
    if let day = policy.day { text("termsOf", day.description) }
    key("changes")
    beginArray()
    for change in policy.changes { string(change) }
    endArray()
    endObject()
  }

  fileprivate mutating func lines(_ report: ComparisonReport) {
    beginObject()
    count("read", report.lineCount)
    count("compared", report.total.lines)
    key("carried")
    bool(report.carriesPersons)
    key("faulty")
    beginObject()
    count("lines", report.faulty.count)
    count("before", report.faulty.countBefore)
    count("after", report.faulty.countAfter)
    key("numbers")
    beginArray()
    for number in report.faulty.numbers { integer(Int64(number)) }
    endArray()
    endObject()
    endObject()
  }

  /// The members of every object that stands for some lines.
  fileprivate mutating func members(of tally: Tally) {
    count("lines", tally.lines)
    count("changed", tally.changedLines)
    money("charged", tally.total)
    money("fundsChange", tally.fundsChange)
    key("payers")
    beginObject()
    for payer in Payer.allCases {
      key(payer.rawValue)
      beginObject()
      money("before", tally.before[payer])
      money("after", tally.after[payer])
      money("change", tally.change(of: payer))
      endObject()
    }
    endObject()
    key("winners")
    affected(tally.winners)
    key("losers")
    affected(tally.losers)
  }

  private mutating func affected(_ affected: Tally.Affected) {
    beginObject()
    count("lines", affected.lines)
    money("money", affected.money)
    endObject()
  }

  fileprivate mutating func row(_ key: Breakdown.Key, _ tally: Tally) {
    beginObject()
    text("key", key.name)
    if case .cause(let cause) = key { clauses(of: cause) }
    members(of: tally)
    endObject()
  }

  private mutating func clauses(of cause: LineDifference.Cause) {
    key("clauses")
    beginArray()
    if case .clauses(let citations) = cause { self.citations(citations) }
    endArray()
  }

  private mutating func citations(_ citations: [Citation]) {
    for citation in citations {
      beginObject()
      text("instrument", citation.instrument)
      text("clause", citation.clause)
      endObject()
    }
  }

  fileprivate mutating func decile(_ decile: Decile) {
    beginObject()
    text("key", "\(decile.number)")
    if let costs = decile.costs {
      money("costsFrom", costs.lowerBound)
      money("costsBelow", costs.upperBound)
    }
    members(of: decile.tally)
    endObject()
  }

  fileprivate mutating func difference(_ difference: LargestDifference, in language: Language) {
    let line = difference.line
    beginObject()
    count("line", difference.number)
    text("scheme", line.scheme.rawValue)
    text("kind", line.kind.rawValue)
    text("level", line.place.rawValue)
    text("month", line.month.description)
    clauses(of: line.cause)
    money("personalChange", line.personalChange)
    key("before")
    steps(difference.before, in: language)
    key("after")
    steps(difference.after, in: language)
    endObject()
  }

  private mutating func steps(_ explanation: Explanation, in language: Language) {
    beginArray()
    for step in explanation.steps {
      beginObject()
      text("rule", step.rule.name)
      text("title", step.rule.words[language])
      if let base = step.base { money("base", base) }
      if let rate = step.rate {
        key("rate")
        decimal(trimming: rate.tenThousandths, scale: 4)
      }
      money("amount", step.amount)
      key("citations")
      beginArray()
      self.citations(step.citations)
      endArray()
      endObject()
    }
    endArray()
  }

  private mutating func text(_ name: StaticString, _ value: String) {
    key(name)
    string(value)
  }

  private mutating func count(_ name: StaticString, _ value: Int) {
    key(name)
    integer(Int64(value))
  }

  private mutating func money(_ name: StaticString, _ money: Money) {
    member(name, decimal: money.fen, scale: 2)
  }
}

extension Breakdown.Key {
  /// The name of the row in JSON and CSV, the same in every language.
  var name: String {
    switch self {
    case .cause(.clauses(let citations)):
      citations.map { "\($0.instrument) \($0.clause)" }.joined(separator: " + ")
    case .cause(.earlierLines): "earlierLines"
    case .cause(.unchanged): "unchanged"
    case .scheme(let scheme): scheme.rawValue
    case .kind(let kind): kind.rawValue
    case .place(let place): place.rawValue
    case .month(let month): month.description
    }
  }
}
