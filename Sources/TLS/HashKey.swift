internal import CShim

/// A secret for keyed hashes (HMAC-SHA-256, RFC 2104): who has it can see whether two hashes are of
/// the same text, or guess the text; who has not can do neither.
///
/// `@unchecked Sendable`: OpenSSL only copies from the key that `key` points to.
@safe public final class HashKey: @unchecked Sendable {
  /// How many octets a key has: at least as many as a hash, as RFC 2104 section 3 advises, and no
  /// more than a file of a few lines.
  public static let byteCounts = 32...1024

  private let key: OpaquePointer

  /// The key in a file that only its owner may read; a line end at its end does not count.
  public init(file: String) throws(TLSError) {
    unsafe key = try TLSFile.withSecret(file) { (octets) throws(TLSError) in
      let octets = octets.span
      let hasLineEnd = octets[octets.count - 1] == UInt8(ascii: "\n")
      let secret = octets.extracting(..<(octets.count - (hasLineEnd ? 1 : 0)))
      guard Self.byteCounts.contains(secret.count) else { throw .wrongKeySize(file: file) }
      // Safe: OpenSSL copies `count` octets of the span, which outlives the call.
      let key = unsafe secret.withUnsafeBufferPointer {
        unsafe wenbao_hmac_key_create($0.baseAddress, $0.count)
      }
      guard let key = unsafe key else { throw .unavailable(reason: "HMAC-SHA-256 is missing") }
      return unsafe key
    }
  }

  // The key is this object's own, and nobody holds it longer.
  deinit { unsafe wenbao_hmac_key_free(key) }

  /// The keyed hash of a text.
  public func hash(of bytes: Span<UInt8>) -> InlineArray<32, UInt8> {
    var digest = InlineArray<32, UInt8>(repeating: 0)
    var target = digest.mutableSpan
    // Safe: OpenSSL reads `count` bytes of the one span and writes 32 to the other, both of which
    // outlive the call; the key lives as long as this object.
    let done = unsafe bytes.withUnsafeBufferPointer { source in
      unsafe target.withUnsafeMutableBufferPointer { target in
        unsafe wenbao_hmac(key, source.baseAddress, source.count, target.baseAddress)
      }
    }
    precondition(done == 1, "OpenSSL has memory for a hash")
    return digest
  }
}
