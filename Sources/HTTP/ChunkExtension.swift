/// How far the extensions of a chunk have been read (RFC 9112 section 7.1.1).
///
///     chunk-ext     = *( BWS ";" BWS chunk-ext-name [ BWS "=" BWS chunk-ext-val ] )
///     chunk-ext-val = token / quoted-string
enum ChunkExtension {
  /// White space before a semicolon.
  case space
  /// A semicolon: a name begins.
  case nameStart
  case name
  /// White space after a name.
  case nameEnd
  /// An equals sign: a value begins.
  case valueStart
  case value
  case quoted
  /// A backslash within quotes.
  case escaped
  /// The closing quote.
  case quoteEnd

  /// Reads one octet; false for the carriage return that ends the line.
  mutating func take(_ byte: UInt8) throws(ProtocolError) -> Bool {
    switch self {
    case .quoted: return try takeQuoted(byte)
    case .escaped:
      guard ByteClass.fieldValue.contains(byte) else { throw .invalidChunkExtension }
      self = .quoted
      return true
    case .name, .value, .quoteEnd:
      if byte == .carriageReturn { return false }
    case .space, .nameStart, .nameEnd, .valueStart: break
    }
    guard let next = next(byte) else { throw .invalidChunkExtension }
    self = next
    return true
  }

  /// What an octet outside quotes leads to; nil for one that cannot stand here.
  private func next(_ byte: UInt8) -> ChunkExtension? {
    switch (self, byte) {
    case (.nameStart, _) where ByteClass.token.contains(byte): .name
    case (.name, _) where ByteClass.token.contains(byte): .name
    case (.valueStart, _) where ByteClass.token.contains(byte): .value
    case (.value, _) where ByteClass.token.contains(byte): .value
    case (.valueStart, .quote): .quoted
    case (.name, .equalsSign), (.nameEnd, .equalsSign): .valueStart
    case (.nameStart, .semicolon), (.valueStart, .semicolon): nil
    case (_, .semicolon): .nameStart
    case (.name, .space), (.name, .tab): .nameEnd
    case (.value, .space), (.value, .tab), (.quoteEnd, .space), (.quoteEnd, .tab): .space
    case (_, .space), (_, .tab): self
    default: nil
    }
  }

  /// `quoted-string` (RFC 9110 section 5.6.4).
  private mutating func takeQuoted(_ byte: UInt8) throws(ProtocolError) -> Bool {
    guard ByteClass.fieldValue.contains(byte) else { throw .invalidChunkExtension }
    if byte == .quote { self = .quoteEnd }
    if byte == .backslash { self = .escaped }
    return true
  }
}
