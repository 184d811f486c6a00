internal import CShim

/// The SHA-256 of bytes (FIPS 180-4), as OpenSSL computes it.
public enum SHA256 {
  /// How many bytes a digest has.
  public static let digestBytes = 32

  /// The digest of `bytes`.
  public static func digest(of bytes: Span<UInt8>) -> InlineArray<32, UInt8> {
    var digest = InlineArray<32, UInt8>(repeating: 0)
    var target = digest.mutableSpan
    // Safe: OpenSSL reads `count` bytes of the one span and writes 32 to the other, both of which
    // outlive the call; a pointer without bytes is not read.
    let done = unsafe bytes.withUnsafeBufferPointer { source in
      unsafe target.withUnsafeMutableBufferPointer { target in
        unsafe wenbao_sha256(source.baseAddress, source.count, target.baseAddress)
      }
    }
    precondition(done == 1, "OpenSSL has SHA-256")
    return digest
  }

  /// The digest of `bytes` in 64 hexadecimal digits.
  public static func hexadecimal(of bytes: [UInt8]) -> String { hexadecimal(of: bytes.span) }

  /// The digest of `bytes` in 64 hexadecimal digits.
  public static func hexadecimal(of bytes: Span<UInt8>) -> String {
    let digest = digest(of: bytes)
    return digest.indices.map { digest[$0] }.map { byte in
      let digits = String(byte, radix: 16)
      return byte < 16 ? "0" + digits : digits
    }.joined()
  }
}
