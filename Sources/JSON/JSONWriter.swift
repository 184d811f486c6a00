public import Octets

/// Writes a JSON document, compact, into bytes that keep their room from one to the next.
///
/// The writer puts the commas and the escapes; that every member has a name and that whatever is
/// opened is closed is for the caller to see to.
///
/// `@unchecked Sendable`, and safe: the memory is the writer's alone, which is never copied, and
/// only `room` gives it out, as a span that nobody can keep.
@safe
public struct JSONWriter: ~Copyable, @unchecked Sendable {
  /// What is written, a comma after each value, then room of no meaning.
  @usableFromInline var memory: UnsafeMutablePointer<UInt8>

  /// How many bytes of the memory may be written; there are as many more as a store may touch.
  @usableFromInline var countMax: Int

  /// How many bytes of the memory are written.
  @usableFromInline var count = 0

  /// A writer with room for so many bytes; it takes more when it needs it.
  public init(capacity: Int = 4096) {
    unsafe memory = Self.allocate(for: capacity)
    countMax = capacity
  }

  /// Memory for so many bytes and their overhang.
  private static func allocate(for countMax: Int) -> UnsafeMutablePointer<UInt8> {
    let memory = UnsafeMutablePointer<UInt8>.allocate(
      capacity: countMax + JSONOutput.overhangBytes)
    unsafe memory.initialize(repeating: 0, count: countMax + JSONOutput.overhangBytes)
    return unsafe memory
  }

  deinit { unsafe memory.deallocate() }

  /// What has been written, to be read until more is.
  public var span: Span<UInt8> {
    @_lifetime(borrow self)
    borrowing get {
      // Safe: the memory is initialised as far as it reaches, and stays while it is borrowed.
      let span = unsafe Span(_unsafeStart: memory, count: endOfValue)
      return unsafe _overrideLifetime(span, borrowing: self)
    }
  }

  /// A copy of what has been written.
  public var bytes: [UInt8] {
    var bytes: [UInt8] = []
    append(to: &bytes)
    return bytes
  }

  /// Appends what has been written.
  public func append(to output: inout [UInt8]) {
    output.append(addingCapacity: endOfValue) { added in
      // Safe: the array adds memory of its own for as many bytes as there are to copy.
      unsafe added.withUnsafeMutableBufferPointer { target, initializedCount in
        let written = unsafe UnsafeBufferPointer(start: memory, count: endOfValue)
        initializedCount = unsafe target.update(fromContentsOf: written)
      }
    }
  }

  /// Forgets what was written, and keeps the room.
  public mutating func reset() { count = 0 }

  /// Opens an object: `{`.
  @inlinable
  @inline(always)
  public mutating func beginObject() { open(UInt8(ascii: "{")) }

  /// Closes an object: `}`.
  @inlinable
  @inline(always)
  public mutating func endObject() { close(UInt8(ascii: "}")) }

  /// Opens an array: `[`.
  @inlinable
  @inline(always)
  public mutating func beginArray() { open(UInt8(ascii: "[")) }

  /// Closes an array: `]`.
  @inlinable
  @inline(always)
  public mutating func endArray() { close(UInt8(ascii: "]")) }

  /// The name of the member that the next value is; the literal needs no escape.
  @inlinable
  @inline(always)
  public mutating func key(_ name: StaticString) {
    var output = room(for: name.utf8CodeUnitCount &+ 3)
    output.putKey(name)
    count = output.count
  }

  /// The name of the member that the next value is, escaped where it must be; a literal is taken
  /// for a name that needs no escape.
  @_disfavoredOverload
  public mutating func key(_ name: String) {
    string(name)
    putColon()
  }

  /// The name, in UTF-8, of the member that the next value is, escaped where it must be.
  public mutating func key(_ name: Span<UInt8>) {
    string(name)
    putColon()
  }

  /// Makes the string written last a member's name.
  private mutating func putColon() {
    count = endOfValue
    var output = room(for: 1)
    output.put(UInt8(ascii: ":"))
    count = output.count
  }

  /// A string, escaped where it must be.
  public mutating func string(_ content: String) { content.withOctets { string($0) } }

  /// A string whose content is UTF-8 already, escaped where it must be.
  public mutating func string(_ content: Span<UInt8>) {
    var output = room(for: content.count * JSONOutput.escapeBytesMax + 3)
    output.put(UInt8(ascii: "\""))
    output.putEscaping(content)
    output.put(UInt8(ascii: "\""))
    output.put(UInt8(ascii: ","))
    count = output.count
  }

  /// Opens a string that is written in parts: a quotation mark.
  @inlinable
  @inline(always)
  public mutating func beginString() { open(UInt8(ascii: "\"")) }

