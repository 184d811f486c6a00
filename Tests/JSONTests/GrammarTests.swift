import JSON
import Testing

/// What is JSON and what is not (RFC 8259): each rule with the texts on either side of it.
@Suite struct GrammarTests {
  @Test func `every kind of value may stand alone`() {
    expectAccepted(["{}", "[]", "\"\"", "0", "true", "false", "null"])
  }

  @Test func `the four kinds of whitespace may stand around every token`() {
    expectAccepted([" \t\r\n{ \"a\"\t:\r[\n1 , 2 ] , \"b\" : { } } \n"])
  }

  @Test func `no other space is whitespace`() {
    expect([
      Refusal("\u{B}1", .expectedValue, at: 1),
      Refusal("\u{C}1", .expectedValue, at: 1),
      Refusal("[\u{A0}1]", .expectedValue, at: 2),
      Refusal("[1\u{3000}]", .expectedCommaOrBracket, at: 3),
      Refusal("1\u{2028}", .trailingContent, at: 2),
    ])
  }

  @Test func `a document holds a value`() {
    expect([
      Refusal("", .empty, at: 1),
      Refusal(" \t", .empty, at: 3),
      Refusal("\n\n", .empty, at: 1, line: 3),
    ])
  }

  @Test func `a document holds one value`() {
    expect([
      Refusal("1 2", .trailingContent, at: 3),
      Refusal("{} {}", .trailingContent, at: 4),
      Refusal("[]]", .trailingContent, at: 3),
      Refusal("\"\"\"\"", .trailingContent, at: 3),
      Refusal("{}\u{0}", .trailingContent, at: 3),
      Refusal("true//", .trailingContent, at: 5),
      Refusal("1,", .trailingContent, at: 2),
    ])
  }

  @Test func `a document begins without a byte order mark`() {
    expect([
      Refusal("\u{FEFF}{}", .byteOrderMark, at: 1),
      Refusal([0xEF, 0xBB, 0xBF], .byteOrderMark, at: 1),
      Refusal([0xEF, 0xBB], .expectedValue, at: 1),
      Refusal([0xFF, 0xFE, 0x31, 0x00], .expectedValue, at: 1),
    ])
  }

  @Test func `what begins no value is refused`() {
    expect([
      Refusal("'a'", .expectedValue, at: 1),
      Refusal("[a]", .expectedValue, at: 2),
      Refusal("[,1]", .expectedValue, at: 2),
      Refusal("[1,,2]", .expectedValue, at: 4),
      Refusal("{\"a\":}", .expectedValue, at: 6),
      Refusal("{\"a\":,\"b\":1}", .expectedValue, at: 6),
      Refusal("]", .expectedValue, at: 1),
      Refusal("}", .expectedValue, at: 1),
      Refusal("[}", .expectedValue, at: 2),
      Refusal("[\u{0}]", .expectedValue, at: 2),
      Refusal("NaN", .expectedValue, at: 1),
      Refusal("Infinity", .expectedValue, at: 1),
      Refusal("/**/1", .expectedValue, at: 1),
      Refusal([0x5B, 0xFF, 0x5D], .expectedValue, at: 2),
    ])
  }

  @Test func `a document does not end before its value does`() {
    expect([
      Refusal("{", .unexpectedEnd, at: 2),
      Refusal("[", .unexpectedEnd, at: 2),
      Refusal("[1", .unexpectedEnd, at: 3),
      Refusal("[1, ", .unexpectedEnd, at: 5),
      Refusal("{\"a\"", .unexpectedEnd, at: 5),
      Refusal("{\"a\":", .unexpectedEnd, at: 6),
      Refusal("{\"a\":1", .unexpectedEnd, at: 7),
      Refusal("{\"a\":1,", .unexpectedEnd, at: 8),
      Refusal("tru", .unexpectedEnd, at: 4),
      Refusal("[n", .unexpectedEnd, at: 3),
    ])
  }

  @Test func `the literals are spelled in full and in lower case`() {
    expect([
      Refusal("trug", .unknownLiteral, at: 1),
      Refusal("[true, fals]", .unknownLiteral, at: 8),
      Refusal("nul1", .unknownLiteral, at: 1),
      Refusal("True", .expectedValue, at: 1),
      Refusal("truee", .trailingContent, at: 5),
    ])
  }

  @Test func `a member's name is a string`() {
    expect([
      Refusal("{1:2}", .expectedName, at: 2),
      Refusal("{a:1}", .expectedName, at: 2),
      Refusal("{'a':1}", .expectedName, at: 2),
      Refusal("{,}", .expectedName, at: 2),
      Refusal("{\"a\":1,,}", .expectedName, at: 8),
      Refusal("{]", .expectedName, at: 2),
    ])
  }

  @Test func `a colon follows a member's name`() {
    expect([
      Refusal("{\"a\" 1}", .expectedColon, at: 6),
      Refusal("{\"a\",1}", .expectedColon, at: 5),
      Refusal("{\"a\"}", .expectedColon, at: 5),
      Refusal("{\"a\"::1}", .expectedValue, at: 6),
      Refusal("{\"a\"：1}", .expectedColon, at: 5),
    ])
  }

  @Test func `a comma or the end follows a member`() {
    expect([
      Refusal("{\"a\":1 \"b\":2}", .expectedCommaOrBrace, at: 8),
      Refusal("{\"a\":1]", .expectedCommaOrBrace, at: 7),
      Refusal("{\"a\":1，\"b\":2}", .expectedCommaOrBrace, at: 7),
      Refusal("{\"a\":[1]:2}", .expectedCommaOrBrace, at: 9),
    ])
  }

  @Test func `a comma or the end follows an element`() {
    expect([
      Refusal("[1 2]", .expectedCommaOrBracket, at: 4),
      Refusal("[1}", .expectedCommaOrBracket, at: 3),
      Refusal("[\"a\":1]", .expectedCommaOrBracket, at: 5),
      Refusal("[{} {}]", .expectedCommaOrBracket, at: 5),
    ])
  }

  @Test func `no comma stands last`() {
    expect([
      Refusal("[1,]", .trailingComma, at: 4),
      Refusal("[1, ]", .trailingComma, at: 5),
      Refusal("{\"a\":1,}", .trailingComma, at: 8),
      Refusal("{\"a\":1 , }", .trailingComma, at: 10),
      Refusal("[[1],]", .trailingComma, at: 6),
      Refusal("{\"a\":{},\n}", .trailingComma, at: 1, line: 2),
    ])
  }

  @Test func `a place is counted in lines and Unicode scalars`() {
    expect([
      Refusal("{\n  \"标题\": 起\n}", .expectedValue, at: 9, line: 2),
      Refusal("[\"😀\", +1]", .expectedValue, at: 7),
      Refusal("[\r\n1\r\n2]", .expectedCommaOrBracket, at: 1, line: 3),
      Refusal("[\"e\u{301}\" 1]", .expectedCommaOrBracket, at: 7),
    ])
  }

  @Test func `an offset is counted in bytes`() throws {
    let error = #expect(throws: JSONError.self) { try Value("{\n  \"标题\": 起\n}") }
    #expect(error?.offset == 14)
  }
}
