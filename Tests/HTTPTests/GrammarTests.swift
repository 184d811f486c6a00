import Testing

@testable import HTTP

/// The octets of a class, found one by one.
private func members(_ byteClass: ByteClass) -> Set<UInt8> {
  Set((0...255).map(UInt8.init).filter(byteClass.contains))
}

private let letters = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ".utf8)
private let digits = Set("0123456789".utf8)

@Test func `tchar is as RFC 9110 section 5_6_2 has it`() {
  #expect(members(.token) == letters.union(digits).union("!#$%&'*+-.^_`|~".utf8))
}

@Test func `a field value is visible, blank or opaque as RFC 9110 section 5_5 has it`() {
  let controls = Set((0...31).map(UInt8.init)).subtracting([9]).union([127])
  #expect(members(.fieldValue) == Set((0...255).map(UInt8.init)).subtracting(controls))
}

@Test func `a target has the characters of RFC 3986 appendix A and no fragment`() {
  let unreserved = letters.union(digits).union("-._~".utf8)
  let reserved = Set(":/?[]@!$&'()*+,;=".utf8)
  #expect(members(.target) == unreserved.union(reserved).union("%".utf8))
}

@Test func `a registered name has the characters of RFC 3986 section 3_2_2`() {
  let unreserved = letters.union(digits).union("-._~".utf8)
  #expect(members(.registeredName) == unreserved.union("!$&'()*+,;=%".utf8))
}

@Test func `an address in brackets has hexadecimal digits, colons and points`() {
  #expect(members(.addressLiteral) == digits.union("abcdefABCDEF:.".utf8))
}

@Test func `a hexadecimal digit has its value and nothing else has one`() {
  for byte in (0...255).map(UInt8.init) {
    let expected = Int(String(decoding: [byte], as: UTF8.self), radix: 16)
    #expect(byte.hexadecimalValue == (byte < 128 ? expected : nil))
  }
}

@Test func `only capital letters have a small one`() {
  for byte in (0...255).map(UInt8.init) {
    let isCapital = letters.contains(byte) && byte < 0x61
    #expect(byte.lowercased == (isCapital ? byte + 32 : byte))
  }
}

@Test func `a decimal beyond counting is the greatest number, whatever digits follow`() {
  for text in ["9223372036854775808", "99999999999999999999999", "92233720368547758070"] {
    #expect(text.utf8.span.decimal == Int.max)
  }
  #expect("9223372036854775807".utf8.span.decimal == Int.max)
  #expect("9223372036854775806".utf8.span.decimal == Int.max - 1)
}
