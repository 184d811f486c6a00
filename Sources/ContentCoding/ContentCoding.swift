/// A content coding (RFC 9110 section 8.4.1) that can be written and read.
public enum ContentCoding: String, CaseIterable, Sendable {
  /// The gzip format of RFC 1952.
  case gzip
  /// The zlib format of RFC 1950 around the deflate format of RFC 1951.
  case deflate

  /// What zlib calls window bits: the largest window, and 16 more for gzip's frame.
  var windowBits: Int32 {
    switch self {
    case .gzip: 15 + 16
    case .deflate: 15
    }
  }
}

/// Why coded content cannot be read.
public enum ContentCodingError: Error, Equatable, Sendable {
  /// The bytes are not what the coding says, or end too early, or go on after its end.
  case malformed
  /// More comes out than is allowed, in all or for what goes in.
  case tooLarge
}
