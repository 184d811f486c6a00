/// What computes: the program by its version and by its own octets, and how it digests.
public struct Engine: Sendable {
  /// Computes a SHA-256 (FIPS 180-4).
  public typealias Digest = @Sendable (Span<UInt8>) -> InlineArray<32, UInt8>

  /// The program's version, which says what rules it knows.
  public let version: String
  /// The SHA-256 of the program's file in hexadecimal digits, which says which build it is.
  public let digest: String
  let sha256: Digest

  /// An engine.
  public init(version: String, digest: String, sha256: @escaping Digest) {
    self.version = version
    self.digest = digest
    self.sha256 = sha256
  }
}
