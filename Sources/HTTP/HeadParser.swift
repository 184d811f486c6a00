internal import Octets

/// Reads a request head: the request line, the field lines and the empty line after them
/// (RFC 9112 sections 2 to 5).
///
/// It goes from left to right and stops at the first octet that no request can have there, so it
/// finds the same error however the octets arrive. It resumes at the line it has not seen the end
/// of; the octets it is given must be those it was given before, with more after them.
struct HeadParser {
  /// The longest head that is remembered, in octets: a browser's with its cookies has about 2 KiB.
  private static var rememberedBytesMax: Int { 2048 }

  private(set) var layout = HeadLayout()
  /// The octets of the head that has been read, whole; empty while it has not.
  private var remembered: [UInt8] = []
  private var lineStart = 0
  private var fieldsStart: Int?

  /// Makes it ready for the next head and keeps the capacity.
  mutating func reset() {
    layout.reset()
    remembered.removeAll(keepingCapacity: true)
    lineStart = 0
    fieldsStart = nil
  }

  /// The length of the head, if it is the same, octet by octet, as the one read before: a client
  /// that asks the same again sends the same.
  ///
  /// The layout is then right as it is.
  func lengthIfRepeated(_ bytes: Span<UInt8>) -> Int? {
    let count = remembered.count
    guard count > 0, count <= bytes.count,
      bytes.extracting(..<count).isEqual(to: remembered.span)
    else { return nil }
    return count
  }

  /// Gives the head that has been read its serial, unless it has one.
  mutating func number(_ serial: inout UInt64) {
    guard layout.outline.serial == 0 else { return }
    serial += 1
    layout.outline.serial = serial
  }

  /// Whether any octet of a request line is among the first `count` octets: an empty line before
  /// it begins no request.
  func hasBegun(count: Int) -> Bool { fieldsStart != nil || count > lineStart }

  /// Reads on.
  ///
  /// - Returns: the length of the head with its empty line, or nil while it is incomplete.
  mutating func parse(
    _ bytes: Span<UInt8>, _ limits: Limits
  ) throws(ProtocolError) -> Int? {
    if fieldsStart == nil {
      guard try skipEmptyLine(bytes), try parseRequestLine(bytes, limits) else { return nil }
    }
    while lineStart < bytes.count {
      if bytes[lineStart] == .carriageReturn {
        guard try lineEnds(bytes, at: lineStart) else { return nil }
        let end = lineStart + 2
        try conclude(bytes.extracting(0..<end))
        return end
      }
      guard try parseFieldLine(bytes, limits) else { return nil }
    }
    return nil
  }

  /// Passes over one empty line before the request line (RFC 9112 section 2.2).
  private mutating func skipEmptyLine(_ bytes: Span<UInt8>) throws(ProtocolError) -> Bool {
    guard bytes.count > 0, bytes[0] == .carriageReturn else { return true }
    guard try lineEnds(bytes, at: 0) else { return false }
    lineStart = 2
    return true
  }

  /// `request-line = method SP request-target SP HTTP-version` (RFC 9112 section 3).
  private mutating func parseRequestLine(
    _ bytes: Span<UInt8>, _ limits: Limits
  ) throws(ProtocolError) -> Bool {
    let bound = lineStart + limits.requestLineBytesMax
    let limit = min(bytes.count, bound)

    let methodEnd = ByteClass.token.run(in: bytes, from: lineStart, to: limit)
    guard try hasMore(bytes, methodEnd, bound, .requestLineTooLong) else { return false }
    try checkSeparator(bytes, after: lineStart..<methodEnd, .invalidMethod)

    let targetStart = methodEnd + 1
    let targetEnd = ByteClass.target.run(in: bytes, from: targetStart, to: limit)
    guard try hasMore(bytes, targetEnd, bound, .requestLineTooLong) else { return false }
    try checkSeparator(bytes, after: targetStart..<targetEnd, .invalidTarget)
    layout.outline.methodName = ByteRange(lineStart, methodEnd)
    layout.outline.method = Method(bytes.extracting(lineStart..<methodEnd))
    layout.outline.target = try RequestTarget(
      bytes, at: targetStart..<targetEnd, method: layout.outline.method)

    let versionEnd = ByteClass.visible.run(in: bytes, from: targetEnd + 1, to: limit)
    guard versionEnd < bytes.count else { return false }
    if bytes[versionEnd] != .carriageReturn {
      if versionEnd == bound { throw .requestLineTooLong }
      throw bytes[versionEnd] == .lineFeed ? .bareLineFeed : .malformedVersion
    }
    guard try lineEnds(bytes, at: versionEnd) else { return false }
    layout.outline.version = try Version(bytes.extracting(targetEnd + 1..<versionEnd))
    lineStart = versionEnd + 2
    fieldsStart = lineStart
    return true
  }

