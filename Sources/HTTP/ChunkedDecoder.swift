/// Takes the chunked coding off a body (RFC 9112 section 7.1).
///
///     chunked-body = *chunk last-chunk trailer-section CRLF
///     chunk        = chunk-size [ chunk-ext ] CRLF chunk-data CRLF
///
/// Extensions and trailer fields are checked, bounded and dropped: a trailer is never merged into
/// the head (RFC 9110 section 6.5.1).
struct ChunkedDecoder {
  private enum Phase {
    case size(digits: Int)
    case extensions(ChunkExtension)
    case sizeLineFeed
    case data
    case dataCarriageReturn
    case dataLineFeed
    case trailerStart
    case trailerName
    case trailerValue
    case trailerLineFeed
    case lastLineFeed
    case ended
  }

  private var phase = Phase.size(digits: 0)
  private var remaining = 0
  private var decodedCount = 0
  private var overheadCount = 0
  private var extensionCount = 0
  private var trailerCount = 0

  /// Reads on from `offset`, which it moves to the first octet not read.
  mutating func next(
    _ bytes: Span<UInt8>, at offset: inout Int, bytesMax: Int, _ limits: Limits
  ) throws(ProtocolError) -> BodyEvent {
    while offset < bytes.count {
      if case .data = phase { return takeData(bytes, at: &offset, limits) }
      try take(bytes[offset], limits)
      offset += 1
      if case .data = phase, remaining > bytesMax - decodedCount { throw .contentTooLarge }
      if case .ended = phase { return .end }
    }
    return .incomplete
  }

  private mutating func takeData(
    _ bytes: Span<UInt8>, at offset: inout Int, _ limits: Limits
  ) -> BodyEvent {
    let start = offset
    let count = min(remaining, bytes.count - start, limits.streamedPieceBytesMax)
    offset += count
    remaining -= count
    decodedCount += count
    if remaining == 0 { phase = .dataCarriageReturn }
    return .data(start..<offset)
  }

  /// Takes back the last octets of the data read right before, to be read again.
  mutating func putBack(_ count: Int) {
    if count == 0 { return }
    remaining += count
    decodedCount -= count
    phase = .data
  }

  private mutating func take(_ byte: UInt8, _ limits: Limits) throws(ProtocolError) {
    try countOverhead(limits)
    switch phase {
    case .size(let digits):
      try takeSizeOctet(byte, digits)
    case .extensions(let part):
      try takeExtensionOctet(byte, part, limits)
    case .sizeLineFeed:
      if byte != .lineFeed { throw .bareCarriageReturn }
      phase = remaining == 0 ? .trailerStart : .data
    case .dataCarriageReturn:
      if byte != .carriageReturn { throw .unterminatedChunk }
      phase = .dataLineFeed
    case .dataLineFeed:
      if byte != .lineFeed { throw .unterminatedChunk }
      phase = .size(digits: 0)
    case .trailerStart, .trailerName, .trailerValue, .trailerLineFeed:
      try takeTrailerOctet(byte, limits)
    case .lastLineFeed:
      if byte != .lineFeed { throw .bareCarriageReturn }
      phase = .ended
    case .data, .ended:
      preconditionFailure("data is taken whole, and nothing follows the end")
    }
  }

  /// `chunk-size = 1*HEXDIG`; sixteen digits count all there is.
  private mutating func takeSizeOctet(_ byte: UInt8, _ digits: Int) throws(ProtocolError) {
    if let value = byte.hexadecimalValue {
      let (product, overflow) = remaining.multipliedReportingOverflow(by: 16)
      if overflow || digits == 16 { throw .invalidChunkSize }
      remaining = product + value
      phase = .size(digits: digits + 1)
      return
    }
    extensionCount = 0
    switch byte {
    case .lineFeed: throw .bareLineFeed
    case _ where digits == 0: throw .invalidChunkSize
    case .carriageReturn: phase = .sizeLineFeed
    case .semicolon: phase = .extensions(.nameStart)
    case .space, .tab: phase = .extensions(.space)
    default: throw .invalidChunkSize
    }
  }

  /// Reads the extensions of a chunk, which are checked, bounded and dropped.
  private mutating func takeExtensionOctet(
    _ byte: UInt8, _ part: ChunkExtension, _ limits: Limits
  ) throws(ProtocolError) {
    extensionCount += 1
    if byte == .lineFeed { throw .bareLineFeed }
    var part = part
    guard try part.take(byte) else { return phase = .sizeLineFeed }
    if extensionCount >= limits.chunkExtensionBytesMax { throw .chunkExtensionTooLong }
    phase = .extensions(part)
  }

  private mutating func countOverhead(_ limits: Limits) throws(ProtocolError) {
    overheadCount += 1
    if overheadCount > limits.chunkOverheadBytesMax && overheadCount / 4 > decodedCount {
      throw .excessiveChunkOverhead
    }
  }

  /// `trailer-section = *( field-line CRLF )`, then CRLF (RFC 9112 section 7.1.2).
  private mutating func takeTrailerOctet(
    _ byte: UInt8, _ limits: Limits
  ) throws(ProtocolError) {
    switch phase {
    case .trailerStart:
      if byte.isWhiteSpace { throw .lineFolding }
      if byte == .carriageReturn { return phase = .lastLineFeed }
      try takeTrailerName(byte, isFirst: true)
    case .trailerName:
      try takeTrailerName(byte, isFirst: false)
    case .trailerValue:
      if byte == .carriageReturn {
        phase = .trailerLineFeed
      } else if !ByteClass.fieldValue.contains(byte) {
        try FieldLine.checkEnd(byte)
      }
    default:
      if byte != .lineFeed { throw .bareCarriageReturn }
      phase = .trailerStart
    }
    trailerCount += 1
    if trailerCount > limits.trailerBytesMax { throw .trailerSectionTooLarge }
  }

  private mutating func takeTrailerName(_ byte: UInt8, isFirst: Bool) throws(ProtocolError) {
    if ByteClass.token.contains(byte) {
      phase = .trailerName
    } else {
      try FieldLine.checkColon(byte, nameIsEmpty: isFirst)
      phase = .trailerValue
    }
  }
}
