/// A version of the protocol that is spoken here (RFC 9112 section 2.3).
public enum Version: Sendable, Equatable {
  /// HTTP/1.0: a connection serves one request unless the client asks otherwise; no chunks.
  case http10
  /// HTTP/1.1.
  case http11

  /// Reads `HTTP/1.1`: the name is case-sensitive, the digits are single.
  ///
  /// - Throws: `malformedVersion`, or `unsupportedVersion` for a version not spoken here.
  init(_ text: Span<UInt8>) throws(ProtocolError) {
    if text.equals("HTTP/1.1") {
      self = .http11
    } else if text.equals("HTTP/1.0") {
      self = .http10
    } else {
      throw Version.isWellFormed(text) ? .unsupportedVersion : .malformedVersion
    }
  }

  private static func isWellFormed(_ text: Span<UInt8>) -> Bool {
    text.count == 8 && text.extracting(0..<5).equals("HTTP/") && text[5].isDigit
      && text[6] == UInt8(ascii: ".") && text[7].isDigit
  }
}
