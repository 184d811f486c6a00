/// Writes a JSON document, compact, into bytes that keep their room from one to the next.
///
/// The writer puts the commas and the escapes; that every member has a name and that whatever is
/// opened is closed is for the caller to see to.
public struct JSONWriter: Sendable {
  /// What is written, then room of no meaning.
  private var buffer: [UInt8]

  /// How many bytes of the buffer are written.
  private var count = 0

  /// Whether a comma stands between what is written and the next value or name.
  private var needsComma = false

  /// A writer with room for so many bytes; it takes more when it needs it.
  public init(capacity: Int = 4096) {
    buffer = [UInt8](repeating: 0, count: capacity)
  }

  /// What has been written.
  ///
  /// A copy that is kept while writing goes on makes the writer copy too.
  public var bytes: ArraySlice<UInt8> { buffer[..<count] }

  /// Forgets what was written, and keeps the room.
  public mutating func reset() {
    count = 0
    needsComma = false
  }

  /// Opens an object: `{`.
  public mutating func beginObject() { open(UInt8(ascii: "{")) }

  /// Closes an object: `}`.
  public mutating func endObject() { close(UInt8(ascii: "}")) }

  /// Opens an array: `[`.
  public mutating func beginArray() { open(UInt8(ascii: "[")) }

  /// Closes an array: `]`.
  public mutating func endArray() { close(UInt8(ascii: "]")) }

  /// The name of the member that the next value is; the literal needs no escape.
  public mutating func key(_ name: StaticString) {
    var output = room(for: name.utf8CodeUnitCount &+ 3)
    output.put(UInt8(ascii: "\""))
    output.put(name.bytes)
    output.put(UInt8(ascii: "\""))
    output.put(UInt8(ascii: ":"))
    finish(output.count)
    needsComma = false
  }

  /// The name of the member that the next value is, escaped where it must be; a literal is taken
  /// for a name that needs no escape.
  @_disfavoredOverload
  public mutating func key(_ name: String) {
    string(name)
    needsComma = false
    var output = room(for: 1)
    output.put(UInt8(ascii: ":"))
    finish(output.count)
    needsComma = false
  }

  /// A string, escaped where it must be.
  public mutating func string(_ content: String) { string(content.utf8.span) }

  /// A string whose content is UTF-8 already, escaped where it must be.
  public mutating func string(_ content: Span<UInt8>) {
    var output = room(for: content.count * JSONOutput.escapeBytesMax + 2)
    output.put(UInt8(ascii: "\""))
    output.putEscaping(content)
    output.put(UInt8(ascii: "\""))
    finish(output.count)
  }

  /// The literal `true` or `false`.
  public mutating func bool(_ value: Bool) { raw(value ? "true" : "false") }

  /// The literal `null`.
  public mutating func null() { raw("null") }

  /// A whole number.
  public mutating func integer(_ value: Int64) { decimal(value, scale: 0) }

  /// A number of units of `10^-scale` with all its decimals: 60000 at scale 2 is `600.00`.
  public mutating func decimal(_ units: Int64, scale: Int) {
    precondition((0...JSONDecimal.digitsMax).contains(scale), "a scale is 0 to 18")
    var output = room(for: JSONOutput.decimalBytesMax &+ JSONOutput.spareBytes)
    output.putDecimal(units, scale: scale)
    finish(output.count)
  }

  /// A number of units of `10^-scale` without zeros at the end: 7200 at scale 4 is `0.72`.
  public mutating func decimal(trimming units: Int64, scale: Int) {
    var (units, scale) = (units, scale)
    while scale > 0, units.isMultiple(of: 10) { (units, scale) = (units / 10, scale - 1) }
    decimal(units, scale: scale)
  }

  /// A member whose value is a number of units of `10^-scale` with all its decimals; the name needs
  /// no escape.
  public mutating func member(_ name: StaticString, decimal units: Int64, scale: Int) {
    precondition((0...JSONDecimal.digitsMax).contains(scale), "a scale is 0 to 18")
    let decimalBytesMax = JSONOutput.decimalBytesMax &+ JSONOutput.spareBytes
    var output = room(for: name.utf8CodeUnitCount &+ 3 &+ decimalBytesMax)
    output.put(UInt8(ascii: "\""))
    output.put(name.bytes)
    output.put(UInt8(ascii: "\""))
    output.put(UInt8(ascii: ":"))
    output.putDecimal(units, scale: scale)
    finish(output.count)
  }

  /// One or more values, or whole members, that are JSON already.
  public mutating func raw(_ fragment: StaticString) {
    var output = room(for: fragment.utf8CodeUnitCount)
    output.put(fragment.bytes)
    finish(output.count)
  }

  /// One or more values, or whole members, that are JSON already.
  public mutating func raw(_ fragment: Span<UInt8>) {
    var output = room(for: fragment.count)
    output.put(fragment)
    finish(output.count)
  }

  /// One or more values, or whole members, that are JSON already.
  public mutating func raw(_ fragment: [UInt8]) { raw(fragment.span) }

  private mutating func open(_ bracket: UInt8) {
    var output = room(for: 1)
    output.put(bracket)
    finish(output.count)
    needsComma = false
  }

  private mutating func close(_ bracket: UInt8) {
    needsComma = false
    var output = room(for: 1)
    output.put(bracket)
    finish(output.count)
  }

  /// Makes room for a value of so many bytes, after a comma where one is due.
  @inline(always)
  @_lifetime(&self)
  private mutating func room(for byteCount: Int) -> JSONOutput {
    let room = byteCount &+ 1
    if buffer.count &- count < room { grow(by: room) }
    let (start, needsComma) = (count, needsComma)
    var output = JSONOutput(buffer.mutableSpan, count: start)
    if needsComma { output.put(UInt8(ascii: ",")) }
    return output
  }

  /// Takes up what was written, up to `end`.
  @inline(always)
  private mutating func finish(_ end: Int) {
    count = end
    needsComma = true
  }

  private mutating func grow(by room: Int) {
    let more = max(room, buffer.count)
    buffer.append(contentsOf: repeatElement(0, count: more))
  }
}
