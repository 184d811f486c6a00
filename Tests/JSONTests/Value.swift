import JSON

/// A parsed document as a value of its own, to be compared.
indirect enum Value: Equatable {
  case object([Member])
  case array([Value])
  case string(Text)
  case number(String)
  case bool(Bool)
  case null

  struct Member: Equatable {
    let name: Text
    let value: Value
  }

  /// A text equal to another only when it has the same scalars.
  struct Text: Equatable, ExpressibleByStringLiteral {
    let string: String

    init(_ string: String) { self.string = string }

    init(stringLiteral string: String) { self.string = string }

    static func == (text: Text, other: Text) -> Bool {
      text.string.unicodeScalars.elementsEqual(other.string.unicodeScalars)
    }
  }

  /// What the text holds, read by walking the whole of it.
  init(_ text: String, limits: JSONLimits = .standard) throws(JSONError) {
    try self.init(Array(text.utf8), limits: limits)
  }

  init(_ bytes: [UInt8], limits: JSONLimits = .standard) throws(JSONError) {
    var document = JSONDocument()
    self.init(try document.parse(bytes.span, limits: limits))
  }

  init(_ reader: borrowing JSONReader) { self.init(reader, reader.root) }

  init(_ reader: borrowing JSONReader, _ node: JSONNode) {
    switch reader.kind(of: node) {
    case .object:
      self = .object(
        reader.children(of: node).map { child in
          Member(name: Text(reader.name(of: child) ?? ""), value: Value(reader, child))
        })
    case .array: self = .array(reader.children(of: node).map { Value(reader, $0) })
    case .string: self = .string(Text(reader.string(node) ?? ""))
    case .number: self = .number(String(copying: reader.text(of: node)))
    case .true: self = .bool(true)
    case .false: self = .bool(false)
    case .null: self = .null
    }
  }

  /// Writes the value, its numbers as they are.
  func write(into writer: inout JSONWriter) {
    switch self {
    case .object(let members):
      writer.beginObject()
      for member in members {
        writer.key(member.name.string)
        member.value.write(into: &writer)
      }
      writer.endObject()
    case .array(let elements):
      writer.beginArray()
      for element in elements { element.write(into: &writer) }
      writer.endArray()
    case .string(let content): writer.string(content.string)
    case .number(let digits): writer.raw(Array(digits.utf8))
    case .bool(let isTrue): writer.bool(isTrue)
    case .null: writer.null()
    }
  }

  /// The same with a number after each name.
  func withDistinctNames() -> Value {
    switch self {
    case .object(let members):
      .object(
        members.enumerated().map { index, member in
          Member(
            name: Text(member.name.string + String(index)), value: member.value.withDistinctNames())
        })
    case .array(let elements): .array(elements.map { $0.withDistinctNames() })
    default: self
    }
  }

  /// What a JSON pointer leads to (RFC 6901 section 4).
  func value(at pointer: String) -> Value? {
    var value = self
    let tokens = pointer.utf8.split(
      separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    for part in tokens.dropFirst() {
      guard let next = value.child(Self.unescaped(Array(part))) else { return nil }
      value = next
    }
    return value
  }

  private func child(_ token: [UInt8]) -> Value? {
    switch self {
    case .object(let members): members.first { Array($0.name.string.utf8) == token }?.value
    case .array(let elements):
      Int(String(decoding: token, as: UTF8.self)).flatMap { index in
        elements.indices.contains(index) ? elements[index] : nil
      }
    default: nil
    }
  }

  private static func unescaped(_ token: [UInt8]) -> [UInt8] {
    var name: [UInt8] = []
    var rest = token[...]
    while let byte = rest.popFirst() {
      let isSlash = byte == UInt8(ascii: "~") && rest.popFirst() == UInt8(ascii: "1")
      name.append(isSlash ? UInt8(ascii: "/") : byte)
    }
    return name
  }
}

extension JSONReader {
  /// The elements of an array or the members' values of an object.
  func children(of node: JSONNode) -> [JSONNode] {
    var children: [JSONNode] = []
    var next = firstChild(of: node)
    while let child = next {
      children.append(child)
      next = nextSibling(of: child)
    }
    return children
  }

  /// Every value, in the order of the text.
  var allNodes: [JSONNode] { allNodes(from: root) }

  private func allNodes(from node: JSONNode) -> [JSONNode] {
    [node] + children(of: node).flatMap { allNodes(from: $0) }
  }
}

extension String {
  /// The bytes as text, whatever they are.
  init(copying bytes: Span<UInt8>) {
    self.init(decoding: bytes.indices.map { bytes[$0] }, as: UTF8.self)
  }
}