  /// One space must follow a part of the request line, which must not be empty.
  private func checkSeparator(
    _ bytes: Span<UInt8>, after part: Range<Int>, _ error: ProtocolError
  ) throws(ProtocolError) {
    let separator = bytes[part.upperBound]
    if separator == .lineFeed { throw .bareLineFeed }
    if separator != .space || part.isEmpty { throw error }
  }

  /// `field-line = field-name ":" OWS field-value OWS` (RFC 9112 section 5).
  private mutating func parseFieldLine(
    _ bytes: Span<UInt8>, _ limits: Limits
  ) throws(ProtocolError) -> Bool {
    if bytes[lineStart].isWhiteSpace { throw .lineFolding }
    if layout.fieldLines.count == limits.fieldLinesMax { throw .tooManyFieldLines }
    let bound = (fieldsStart ?? lineStart) + limits.fieldSectionBytesMax
    let limit = min(bytes.count, bound)

    let nameEnd = ByteClass.token.run(in: bytes, from: lineStart, to: limit)
    guard try hasMore(bytes, nameEnd, bound, .fieldSectionTooLarge) else { return false }
    try FieldLine.checkColon(bytes[nameEnd], nameIsEmpty: nameEnd == lineStart)

    let lineEnd = ByteClass.fieldValue.run(in: bytes, from: nameEnd + 1, to: limit)
    guard try hasMore(bytes, lineEnd, bound, .fieldSectionTooLarge) else { return false }
    try FieldLine.checkEnd(bytes[lineEnd])
    guard try hasMore(bytes, lineEnd + 1, bound, .fieldSectionTooLarge) else { return false }
    guard try lineEnds(bytes, at: lineEnd) else { return false }

    layout.append(
      FieldLine(bytes, lineStart, nameEnd, lineEnd),
      named: bytes.extracting(lineStart..<nameEnd))
    lineStart = lineEnd + 2
    return true
  }

  /// Whether there is an octet at `position`.
  ///
  /// - Throws: `error` if there is and it is the first beyond the limit.
  private func hasMore(
    _ bytes: Span<UInt8>, _ position: Int, _ bound: Int, _ error: ProtocolError
  ) throws(ProtocolError) -> Bool {
    guard position < bytes.count else { return false }
    if position >= bound { throw error }
    return true
  }

  /// Whether the line feed has arrived that must follow the carriage return at `position`.
  private func lineEnds(_ bytes: Span<UInt8>, at position: Int) throws(ProtocolError) -> Bool {
    guard position + 1 < bytes.count else { return false }
    if bytes[position + 1] != .lineFeed { throw .bareCarriageReturn }
    return true
  }

  private static func framing(_ head: borrowing RequestHead) throws(ProtocolError) -> BodyFraming {
    try head.checkHost()
    return try BodyFraming(of: head)
  }

  /// The rules that need the whole head.
  private mutating func conclude(_ bytes: Span<UInt8>) throws(ProtocolError) {
    layout.outline.framing = try Self.framing(RequestHead(bytes, layout))
    if bytes.count <= Self.rememberedBytesMax { remembered.append(bytes) }
  }
}
