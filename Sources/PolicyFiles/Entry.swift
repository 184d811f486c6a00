import Insurance
import Yams

/// A node of a policy file and the line it stands on; whatever is wrong with it is reported there.
struct Entry {
  let node: Node
  let origin: SourceLine
  let log: FaultLog

  /// Reports a fault here.
  func report(_ fault: FormatFault) { log.report(fault, at: origin) }

  /// Whether the entry is a list.
  var isList: Bool {
    if case .sequence = node { true } else { false }
  }

  /// Whether the entry is a mapping with this key.
  func has(_ key: String) -> Bool {
    node.mapping?.keys.contains { $0.scalar?.string == key } ?? false
  }

  /// The entry as a mapping of the keys that are known, or nil.
  func fields(_ what: String, known: [String]) -> Fields? {
    guard let pairs = pairs(what) else { return nil }
    return Fields(pairs, of: self, known: known)
  }

  /// The entry as a mapping of any keys, in the order of the file, or nil.
  func pairs(_ what: String) -> [(key: String, value: Entry)]? {
    guard case .mapping(let mapping) = node else {
      report(.wrongType(expected: what))
      return nil
    }
    guard mapping.count <= PolicyLimits.entriesMax else {
      report(.tooMany(mapping.count, max: PolicyLimits.entriesMax))
      return nil
    }
    var firstLines: [String: Int] = [:]
    var pairs: [(key: String, value: Entry)] = []
    for (keyNode, value) in mapping {
      let place = SourceLine(file: origin.file, line: keyNode.mark?.line ?? origin.line)
      guard case .scalar(let scalar) = keyNode else {
        log.report(.wrongType(expected: "a word as key"), at: place)
        continue
      }
      let key = PolicyText.key(scalar.string)
      if let firstLine = firstLines.updateValue(place.line, forKey: key) {
        log.report(.duplicateKey(key, firstLine: firstLine), at: place)
      } else {
        pairs.append((key, Entry(node: value, origin: place, log: log)))
      }
    }
    return pairs
  }

  /// The entry as a list, or nil.
  func list(_ what: String) -> [Entry]? {
    guard case .sequence(let sequence) = node else {
      report(.wrongType(expected: what))
      return nil
    }
    guard sequence.count <= PolicyLimits.entriesMax else {
      report(.tooMany(sequence.count, max: PolicyLimits.entriesMax))
      return nil
    }
    return sequence.map { item in
      let line = item.mark?.line ?? origin.line
      return Entry(node: item, origin: SourceLine(file: origin.file, line: line), log: log)
    }
  }

  /// The entry as text that says something, or nil.
  func text() -> String? {
    guard case .scalar(let scalar) = node else {
      report(.wrongType(expected: "a text or number"))
      return nil
    }
    let isBlank = scalar.string.allSatisfy(\.isWhitespace)
    if isBlank || (scalar.style == .plain && ["~", "null"].contains(scalar.string)) {
      report(.empty)
      return nil
    }
    return scalar.string
  }

  /// The entry as a day of the calendar, or nil.
  func day() -> Day? {
    guard let text = text() else { return nil }
    let day = Day(text)
    if day == nil { report(.noDay(text)) }
    return day
  }

  /// The first of January of the year that the entry names, or nil.
  func year() -> Day? {
    guard let text = text() else { return nil }
    let day = Day("\(text)-01-01")
    if day == nil { report(.noYear(text)) }
    return day
  }

  /// The entry as true or false, or nil.
  func boolean() -> Bool? {
    guard let text = text() else { return nil }
    if text != "true" && text != "false" {
      report(.noBoolean(text))
      return nil
    }
    return text == "true"
  }

  /// The entry as an amount in the smallest unit of `unit`, read exactly, or nil.
  func amount(_ unit: ParameterUnit) -> Int64? {
    guard let text = text() else { return nil }
    switch Decimal(text, decimals: unit.decimals) {
    case .amount(let amount) where amount <= unit.largest: return amount
    case .amount, .tooLarge: report(.tooLarge(text, unit))
    case .tooPrecise: report(.tooPrecise(text, unit))
    case .notANumber: report(.noNumber(text))
    }
    return nil
  }

  /// The entry as one of the choices, or nil.
  func choice<Choice>(_ choices: [(name: String, value: Choice)]) -> Choice? {
    text().flatMap { choice(named: $0, choices) }
  }

  /// The choice of a name, such as the key that the entry stands under, or nil.
  func choice<Choice>(
    named name: String, _ choices: [(name: String, value: Choice)]
  ) -> Choice? {
    if let choice = choices.first(where: { $0.name == name }) { return choice.value }
    let known = choices.map(\.name)
    report(.unknownChoice(name, nearest: Spelling.nearest(to: name, among: known), known: known))
    return nil
  }
}

extension CaseIterable where Self: RawRepresentable<String> {
  /// Every case with the name that files use.
  static var choices: [(name: String, value: Self)] {
    allCases.map { (name: $0.rawValue, value: $0) }
  }
}
