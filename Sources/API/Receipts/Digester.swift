import JSON

/// Takes digests of documents in canonical form; one serves one thread and keeps its buffers.
struct Digester: ~Copyable, Sendable {
  private var document = JSONDocument()
  private var canonical = JSONWriter(capacity: 0)

  /// The digest of a request: all of it.
  ///
  /// - Throws: `Problem` where it is not JSON, or has numbers that no request may have.
  mutating func digest(
    ofRequest bytes: Span<UInt8>, by engine: Engine
  ) throws(Problem) -> InlineArray<32, UInt8> {
    try Self.write(bytes, &document, &canonical) { (json, canonical) throws(JSONDecimal.Failure) in
      try json.writeCanonical(json.root, into: &canonical)
    }
    return engine.sha256(canonical.span)
  }

  /// The digest of what of an answer a receipt holds.
  ///
  /// - Throws: as for a request.
  mutating func digest(
    ofResult bytes: Span<UInt8>, by engine: Engine
  ) throws(Problem) -> InlineArray<32, UInt8> {
    try Self.write(bytes, &document, &canonical) { (json, canonical) throws(JSONDecimal.Failure) in
      try Receipt.writeResult(of: json, into: &canonical)
    }
    return engine.sha256(canonical.span)
  }

  private static func write(
    _ bytes: Span<UInt8>, _ document: inout JSONDocument, _ canonical: inout JSONWriter,
    _ write: (borrowing JSONReader, inout JSONWriter) throws(JSONDecimal.Failure) -> Void
  ) throws(Problem) {
    canonical.reset()
    let reader: JSONReader
    do throws(JSONError) {
      reader = try document.parse(bytes)
    } catch {
      throw Problem(error)
    }
    do throws(JSONDecimal.Failure) {
      try write(reader, &canonical)
    } catch {
      throw Problem(faults: [
        MemberFault(pointer: "", code: .outOfRange, detail: Detail.numbersTooLong.words)
      ])
    }
  }
}
