/// A place to parse documents into, one after another, without allocating for each.
///
/// The bytes are validated whole, by RFC 8259 to the letter, and every value gets an entry on a
/// tape that keeps its room from one document to the next: 16 bytes an entry, at most one entry
/// for two bytes of text. Names that occur twice are for the reader to judge (section 4).
public struct JSONDocument: Sendable {
  private var tape: [JSONEntry] = []

  /// A document not parsed yet.
  public init() {}

  /// Parses the bytes and returns what they hold, to be read until the next call.
  ///
  /// The cost is linear in the length of the bytes; the depth costs no stack.
  @_lifetime(&self, copy bytes)
  public mutating func parse(
    _ bytes: Span<UInt8>, limits: JSONLimits = .standard
  ) throws(JSONError) -> JSONReader {
    var parser = JSONParser(bytes, limits: limits)
    swap(&parser.tape, &tape)
    do throws(JSONFault) {
      try parser.parse()
    } catch {
      swap(&parser.tape, &tape)
      throw JSONError(error, in: bytes)
    }
    swap(&parser.tape, &tape)
    return JSONReader(tape: tape.span, bytes: bytes)
  }
}
