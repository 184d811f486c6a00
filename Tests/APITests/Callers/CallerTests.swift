import Testing

@testable import API

@Suite struct `A token's digest` {
  private let text = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"

  @Test func `is read from 64 hexadecimal digits in either case`() {
    #expect(TokenDigest(hexadecimal: text) != nil)
    #expect(TokenDigest(hexadecimal: text.uppercased()) == TokenDigest(hexadecimal: text))
    for wrong in [
      "", String(text.dropLast()), text + "0", text.dropLast() + "g", text.dropLast() + "文",
    ] {
      #expect(TokenDigest(hexadecimal: String(wrong)) == nil, "\(wrong)")
    }
  }

  @Test func `reads as its octets do`() {
    let octets = InlineArray<32, UInt8> { UInt8($0 * 7) }
    let text = (0..<32).map { index in
      let digits = String(index * 7, radix: 16)
      return digits.count < 2 ? "0" + digits : digits
    }.joined()
    #expect(TokenDigest(hexadecimal: text) == TokenDigest(octets))
  }

  @Test func `is the same as itself and as none that differs in one bit`() {
    let digest = TokenDigest(InlineArray { UInt8($0) })
    #expect(digest.sameness(as: digest) == .max)
    for bit in 0..<256 {
      let other = TokenDigest(InlineArray { UInt8($0) ^ ($0 == bit / 8 ? 1 << (bit % 8) : 0) })
      #expect(digest.sameness(as: other) == 0)
    }
  }
}

@Suite struct `A caller's name` {
  @Test func `is made of letters, digits and three signs`() {
    for name in ["a", "wenzhou-hospital.1_A", String(repeating: "a", count: 64)] {
      #expect(Caller.isName(name), "\(name)")
    }
    for name in ["", "a b", "a\"", "a\n", "医院", "a/b", String(repeating: "a", count: 65)] {
      #expect(!Caller.isName(name), "\(name)")
    }
  }

  @Test func `is none that metrics give to others`() {
    for name in ["anonymous", "refused"] { #expect(!Caller.isName(name)) }
  }
}
