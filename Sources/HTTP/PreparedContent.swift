import ContentCoding

/// Content made in advance and shared between answers.
///
/// It is compressed in advance too: a long document would otherwise hold its loop up for
/// milliseconds at each request, which costs a client nothing.
public struct PreparedContent: Sendable {
  /// The content itself.
  public let bytes: [UInt8]
  private let compressed: [ContentCoding: [UInt8]]

  /// Prepares content, which takes as long as compressing it by each coding.
  public init(_ bytes: [UInt8]) {
    self.bytes = bytes
    var compressed: [ContentCoding: [UInt8]] = [:]
    for coding in ContentCoding.allCases { compressed[coding] = coding.compressed(bytes) }
    self.compressed = compressed
  }

  /// The content by a coding; as it is without one.
  func bytes(by coding: ContentCoding?) -> [UInt8] {
    coding.flatMap { compressed[$0] } ?? bytes
  }
}
