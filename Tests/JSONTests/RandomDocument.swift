/// A value made at random, and a text of it with whitespace and escapes made at random.
struct RandomDocument {
  let value: Value
  private(set) var text = ""
  private var randomness: Randomness

  init(_ randomness: inout Randomness) {
    value = Self.value(depth: 0, &randomness)
    self.randomness = randomness
    write(value)
    randomness = self.randomness
  }

  private static func value(depth: Int, _ randomness: inout Randomness) -> Value {
    switch randomness.number(below: depth < 5 ? 9 : 5) {
    case 0: return .null
    case 1: return .bool(randomness.isTrue(oneIn: 2))
    case 2, 3: return .number(number(&randomness))
    case 4: return .string(.init(string(&randomness)))
    case 5, 6:
      return .array(
        (0..<randomness.number(below: 5)).map { _ in value(depth: depth + 1, &randomness) })
    default:
      return .object(
        (0..<randomness.number(below: 5)).map { _ in
          let name = Value.Text(string(&randomness))
          return Value.Member(name: name, value: value(depth: depth + 1, &randomness))
        })
    }
  }

  static func number(_ randomness: inout Randomness) -> String {
    var text = randomness.isTrue(oneIn: 3) ? "-" : ""
    text += randomness.isTrue(oneIn: 4) ? "0" : digits(&randomness, first: 1)
    if randomness.isTrue(oneIn: 2) { text += "." + digits(&randomness, first: 0) }
    if randomness.isTrue(oneIn: 4) {
      text += ["e", "E"].randomElement(using: &randomness) ?? "e"
      text += ["", "+", "-"].randomElement(using: &randomness) ?? ""
      text += String(randomness.number(below: 30))
    }
    return text
  }

  /// Up to 24 digits, many of them zeros.
  private static func digits(_ randomness: inout Randomness, first: Int) -> String {
    var text = String(Int.random(in: first...9, using: &randomness))
    for _ in 0..<randomness.number(below: randomness.isTrue(oneIn: 3) ? 24 : 6) {
      text += randomness.isTrue(oneIn: 2) ? "0" : String(randomness.number(below: 10))
    }
    return text
  }

  private static func string(_ randomness: inout Randomness) -> String {
    var text = String.UnicodeScalarView()
    for _ in 0..<randomness.number(below: randomness.isTrue(oneIn: 8) ? 40 : 8) {
      let ceilings: [UInt32] = [0x20, 0x80, 0x80, 0x80, 0x800, 0x1_0000, 0x11_0000]
      let ceiling = ceilings.randomElement(using: &randomness) ?? 0x80
      text.append(Unicode.Scalar(UInt32.random(in: 0..<ceiling, using: &randomness)) ?? "/")
    }
    return String(text)
  }

  private mutating func write(_ value: Value) {
    writeSpace()
    switch value {
    case .object(let members):
      writeList(members, "{", "}") { document, member in
        document.writeSpace()
        document.writeString(member.name.string)
        document.writeSpace()
        document.text += ":"
        document.write(member.value)
      }
    case .array(let elements):
      writeList(elements, "[", "]") { document, element in document.write(element) }
    case .string(let content): writeString(content.string)
    case .number(let digits): text += digits
    case .bool(let isTrue): text += isTrue ? "true" : "false"
    case .null: text += "null"
    }
    writeSpace()
  }

  private mutating func writeList<Item>(
    _ items: [Item], _ opening: String, _ closing: String,
    _ writeItem: (inout RandomDocument, Item) -> Void
  ) {
    text += opening
    writeSpace()
    for (index, item) in items.enumerated() {
      if index > 0 { text += "," }
      writeItem(&self, item)
    }
    text += closing
  }

  private mutating func writeSpace() {
    while randomness.isTrue(oneIn: 4) {
      text += [" ", "\t", "\r", "\n"].randomElement(using: &randomness) ?? " "
    }
  }

  private mutating func writeString(_ content: String) {
    text += "\""
    for scalar in content.unicodeScalars {
      if scalar.value < 0x20 || scalar == "\"" || scalar == "\\" || randomness.isTrue(oneIn: 8) {
        for unit in UTF16.encode(scalar) ?? .init() { writeEscape(unit) }
      } else {
        text.unicodeScalars.append(scalar)
      }
    }
    text += "\""
  }

  private mutating func writeEscape(_ unit: UInt16) {
    let digits = String(unit, radix: 16, uppercase: randomness.isTrue(oneIn: 2))
    text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
  }
}
