/// Writes a JSON document, compact, into bytes that keep their room from one to the next.
///
/// The writer puts the commas and the escapes; that every object gets names and every array is
/// closed is for the caller to see to.
public struct JSONWriter: Sendable {
  /// What is written, then room that is zeros or left over from before.
  private var buffer: [UInt8]

  /// How many bytes of the buffer are written.
  private var count = 0

  /// Whether a value was written last, in a place where another may follow.
  private var needsComma = false

  /// A writer with room for so many bytes; it takes more when it needs it.
  public init(capacity: Int = 4096) {
    buffer = [UInt8](repeating: 0, count: capacity)
  }

  /// What has been written.
  ///
  /// Let go of it before writing on, lest the writer move to another place.
  public var bytes: ArraySlice<UInt8> { buffer[..<count] }

  /// Forgets what was written, and keeps the room.
  public mutating func reset() {
    count = 0
    needsComma = false
  }

  /// Opens an object: `{`.
  public mutating func beginObject() { begin(UInt8(ascii: "{")) }

  /// Closes an object: `}`.
  public mutating func endObject() { end(UInt8(ascii: "}")) }

  /// Opens an array: `[`.
  public mutating func beginArray() { begin(UInt8(ascii: "[")) }

  /// Closes an array: `]`.
  public mutating func endArray() { end(UInt8(ascii: "]")) }

  /// The name of the member that the next value is; the literal must need no escape.
  public mutating func key(_ name: StaticString) {
    separate(reserving: name.utf8CodeUnitCount + 3)
    put(UInt8(ascii: "\""))
    put(name.bytes)
    put(UInt8(ascii: "\""))
    put(UInt8(ascii: ":"))
    needsComma = false
  }

  /// The name of the member that the next value is.
  public mutating func key(_ name: String) {
    string(name)
    reserve(1)
    put(UInt8(ascii: ":"))
    needsComma = false
  }

  /// A string.
  public mutating func string(_ content: String) { string(content.utf8.span) }

  /// A string whose content is UTF-8 already.
  public mutating func string(_ content: Span<UInt8>) {
    separate(reserving: 6 * content.count + 2)
    put(UInt8(ascii: "\""))
    putEscaped(content)
    put(UInt8(ascii: "\""))
  }

  /// The literal `true` or `false`.
  public mutating func bool(_ value: Bool) { raw(value ? "true" : "false") }

  /// The literal `null`.
  public mutating func null() { raw("null") }

  /// A whole number.
  public mutating func integer(_ value: Int64) { decimal(value, scale: 0) }

  /// A number of units of `10^-scale` with all its decimals: 60000 at scale 2 is `600.00`.
  public mutating func decimal(_ units: Int64, scale: Int) {
    precondition(scale >= 0, "a scale is not negative")
    separate(reserving: 22 + scale)
    if units < 0 { put(UInt8(ascii: "-")) }
    putDigits(units.magnitude, scale: scale)
  }

  /// A number of units of `10^-scale` without zeros at the end: 7200 at scale 4 is `0.72`.
  public mutating func decimal(trimming units: Int64, scale: Int) {
    var (units, scale) = (units, scale)
    while scale > 0, units % 10 == 0 { (units, scale) = (units / 10, scale - 1) }
    decimal(units, scale: scale)
  }

  /// One or more values, or whole members, that are JSON already.
  public mutating func raw(_ fragment: Span<UInt8>) {
    separate(reserving: fragment.count)
    put(fragment)
  }

  /// One or more values, or whole members, that are JSON already.
  public mutating func raw(_ fragment: StaticString) { raw(fragment.bytes) }

  /// One or more values, or whole members, that are JSON already.
  public mutating func raw(_ fragment: [UInt8]) { raw(fragment.span) }
}

extension JSONWriter {
  private mutating func begin(_ bracket: UInt8) {
    separate(reserving: 1)
    put(bracket)
    needsComma = false
  }

  private mutating func end(_ bracket: UInt8) {
    reserve(1)
    put(bracket)
    needsComma = true
  }

  /// Makes room, for the comma too, and writes it where a value precedes.
  private mutating func separate(reserving room: Int) {
    reserve(room + 1)
    if needsComma { put(UInt8(ascii: ",")) }
    needsComma = true
  }

  private mutating func reserve(_ room: Int) {
    guard buffer.count - count < room else { return }
    let more = max(room, buffer.count)
    buffer.append(contentsOf: repeatElement(0, count: more))
  }

  private mutating func put(_ byte: UInt8) {
    buffer[count] = byte
    count += 1
  }

  private mutating func put(_ bytes: Span<UInt8>) {
    for index in bytes.indices { buffer[count + index] = bytes[index] }
    count += bytes.count
  }

  /// Escapes the quotation mark, the backslash and the control characters, and nothing else
  /// (RFC 8259 section 7).
  private mutating func putEscaped(_ content: Span<UInt8>) {
    for index in content.indices {
      switch content[index] {
      case UInt8(ascii: "\""): putEscape(UInt8(ascii: "\""))
      case UInt8(ascii: "\\"): putEscape(UInt8(ascii: "\\"))
      case 0x08: putEscape(UInt8(ascii: "b"))
      case 0x09: putEscape(UInt8(ascii: "t"))
      case 0x0A: putEscape(UInt8(ascii: "n"))
      case 0x0C: putEscape(UInt8(ascii: "f"))
      case 0x0D: putEscape(UInt8(ascii: "r"))
      case 0x00..<0x20: putUnicodeEscape(content[index])
      default: put(content[index])
      }
    }
  }

  private mutating func putEscape(_ letter: UInt8) {
    put(UInt8(ascii: "\\"))
    put(letter)
  }

  private mutating func putUnicodeEscape(_ byte: UInt8) {
    let digits: StaticString = "0123456789abcdef"
    put("\\u00".utf8.span)
    put(digits.bytes[Int(byte >> 4)])
    put(digits.bytes[Int(byte & 0xF)])
  }

  /// Writes the digits from the last to the first, at least one of them before the point.
  private mutating func putDigits(_ magnitude: UInt64, scale: Int) {
    var digits = 1
    var rest = magnitude / 10
    while rest > 0 { (digits, rest) = (digits + 1, rest / 10) }
    let length = max(digits, scale + 1) + (scale > 0 ? 1 : 0)
    var place = count + length
    count = place
    rest = magnitude
    for written in 0..<length {
      place -= 1
      if written == scale, scale > 0 {
        buffer[place] = UInt8(ascii: ".")
      } else {
        buffer[place] = UInt8(ascii: "0") + UInt8(rest % 10)
        rest /= 10
      }
    }
  }
}
