/// A place to parse documents into, one after another, without allocating for each.
///
/// The bytes are validated whole, by RFC 8259 to the letter, and every value gets an entry on a
/// tape that keeps its room from one document to the next: 14 bytes for each byte of the longest
/// document yet. Names that occur twice are for the reader to judge (section 4).
public struct JSONDocument: Sendable {
  /// The entries of the document parsed last, then room.
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
    let count: Int
    do throws(JSONFault) {
      count = try fillTape(from: bytes, limits: limits)
    } catch {
      throw JSONError(error, in: bytes)
    }
    return JSONReader(tape: tape.span.extracting(..<count), bytes: bytes)
  }

  /// Parses the bytes and returns how many entries they take.
  private mutating func fillTape(
    from bytes: Span<UInt8>, limits: JSONLimits
  ) throws(JSONFault) -> Int {
    guard bytes.count <= limits.documentBytesMax else {
      throw JSONFault(reason: .tooLarge, offset: limits.documentBytesMax)
    }
    let entriesMax = JSONParser.entriesMax(byteCount: bytes.count, limits: limits)
    if tape.count < entriesMax {
      tape = [JSONEntry](repeating: .empty, count: entriesMax)
    }
    var parser = JSONParser(bytes, tape: tape.mutableSpan, limits: limits)
    try parser.parse()
    return parser.count
  }
}
