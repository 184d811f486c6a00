import JSON
import Testing

/// The grammar of strings (RFC 8259 sections 7 and 8).
@Suite struct StringGrammarTests {
  /// The bytes between quotation marks.
  private func quoted(_ bytes: [UInt8]) -> [UInt8] { [0x22] + bytes + [0x22] }

  @Test func `a string holds any scalar that is not a control character`() throws {
    for text in ["", "a", "起付标准", "é", "😀", " ", "\u{7F}", "\u{80}", "\u{2028}", "\u{10FFFF}"] {
      #expect(try Value("\"\(text)\"") == .string(.init(text)))
    }
  }

  @Test func `a string is found whole at every length and place`() throws {
    for length in 0..<40 {
      for place in 0..<10 {
        let spaces = String(repeating: " ", count: place)
        let content = String(repeating: "a", count: length)
        #expect(try Value("\(spaces)\"\(content)\"") == .string(.init(content)))
        #expect(try Value("\(spaces)\"\(content)é\"") == .string(.init(content + "é")))
        #expect(try Value("\(spaces)\"\(content)\\n\"") == .string(.init(content + "\n")))
      }
    }
  }

  @Test func `a string ends with a quotation mark`() {
    expect([
      Refusal("\"", .unterminatedString, at: 2),
      Refusal("[\"abc", .unterminatedString, at: 6),
      Refusal("{\"a", .unterminatedString, at: 4),
      Refusal("\"abc\\\"", .unterminatedString, at: 7),
      Refusal("\"abc\\", .unterminatedString, at: 6),
      Refusal("\"abcdefgh12345678", .unterminatedString, at: 18),
    ])
  }

  @Test func `a control character is escaped, wherever it stands`() {
    for byte in UInt8(0)..<0x20 {
      for place in 0..<17 {
        let content = [UInt8](repeating: 0x61, count: place) + [byte] + Array("aaaaaaaa".utf8)
        expect([Refusal(quoted(content), .controlCharacter, at: place + 2)])
      }
    }
  }

  @Test func `the escapes stand for their characters`() throws {
    let value = try Value(#""\"\\\/\b\f\n\r\t\u0041\u00e9\u8d77\uD83D\ude00\u0000""#)
    #expect(value == .string("\"\\/\u{8}\u{C}\n\r\tAé起😀\u{0}"))
  }

  @Test func `there is no other escape`() {
    let known = Set("\"\\/bfnrtu".utf8)
    for byte in UInt8(0)...0xFF where !known.contains(byte) {
      expect([Refusal(quoted([0x61, 0x5C, byte]), .unknownEscape, at: 3)])
    }
  }

  @Test func `an escaped code unit has four hexadecimal digits`() {
    expect([
      Refusal(#""\u""#, .expectedHexadecimal, at: 2),
      Refusal(#""\u12""#, .expectedHexadecimal, at: 2),
      Refusal(#""\u123""#, .expectedHexadecimal, at: 2),
      Refusal(#""\u12g4""#, .expectedHexadecimal, at: 2),
      Refusal(#""\u-123""#, .expectedHexadecimal, at: 2),
      Refusal(#""\u+123""#, .expectedHexadecimal, at: 2),
      Refusal(#""\U0041""#, .unknownEscape, at: 2),
      Refusal(#""\u004"#, .expectedHexadecimal, at: 2),
    ])
  }

  @Test func `an escaped surrogate stands in a pair`() {
    expect([
      Refusal(#""\ud800""#, .loneSurrogate, at: 2),
      Refusal(#""a\udc00""#, .loneSurrogate, at: 3),
      Refusal(#""\ud800\ud800""#, .loneSurrogate, at: 2),
      Refusal(#""\udc00\ud800""#, .loneSurrogate, at: 2),
      Refusal(#""\ud800\u0041""#, .loneSurrogate, at: 2),
      Refusal(#""\ud800\n""#, .loneSurrogate, at: 2),
      Refusal(#""\ud800 \udc00""#, .loneSurrogate, at: 2),
      Refusal(#""\ud83d\ude00\ude00""#, .loneSurrogate, at: 14),
      Refusal(#""\ud800\u12""#, .loneSurrogate, at: 2),
    ])
    expectAccepted([#""\ud800\udc00""#, #""\udbff\udfff""#, #""\ud7ff\ue000""#])
  }

  @Test func `UTF-8 is well-formed`() {
    let malformed: [[UInt8]] = [
      [0x80], [0xBF], [0xC0, 0xAF], [0xC1, 0xBF], [0xC2], [0xC2, 0x41], [0xE0, 0x9F, 0xBF],
      [0xE0, 0xA0], [0xE2, 0x82], [0xE2, 0x28, 0xA1], [0xE2, 0x82, 0x28], [0xED, 0xA0, 0x80],
      [0xED, 0xBF, 0xBF], [0xF0, 0x8F, 0xBF, 0xBF], [0xF0, 0x9F, 0x98], [0xF0, 0x28, 0x8C, 0xBC],
      [0xF0, 0x90, 0x28, 0xBC], [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xFF],
    ]
    for bytes in malformed {
      expect([Refusal(quoted([0x61] + bytes), .malformedUTF8, at: 3)])
      expect([Refusal([0x22, 0x61] + bytes, .malformedUTF8, at: 3)])
    }
  }

  @Test func `every sequence of two bytes is judged as the standard library does`() {
    for lead in UInt8(0x80)...0xFF {
      for second in UInt8(0x30)...0xFF {
        expectLikeStandardLibrary([lead, second])
      }
    }
  }

  @Test func `the edges of longer sequences are judged as the standard library does`() {
    let edges: [UInt8] = [0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0]
    for lead in UInt8(0xE0)...0xFF {
      for second in edges {
        for third in edges {
          expectLikeStandardLibrary([lead, second, third])
          for fourth in edges { expectLikeStandardLibrary([lead, second, third, fourth]) }
        }
      }
    }
  }

  private func expectLikeStandardLibrary(_ bytes: [UInt8]) {
    let isWellFormed = (try? UTF8Span(validating: bytes.span)) != nil
    let isRead = (try? Value(quoted(bytes))) != nil
    #expect(isRead == isWellFormed, "\(bytes)")
  }
}
