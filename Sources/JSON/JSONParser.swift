internal import Octets

/// The validating pass over a document: RFC 8259 sections 2 to 5, without recursion.
///
/// Invariants: `position <= bytes.count`, and every text on the tape lies within the bytes.
///
/// Whitespace is looked for only where the byte that should come does not come at once.
struct JSONParser: ~Copyable, ~Escapable {
  private let bytes: Span<UInt8>
  private var position = 0

  /// How many entries are on the tape.
  private(set) var count = 0

  private var tape: MutableSpan<JSONEntry>

  /// How many more containers may be opened.
  private var depthLeft: Int

  /// The innermost open container; ``none`` when none is open.
  private var container = Self.none

  /// Whether the innermost open container is an object.
  private var isInObject = false

  /// The value completed last.
  private var completed: UInt32 = 0

  private static var none: UInt32 { .max }

  /// How many entries so many bytes can need.
  ///
  /// Each value takes a byte of its own and another that goes with it: the comma before it or, for
  /// the first of a container, the closing bracket behind. Only the root has none, and the
  /// containers that are still open.
  static func entriesMax(byteCount: Int, limits: JSONLimits) -> Int {
    byteCount / 2 + min(limits.depthMax, byteCount) + 1
  }

  @_lifetime(copy bytes, copy tape)
  init(_ bytes: Span<UInt8>, tape: consuming MutableSpan<JSONEntry>, limits: JSONLimits) {
    self.bytes = bytes
    self.tape = tape
    depthLeft = limits.depthMax
  }

  mutating func parse() throws(JSONFault) {
    try refuseByteOrderMark()
    skipWhitespace()
    guard position < bytes.count else { throw fault(.empty) }
    repeat {
      let name = isInObject ? try readName() : .none
      if try readValue(named: name) { try readSeparators() }
    } while container != Self.none
    skipWhitespace()
    guard position == bytes.count else { throw fault(.trailingContent) }
    tape[0].isLast = true
  }

  private func fault(_ reason: JSONError.Reason) -> JSONFault {
    JSONFault(reason: reason, offset: position)
  }

  private func refuseByteOrderMark() throws(JSONFault) {
    guard bytes.count >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF else { return }
    throw fault(.byteOrderMark)
  }

  // MARK: Values

  /// Reads a member's name and the colon.
  @inline(always)
  private mutating func readName() throws(JSONFault) -> JSONText {
    try read("\"", orElse: .expectedName)
    let name = try readString()
    try read(":", orElse: .expectedColon)
    return name
  }

  /// Reads a scalar, or opens a container up to its first value.
  ///
  /// Returns whether a value is complete, as an empty container is at once.
  @inline(always)
  private mutating func readValue(named name: JSONText) throws(JSONFault) -> Bool {
    while true {
      guard let byte = bytes.byte(at: position) else { throw fault(.unexpectedEnd) }
      let start = position
      switch byte {
      case UInt8(ascii: "\""):
        position &+= 1
        complete(.string, try readString(), named: name)
      case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
        position = try bytes.endOfNumber(at: start)
        complete(.number, JSONText(start: start, end: position), named: name)
      case UInt8(ascii: "{"): return try open(.object, named: name)
      case UInt8(ascii: "["): return try open(.array, named: name)
      case UInt8(ascii: "t"): try readLiteral("true", .true, named: name)
      case UInt8(ascii: "f"): try readLiteral("false", .false, named: name)
      case UInt8(ascii: "n"): try readLiteral("null", .null, named: name)
      default:
        try skipWhitespace(orElse: .expectedValue)
        continue
      }
      return true
    }
  }

  /// Reads a string from after its first quotation mark.
  @inline(always)
  private mutating func readString() throws(JSONFault) -> JSONText {
    let start = position
    let (end, hasEscapes) = try bytes.endOfString(at: start)
    position = end &+ 1
    return JSONText(start: start, end: end, hasEscapes: hasEscapes)
  }

