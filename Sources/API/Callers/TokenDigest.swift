/// The SHA-256 of a bearer token: what is kept of it.
///
/// A token has 256 random bits, so that its plain digest is as hard to guess as itself.
public struct TokenDigest: Hashable, Sendable {
  /// How many octets a digest has.
  public static let byteCount = 32

  private let words: SIMD4<UInt64>

  /// The digest of 32 octets.
  public init(_ bytes: InlineArray<32, UInt8>) {
    var words = SIMD4<UInt64>.zero
    for index in bytes.indices {
      words[index / 8] = words[index / 8] << 8 | UInt64(bytes[index])
    }
    self.words = words
  }

  /// The digest that 64 hexadecimal digits write; nil for anything else.
  public init?(hexadecimal text: String) {
    let digits = text.utf8.compactMap { Character(UnicodeScalar($0)).hexDigitValue }
    guard text.utf8.count == Self.byteCount * 2, digits.count == Self.byteCount * 2 else {
      return nil
    }
    self.init(InlineArray { UInt8(digits[2 * $0] * 16 + digits[2 * $0 + 1]) })
  }

  /// All ones where the digests are the same, all zeros where they differ, in a time that does not
  /// tell where.
  func sameness(as other: TokenDigest) -> UInt64 {
    let differences = words ^ other.words
    let difference = differences[0] | differences[1] | differences[2] | differences[3]
    let isDifferent = (difference | (0 &- difference)) >> 63
    return isDifferent &- 1
  }
}
