import JSON

/// The caller's own identifier, echoed: up to 64 printable characters, held in place where they
/// take no more than 64 octets.
public struct RequestID: Sendable {
  private var octets = InlineArray<64, UInt8>(repeating: 0)
  private var count = 0
  /// An identifier with more octets.
  private var longer: String?

  /// The identifier that a string without escapes writes; nil where it has other characters than
  /// the printable ones of ASCII, or too many.
  init?(ascii text: Span<UInt8>) {
    precondition(RequestLimits.requestIDCharactersMax <= octets.count, "ASCII is held in place")
    guard text.count <= RequestLimits.requestIDCharactersMax else { return nil }
    count = text.count
    for index in text.indices {
      guard (0x20..<0x7F).contains(text[index]) else { return nil }
      octets[index] = text[index]
    }
  }

  /// The identifier of any text; nil where it has characters that cannot be printed, or too many.
  init?(_ text: String) {
    let scalars = text.unicodeScalars
    guard scalars.count <= RequestLimits.requestIDCharactersMax,
      scalars.allSatisfy(\.isPrintable)
    else { return nil }
    guard text.utf8.count <= octets.count else {
      longer = text
      return
    }
    for octet in text.utf8 {
      octets[count] = octet
      count += 1
    }
  }

  /// Whether it has no character.
  var isEmpty: Bool { count == 0 && longer == nil }

  /// The identifier's hash.
  func hash(by hash: DecisionRecorder.KeyedHash) -> InlineArray<32, UInt8> {
    if let longer { return hash(longer.utf8.span) }
    return hash(octets.span.extracting(..<count))
  }

  /// Writes the identifier as a string.
  func write(into json: inout JSONWriter) {
    if let longer { return json.string(longer) }
    json.string(octets.span.extracting(..<count))
  }
}

extension Unicode.Scalar {
  fileprivate var isPrintable: Bool {
    if isASCII { return (0x20..<0x7F).contains(value) }
    return switch properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned: false
    default: true
    }
  }
}