  private mutating func readLiteral(
    _ literal: StaticString, _ kind: JSONKind, named name: JSONText
  ) throws(JSONFault) {
    let start = position
    let expected = literal.bytes
    for index in expected.indices {
      guard let byte = bytes.byte(at: position) else { throw fault(.unexpectedEnd) }
      guard byte == expected[index] else {
        throw JSONFault(reason: .unknownLiteral, offset: start)
      }
      position &+= 1
    }
    complete(kind, JSONText(start: start, end: position), named: name)
  }

  @inline(always)
  private mutating func complete(_ kind: JSONKind, _ text: JSONText, named name: JSONText) {
    completed = UInt32(truncatingIfNeeded: count)
    append(JSONEntry(name: name, text: text, kind: kind, next: completed &+ 1))
  }

  @inline(always)
  private mutating func append(_ entry: JSONEntry) {
    tape[count] = entry
    count &+= 1
  }
}

// MARK: Containers

extension JSONParser {
  /// Opens a container, and closes it when it is empty; returns whether it is.
  private mutating func open(_ kind: JSONKind, named name: JSONText) throws(JSONFault) -> Bool {
    guard depthLeft > 0 else { throw fault(.tooDeep) }
    depthLeft &-= 1
    let opened = UInt32(truncatingIfNeeded: count)
    let text = JSONText(start: position, end: position)
    append(JSONEntry(name: name, text: text, kind: kind, next: container))
    container = opened
    isInObject = kind == .object
    position &+= 1
    skipWhitespace()
    guard bytes.byte(at: position) == closing else { return false }
    close()
    return true
  }

  /// What closes the innermost open container.
  private var closing: UInt8 { isInObject ? UInt8(ascii: "}") : UInt8(ascii: "]") }

  /// Closes the innermost container; it becomes the value completed last.
  private mutating func close() {
    position &+= 1
    depthLeft &+= 1
    completed = container
    let closed = Int(container)
    container = tape[closed].next
    isInObject = tape[closed].isMember
    tape[closed].text.end = UInt32(truncatingIfNeeded: position)
    tape[closed].next = UInt32(truncatingIfNeeded: count)
  }

  /// Reads what follows a value: closing brackets as far as they go, then a comma unless no
  /// container is open any more.
  @inline(always)
  private mutating func readSeparators() throws(JSONFault) {
    while container != Self.none {
      if bytes.byte(at: position) == UInt8(ascii: ",") {
        position &+= 1
        return
      }
      if bytes.byte(at: position) == closing {
        tape[Int(completed)].isLast = true
        close()
      } else {
        try skipWhitespace(orElse: isInObject ? .expectedCommaOrBrace : .expectedCommaOrBracket)
      }
    }
  }
}

// MARK: Bytes

extension JSONParser {
  /// Reads one byte, with whitespace before it or without.
  @inline(always)
  private mutating func read(
    _ expected: Unicode.Scalar, orElse reason: JSONError.Reason
  ) throws(JSONFault) {
    while bytes.byte(at: position) != UInt8(ascii: expected) {
      try skipWhitespace(orElse: reason)
    }
    position &+= 1
  }

  /// Moves over whitespace, which there must be, to a byte, which there must be too.
  @inline(never)
  private mutating func skipWhitespace(orElse reason: JSONError.Reason) throws(JSONFault) {
    let start = position
    skipWhitespace()
    guard position < bytes.count else { throw fault(.unexpectedEnd) }
    guard position > start else { throw fault(isAfterLastComma(reason) ? .trailingComma : reason) }
  }

  private mutating func skipWhitespace() {
    while let byte = bytes.byte(at: position), byte.isWhitespace { position &+= 1 }
  }

  /// Whether the innermost container closes where something else should come: as an empty one is
  /// closed where it is opened, that is after a comma.
  private func isAfterLastComma(_ expected: JSONError.Reason) -> Bool {
    container != Self.none && bytes.byte(at: position) == closing
      && expected == (isInObject ? .expectedName : .expectedValue)
  }
}