  /// A part of a string that is open; it needs no escape.
  @_disfavoredOverload
  public mutating func part(_ content: String) { content.withOctets { part($0) } }

  /// A part of a string that is open; it needs no escape.
  @inlinable
  public mutating func part(_ content: Span<UInt8>) {
    var output = room(for: content.count)
    output.put(content)
    count = output.count
  }

  /// Closes a string: a quotation mark.
  @inlinable
  @inline(always)
  public mutating func endString() {
    var output = room(for: 2)
    output.put(UInt8(ascii: "\""))
    output.put(UInt8(ascii: ","))
    count = output.count
  }

  /// The literal `true` or `false`.
  public mutating func bool(_ value: Bool) { raw(value ? "true" : "false") }

  /// The literal `null`.
  public mutating func null() { raw("null") }

  /// A whole number.
  public mutating func integer(_ value: Int64) { decimal(value, scale: 0) }

  /// A number of units of `10^-scale` with all its decimals: 60000 at scale 2 is `600.00`.
  @inlinable
  @inline(always)
  public mutating func decimal(_ units: Int64, scale: Int) {
    precondition((0...JSONDecimal.digitsMax).contains(scale), "a scale is 0 to 18")
    var output = room(for: JSONOutput.decimalBytesMax &+ 1)
    output.putDecimal(units, scale: scale)
    output.put(UInt8(ascii: ","))
    count = output.count
  }

  /// A number of units of `10^-scale` without zeros at the end: 7200 at scale 4 is `0.72`.
  public mutating func decimal(trimming units: Int64, scale: Int) {
    precondition((0...JSONDecimal.digitsMax).contains(scale), "a scale is 0 to 18")
    var output = room(for: JSONOutput.decimalBytesMax &+ 1)
    output.putDecimal(units, scale: scale, trims: true)
    output.put(UInt8(ascii: ","))
    count = output.count
  }

  /// A member whose value is a number of units of `10^-scale` with all its decimals; the name needs
  /// no escape.
  @inlinable
  @inline(always)
  public mutating func member(_ name: StaticString, decimal units: Int64, scale: Int) {
    precondition((0...JSONDecimal.digitsMax).contains(scale), "a scale is 0 to 18")
    var output = room(for: name.utf8CodeUnitCount &+ 4 &+ JSONOutput.decimalBytesMax)
    output.putKey(name)
    output.putDecimal(units, scale: scale)
    output.put(UInt8(ascii: ","))
    count = output.count
  }

  /// One or more values, or whole members, that are JSON already.
  @inlinable
  @inline(always)
  public mutating func raw(_ fragment: StaticString) { raw(fragment.bytes) }

  /// One or more values, or whole members, that are JSON already.
  @_disfavoredOverload
  public mutating func raw(_ fragment: String) { fragment.withOctets { raw($0) } }

  /// One or more values, or whole members, that are JSON already.
  @inlinable
  public mutating func raw(_ fragment: Span<UInt8>) {
    var output = room(for: fragment.count &+ 1)
    output.put(fragment)
    output.put(UInt8(ascii: ","))
    count = output.count
  }

  /// One or more values, or whole members, that are JSON already.
  @inlinable
  public mutating func raw(_ fragment: [UInt8]) { raw(fragment.span) }

  @inlinable
  @inline(always)
  mutating func open(_ bracket: UInt8) {
    var output = room(for: 1)
    output.put(bracket)
    count = output.count
  }

  /// Puts the bracket in the place of the comma after the last value, if there is one.
  @inlinable
  @inline(always)
  mutating func close(_ bracket: UInt8) {
    count = endOfValue
    var output = room(for: 2)
    output.put(bracket)
    output.put(UInt8(ascii: ","))
    count = output.count
  }

  /// Where the value written last ends, before its comma.
  @inlinable
  var endOfValue: Int {
    guard count > 0, unsafe memory[count &- 1] == UInt8(ascii: ",") else { return count }
    return count &- 1
  }

  /// Room for so many more bytes, and all that is written before it.
  @inlinable
  @inline(always)
  @_lifetime(&self)
  mutating func room(for byteCount: Int) -> JSONOutput {
    if countMax &- count < byteCount { grow(by: byteCount) }
    let output = unsafe JSONOutput(memory, count: count, countMax: count &+ byteCount)
    return unsafe _overrideLifetime(output, mutating: &self)
  }

  @usableFromInline
  mutating func grow(by byteCount: Int) {
    countMax = max(count + byteCount, 2 * countMax)
    let old = unsafe memory
    unsafe memory = Self.allocate(for: countMax)
    unsafe memory.update(from: old, count: count)
    unsafe old.deallocate()
  }
}
