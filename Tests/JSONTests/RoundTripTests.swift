import JSON
import Testing

/// What holds of every document, tried on ten thousand made at random.
@Suite struct RoundTripTests {
  private static let documentCount = 10_000

  /// Shows so many documents, the same ones each time.
  private func forEachDocument(
    count: Int = Self.documentCount, _ body: (RandomDocument) throws -> Void
  ) throws {
    var randomness = Randomness(seed: 20_240_511)
    for _ in 0..<count { try body(RandomDocument(&randomness)) }
  }

  @Test func `a document is read as the value it was made of`() throws {
    try forEachDocument { document in
      let value = try Value(document.text)
      #expect(value == document.value, "\(document.text)")
    }
  }

  @Test func `a value reads the same after it is written`() throws {
    var writer = JSONWriter(capacity: 0)
    try forEachDocument { document in
      writer.reset()
      document.value.write(into: &writer)
      let value = try Value(Array(writer.bytes))
      #expect(value == document.value, "\(document.text)")
    }
  }

  @Test func `a document reads the same after it is indented, and stays as it is`() throws {
    try forEachDocument { source in
      var document = JSONDocument()
      let indented = try document.parse(source.text.utf8.span).indented()
      let value = try Value(indented)
      #expect(value == source.value, "\(source.text)")
      let again = try document.parse(indented.span).indented()
      #expect(again == indented, "\(source.text)")
    }
  }

  @Test func `one document after another is read into the same place`() throws {
    var document = JSONDocument()
    try forEachDocument { source in
      let reader = try document.parse(source.text.utf8.span)
      let value = Value(reader)
      #expect(value == source.value, "\(source.text)")
    }
  }

  @Test func `every place of a document has a pointer that leads there`() throws {
    try forEachDocument(count: 2000) { source in
      let named = source.value.withDistinctNames()
      var writer = JSONWriter(capacity: 0)
      named.write(into: &writer)
      var document = JSONDocument()
      let text = Array(writer.bytes)
      let reader = try document.parse(text.span)
      for node in reader.allNodes {
        let pointer = reader.pointer(to: node)
        let target = named.value(at: pointer)
        let value = Value(reader, node)
        #expect(target == value, "\(pointer)")
      }
    }
  }

  @Test func `a document that is cut short is refused where it ends`() {
    var randomness = Randomness(seed: 1)
    for _ in 0..<150 {
      let source = Array("[\(RandomDocument(&randomness).text)]".utf8)
      for count in 0..<source.count {
        let error = #expect(throws: JSONError.self) { try Value(Array(source.prefix(count))) }
        #expect((error?.offset ?? 0) <= count)
      }
    }
  }

  @Test func `a document with other bytes in it is read or refused within its bounds`() {
    var randomness = Randomness(seed: 2)
    for _ in 0..<Self.documentCount {
      var bytes = Array(RandomDocument(&randomness).text.utf8)
      for _ in 0...randomness.number(below: 4) { randomness.mutate(&bytes) }
      do throws(JSONError) {
        _ = try Value(bytes)
      } catch {
        #expect((0...bytes.count).contains(error.offset))
        #expect(error.line >= 1 && error.column >= 1)
      }
    }
  }

  @Test func `noise is refused within its bounds`() {
    var randomness = Randomness(seed: 3)
    let tokens = Array("[]{}\",:\\u0eE+-.1 tfn\u{0}é".utf8)
    for _ in 0..<Self.documentCount {
      let bytes = (0..<randomness.number(below: 40)).map { _ in
        tokens.randomElement(using: &randomness) ?? 0
      }
      do throws(JSONError) {
        _ = try Value(bytes)
      } catch {
        #expect((0...bytes.count).contains(error.offset))
      }
    }
  }
}

extension Randomness {
  /// Changes, drops, doubles or swaps some byte.
  fileprivate mutating func mutate(_ bytes: inout [UInt8]) {
    guard !bytes.isEmpty else { return }
    let place = number(below: bytes.count)
    switch number(below: 4) {
    case 0: bytes[place] = UInt8.random(in: 0...0xFF, using: &self)
    case 1: bytes.remove(at: place)
    case 2: bytes.insert(bytes[number(below: bytes.count)], at: place)
    default: bytes.swapAt(place, number(below: bytes.count))
    }
  }
}
