/// What a document may measure at most before it is refused.
public struct JSONLimits: Equatable, Sendable {
  /// How many arrays and objects may be open at once: 64, the default of System.Text.Json.
  public static let standardDepthMax = 64

  /// The longest document, in bytes: 1 MiB, the default of nginx's `client_max_body_size`.
  public static let standardDocumentBytesMax = 1 << 20

  /// The limits of the service.
  public static let standard = JSONLimits(
    depthMax: standardDepthMax, documentBytesMax: standardDocumentBytesMax)

  /// How many arrays and objects may be open at once; a document of one scalar needs none.
  public let depthMax: Int

  /// The longest document, in bytes.
  public let documentBytesMax: Int

  /// Limits of one's own.
  ///
  /// - Precondition: neither is negative, and offsets into a document fit in 32 bits.
  public init(depthMax: Int, documentBytesMax: Int) {
    precondition(depthMax >= 0, "a depth is not negative")
    precondition(documentBytesMax >= 0, "a length is not negative")
    precondition(documentBytesMax < UInt32.max, "offsets are kept in 32 bits")
    self.depthMax = depthMax
    self.documentBytesMax = documentBytesMax
  }
}
