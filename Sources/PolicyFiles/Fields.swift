import Insurance

/// A mapping read by known keys; unknown keys are reported when it is made.
struct Fields {
  /// The mapping itself.
  let entry: Entry
  /// Whether nothing at all stands in it.
  let isEmpty: Bool
  private let values: [String: Entry]
  /// Keys that are not there but were probably meant by a misspelt one, which is reported.
  private let misspelt: Set<String>

  init(_ pairs: [(key: String, value: Entry)], of entry: Entry, known: [String]) {
    var values: [String: Entry] = [:]
    var misspelt: Set<String> = []
    for (key, value) in pairs {
      if known.contains(key) {
        values[key] = value
      } else {
        let nearest = Spelling.nearest(to: key, among: known)
        value.report(.unknownKey(key, nearest: nearest, known: known))
        if let nearest { misspelt.insert(nearest) }
      }
    }
    self.entry = entry
    isEmpty = pairs.isEmpty
    self.values = values
    self.misspelt = misspelt
  }

  /// What stands under a key, or nil.
  subscript(key: String) -> Entry? { values[key] }

  /// What stands under a key that must be there; its absence is reported.
  func required(_ key: String) -> Entry? {
    if values[key] == nil && !misspelt.contains(key) { entry.report(.missingKey(key)) }
    return values[key]
  }

  /// The text under a key that must be there.
  func text(_ key: String) -> String? { required(key)?.text() }

  /// What reading an optional key gives: `.some(nil)` where it is not there, nil where a fault
  /// forbade it.
  func optional<Value>(_ key: String, _ read: (Entry) -> Value?) -> Value?? {
    guard let entry = values[key] else { return .some(nil) }
    return read(entry).map(Optional.some)
  }

  /// Which of two keys stands here; that both or none do is reported.
  func oneOf(_ one: String, _ other: String) -> (key: String, value: Entry)? {
    switch (values[one], values[other]) {
    case (let value?, nil): return (one, value)
    case (nil, let value?): return (other, value)
    case (_?, let value?): value.report(.bothKeys(one, other))
    case (nil, nil):
      if misspelt.isDisjoint(with: [one, other]) { entry.report(.neitherKey(one, other)) }
    }
    return nil
  }

  /// The words in both languages under a key that must be there.
  func words(_ key: String) -> Words? {
    guard let fields = required(key)?.fields("the words { zh: …, en: … }", known: ["zh", "en"])
    else { return nil }
    guard let chinese = fields.text("zh"), let english = fields.text("en") else { return nil }
    return Words(chinese: chinese, english: english)
  }
}
