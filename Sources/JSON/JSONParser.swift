/// The validating pass over a document: RFC 8259 sections 2 to 6, without recursion.
///
/// Invariant: `position <= bytes.count`, and every entry of the tape lies within the bytes.
struct JSONParser: ~Copyable, ~Escapable {
  let bytes: Span<UInt8>
  let limits: JSONLimits
  var tape: [JSONEntry] = []
  var position = 0

  /// How many containers are open.
  private var depth = 0

  /// The innermost open container, while there is one.
  private var container: UInt32 = 0

  /// Whether the innermost open container is an object.
  private var isInObject = false

  /// The value completed last.
  private var completed: UInt32 = 0

  @_lifetime(copy bytes)
  init(_ bytes: Span<UInt8>, limits: JSONLimits = .standard) {
    self.bytes = bytes
    self.limits = limits
  }

  mutating func parse() throws(JSONFault) {
    tape.removeAll(keepingCapacity: true)
    guard bytes.count <= limits.documentBytesMax else {
      throw JSONFault(reason: .tooLarge, offset: limits.documentBytesMax)
    }
    try refuseByteOrderMark()
    skipWhitespace()
    guard position < bytes.count else { throw fault(.empty) }
    var isComplete = try readValue()
    while !isComplete || depth > 0 {
      isComplete = isComplete ? try readSeparator() : try readValue()
    }
    skipWhitespace()
    guard position == bytes.count else { throw fault(.trailingContent) }
  }

  func fault(_ reason: JSONError.Reason) -> JSONFault {
    JSONFault(reason: reason, offset: position)
  }

  private func refuseByteOrderMark() throws(JSONFault) {
    guard bytes.count >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF else { return }
    throw fault(.byteOrderMark)
  }

  @inline(__always)
  private mutating func skipWhitespace() {
    while position < bytes.count {
      switch bytes[position] {
      case 0x20, 0x09, 0x0A, 0x0D: position &+= 1
      default: return
      }
    }
  }

  /// Reads a scalar, or opens a container up to its first value.
  ///
  /// Returns whether a value is complete, as an empty container is at once.
  private mutating func readValue() throws(JSONFault) -> Bool {
    guard position < bytes.count else { throw fault(.unexpectedEnd) }
    switch bytes[position] {
    case UInt8(ascii: "\""):
      complete(try readString())
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
      let start = position
      try readNumber()
      complete(entry(.number, from: start))
    case UInt8(ascii: "{"): return try open(.object, closedBy: UInt8(ascii: "}"))
    case UInt8(ascii: "["): return try open(.array, closedBy: UInt8(ascii: "]"))
    case UInt8(ascii: "t"): complete(try readLiteral("true", .true))
    case UInt8(ascii: "f"): complete(try readLiteral("false", .false))
    case UInt8(ascii: "n"): complete(try readLiteral("null", .null))
    default: throw fault(.expectedValue)
    }
    return true
  }

  private func entry(_ kind: JSONKind, from start: Int) -> JSONEntry {
    JSONEntry(start: UInt32(start), end: UInt32(position), kind: kind)
  }

  private mutating func complete(_ entry: JSONEntry) {
    completed = UInt32(tape.count)
    var entry = entry
    entry.isMember = isInObject
    tape.append(entry)
  }

  private mutating func readLiteral(
    _ literal: StaticString, _ kind: JSONKind
  ) throws(JSONFault) -> JSONEntry {
    let start = position
    let expected = literal.bytes
    for index in expected.indices {
      guard position < bytes.count else { throw fault(.unexpectedEnd) }
      guard bytes[position] == expected[index] else {
        throw JSONFault(reason: .unknownLiteral, offset: start)
      }
      position += 1
    }
    return entry(kind, from: start)
  }

  private mutating func open(
    _ kind: JSONKind, closedBy closing: UInt8
  ) throws(JSONFault) -> Bool {
    guard depth < limits.depthMax else { throw fault(.tooDeep) }
    let index = UInt32(tape.count)
    var opened = entry(kind, from: position)
    opened.isMember = isInObject
    opened.next = container
    tape.append(opened)
    container = index
    isInObject = kind == .object
    depth += 1
    position += 1
    skipWhitespace()
    guard position < bytes.count else { throw fault(.unexpectedEnd) }
    if bytes[position] == closing {
      close()
      return true
    }
    tape[Int(index)].hasChildren = true
    if isInObject { try readName() }
    return false
  }

  /// Closes the innermost container; it becomes the value completed last.
  private mutating func close() {
    position += 1
    depth -= 1
    completed = container
    let closed = Int(container)
    container = tape[closed].next
    tape[closed].end = UInt32(position)
    tape[closed].next = 0
    isInObject = depth > 0 && tape[Int(container)].kind == .object
  }

  /// Reads what follows a value inside a container.
  ///
  /// Returns true when that closes the container, a complete value itself; false when it is a
  /// comma, up to the next value.
  private mutating func readSeparator() throws(JSONFault) -> Bool {
    skipWhitespace()
    guard position < bytes.count else { throw fault(.unexpectedEnd) }
    let closing = isInObject ? UInt8(ascii: "}") : UInt8(ascii: "]")
    if bytes[position] == closing {
      close()
      return true
    }
    guard bytes[position] == UInt8(ascii: ",") else {
      throw fault(isInObject ? .expectedCommaOrBrace : .expectedCommaOrBracket)
    }
    position += 1
    skipWhitespace()
    guard position < bytes.count else { throw fault(.unexpectedEnd) }
    guard bytes[position] != closing else { throw fault(.trailingComma) }
    tape[Int(completed)].next = UInt32(tape.count + (isInObject ? 1 : 0))
    if isInObject { try readName() }
    return false
  }

  /// Reads a member's name and the colon, up to the member's value.
  private mutating func readName() throws(JSONFault) {
    guard bytes[position] == UInt8(ascii: "\"") else { throw fault(.expectedName) }
    tape.append(try readString())
    skipWhitespace()
    guard position < bytes.count else { throw fault(.unexpectedEnd) }
    guard bytes[position] == UInt8(ascii: ":") else { throw fault(.expectedColon) }
    position += 1
    skipWhitespace()
  }
}
