internal import CShim

/// The SHA-256 of bytes (FIPS 180-4), as OpenSSL computes it.
public enum SHA256 {
  /// How many bytes a digest has.
  public static let digestBytes = 32

  /// The digest of `bytes` in 64 hexadecimal digits.
  public static func hexadecimal(of bytes: [UInt8]) -> String {
    var digest = [UInt8](repeating: 0, count: digestBytes)
    // Safe: OpenSSL reads `count` bytes of the one array and writes 32 to the other, both of which
    // outlive the call; a pointer without bytes is not read.
    let done = unsafe bytes.withUnsafeBufferPointer { source in
      unsafe digest.withUnsafeMutableBufferPointer { target in
        unsafe wenbao_sha256(source.baseAddress, source.count, target.baseAddress)
      }
    }
    precondition(done == 1, "OpenSSL has SHA-256")
    return digest.map { byte in
      let digits = String(byte, radix: 16)
      return byte < 16 ? "0" + digits : digits
    }.joined()
  }
}
