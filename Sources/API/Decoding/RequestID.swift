/// The caller's own identifier, echoed: up to 64 printable characters, held in place.
public struct RequestID: Sendable {
  /// As many octets as the most characters take in UTF-8.
  private static var octetsMax: Int { 256 }

  private var octets: InlineArray<256, UInt8>
  private var count: Int

  /// The identifier that a string without escapes writes; nil where it has other characters than
  /// the printable ones of ASCII, or too many.
  init?(ascii text: Span<UInt8>) {
    guard text.count <= RequestLimits.requestIDCharactersMax else { return nil }
    octets = InlineArray(repeating: 0)
    count = text.count
    for index in text.indices {
      guard (0x20..<0x7F).contains(text[index]) else { return nil }
      octets[index] = text[index]
    }
  }

  /// The identifier of any text; nil where it has characters that cannot be printed, or too many.
  init?(_ text: String) {
    precondition(
      4 * RequestLimits.requestIDCharactersMax == RequestID.octetsMax,
      "a character has four octets at most")
    let scalars = text.unicodeScalars
    guard scalars.count <= RequestLimits.requestIDCharactersMax,
      scalars.allSatisfy(\.isPrintable)
    else { return nil }
    octets = InlineArray(repeating: 0)
    count = 0
    for octet in text.utf8 {
      octets[count] = octet
      count += 1
    }
  }

  /// The octets, which are UTF-8.
  var utf8: Span<UInt8> {
    @_lifetime(borrow self)
    borrowing get { octets.span.extracting(..<count) }
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
