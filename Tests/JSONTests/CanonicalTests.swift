import JSON
import Testing

/// Canonical form (RFC 8785).
@Suite struct CanonicalTests {
  private func canonical(_ text: String) throws -> String {
    var document = JSONDocument()
    var json = JSONWriter(capacity: 0)
    let bytes = Array(text.utf8)
    let reader = try document.parse(bytes.span)
    try reader.writeCanonical(reader.root, into: &json)
    return String(copying: json.span)
  }

  @Test func `white space and the order of members do not matter`() throws {
    let expected = #"{"a":{"c":[],"d":{}},"b":[1,{"x":null,"y":true}]}"#
    #expect(try canonical(expected) == expected)
    let other = """
      { "b" : [ 1, {"y": true, "x": null} ],
        "a" : {"d": { }, "c": [ ]} }
      """
    #expect(try canonical(other) == expected)
  }

  @Test func `the order of elements matters`() throws {
    #expect(try canonical("[2, 1]") == "[2,1]")
  }

  @Test func `members stand in the order of their names in UTF-16`() throws {
    let text = #"""
      {"\u20ac": 5, "\r": 1, "\ufb33": 7, "1": 2, "\ud83d\ude00": 6, "\u0080": 3, "\u00f6": 4}
      """#
    let expected = "{\"\\r\":1,\"1\":2,\"\u{80}\":3,\"ö\":4,\"€\":5,\"😀\":6,\"\u{FB33}\":7}"
    #expect(try canonical(text) == expected)
    #expect(try canonical(expected) == expected)
  }

  @Test func `a name that begins another stands before it`() throws {
    #expect(try canonical(#"{"ab":1,"a":2,"":3}"#) == #"{"":3,"a":2,"ab":1}"#)
  }

  @Test func `a string has the fewest escapes`() throws {
    let text = #""\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/\t""#
    #expect(try canonical(text) == #""€$\u000f\nA'B\"\\\\\"/\t""#)
    #expect(try canonical(#""\u6e29\u5DDE""#) == "\"温州\"")
  }

  @Test func `a number has its digits and neither exponent nor zeros at the end`() throws {
    for (text, expected) in [
      ("0", "0"), ("-0", "0"), ("-0.0e7", "0"), ("600.00", "600"), ("23456.780", "23456.78"),
      ("2.345678E4", "23456.78"), ("4.50", "4.5"), ("2e-3", "0.002"),
      ("1e17", "100000000000000000"),
      ("-1.5e+1", "-15"), ("0.000001", "0.000001"), ("9999999999.99", "9999999999.99"),
      ("999999999999999999", "999999999999999999"),
      ("0.999999999999999999", "0.999999999999999999"),
    ] {
      #expect(try canonical(text) == expected, "\(text)")
    }
  }

  @Test func `a number with more digits than an amount can have is refused`() {
    #expect(throws: JSONDecimal.Failure.tooLarge) { try canonical("[1e18]") }
    #expect(throws: JSONDecimal.Failure.tooPrecise) { try canonical(#"{"a":1e-19}"#) }
  }

  @Test func `documents of the same content have one canonical form, which is its own`() throws {
    var randomness = Randomness(seed: 8785)
    for _ in 0..<500 {
      let document = RandomDocument(&randomness)
      guard let first = try? canonical(document.text) else { continue }
      #expect(try canonical(first) == first)
      var writer = JSONWriter()
      try Value(document.text).write(into: &writer)
      #expect(try canonical(String(copying: writer.span)) == first)
    }
  }
}
