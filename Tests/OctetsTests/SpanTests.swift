import Octets
import Testing

/// Octets that are there already.
@Suite struct SpanTests {
  @Test func `a word has its first octet lowest, and eight octets`() {
    let octets: [UInt8] = [0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x07, 0x08, 0xFF]
    #expect(octets.span.word(at: 0) == 0x0807_0605_0403_0201)
    #expect(octets.span.word(at: 1) == 0xFF08_0706_0504_0302)
    #expect(octets.span.word(at: 2) == nil)
    #expect(octets.span.word(at: 9) == nil)
  }

  @Test func `the first octet that is looked for is marked, wherever it stands`() {
    let octet = UInt8(ascii: "\n")
    #expect(UInt64.repeating(0x0B).marking(octet) == 0)
    #expect((UInt64.repeating(octet) | .repeating(0x80)).marking(octet) == 0)
    for place in 0..<8 {
      let word = UInt64.repeating(0x0B) ^ UInt64(0x01) &<< UInt64(8 * place)
      #expect(word.marking(octet).firstMarked == place)
    }
  }

  @Test func `a text and a literal are read as UTF-8`() {
    for text in ["", "a", "fifteen letters", "住院医疗费用", String(repeating: "é", count: 100)] {
      text.withOctets { octets in
        #expect(octets.count == text.utf8.count)
        #expect(zip(octets.indices, text.utf8).allSatisfy { octets[$0] == $1 })
      }
    }
    let literal: StaticString = "住院"
    #expect(literal.bytes.count == 6)
    #expect(literal.bytes[0] == 0xE4 && literal.bytes[5] == 0xA2)
  }
}
