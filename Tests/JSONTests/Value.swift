import JSON

/// A parsed document as a value of its own, to be compared.
indirect enum Value: Equatable {
  case object([Member])
  case array([Value])
  case string(String)
  case number(String)
  case bool(Bool)
  case null

  struct Member: Equatable {
    let name: String
    let value: Value
  }

  /// What the text holds, read by walking the whole of it.
  init(_ text: String, limits: JSONLimits = .standard) throws(JSONError) {
    try self.init(Array(text.utf8), limits: limits)
  }

  init(_ bytes: [UInt8], limits: JSONLimits = .standard) throws(JSONError) {
    var document = JSONDocument()
    let reader = try document.parse(bytes.span, limits: limits)
    self.init(reader, reader.root)
  }

  private init(_ reader: borrowing JSONReader, _ node: JSONNode) {
    switch reader.kind(of: node) {
    case .object:
      self = .object(
        Self.children(reader, node).map { child in
          Member(name: reader.name(of: child) ?? "", value: Value(reader, child))
        })
    case .array: self = .array(Self.children(reader, node).map { Value(reader, $0) })
    case .string: self = .string(reader.string(node) ?? "")
    case .number: self = .number(String(copying: reader.text(of: node)))
    case .true: self = .bool(true)
    case .false: self = .bool(false)
    case .null: self = .null
    }
  }

  private static func children(_ reader: borrowing JSONReader, _ node: JSONNode) -> [JSONNode] {
    var children: [JSONNode] = []
    var next = reader.firstChild(of: node)
    while let child = next {
      children.append(child)
      next = reader.nextSibling(of: child)
    }
    return children
  }
}

extension String {
  /// The bytes as text, whatever they are.
  init(copying bytes: Span<UInt8>) {
    self.init(decoding: bytes.indices.map { bytes[$0] }, as: UTF8.self)
  }
}
