import JSON
import Testing

/// Where two documents differ.
@Suite struct DifferenceTests {
  /// The differences as `pointer value|other`.
  private func differences(_ text: String, _ other: String) throws -> [String] {
    var (document, otherDocument) = (JSONDocument(), JSONDocument())
    let (bytes, otherBytes) = (Array(text.utf8), Array(other.utf8))
    let reader = try document.parse(bytes.span)
    return reader.differences(from: try otherDocument.parse(otherBytes.span)).map {
      "\($0.pointer) \($0.value ?? "-")|\($0.other ?? "-")"
    }
  }

  @Test func `the same content in another writing does not differ`() throws {
    let text = #"{"a":[1.50,"\u0041"],"b":{"c":null,"d":true}}"#
    #expect(try differences(text, #" {"b": {"d": true, "c": null}, "a": [15e-1, "A"]} "#) == [])
  }

  @Test func `every value that is another is named with both`() throws {
    #expect(
      try differences(#"{"a":1,"b":["x",{"c":true}]}"#, #"{"a":1.01,"b":["y",{"c":false}]}"#)
        == ["/a 1|1.01", #"/b/0 "x"|"y""#, "/b/1/c true|false"])
  }

  @Test func `a value of another kind differs even where it reads the same`() throws {
    #expect(try differences(#"{"a":"1","b":[],"c":null}"#, #"{"a":1,"b":{},"c":0}"#).count == 3)
  }

  @Test func `what one of them lacks is named once`() throws {
    #expect(
      try differences(#"{"a":1,"~/":[1,2]}"#, #"{"~/":[1],"b":{"c":2}}"#)
        == ["/a 1|-", "/~0~1/1 2|-", #"/b -|{"c":2}"#])
    #expect(try differences("[]", "[1]") == ["/0 -|1"])
  }

  @Test func `numbers too long for an amount are compared as they are written`() throws {
    let long = "1234567890123456789012"
    #expect(try differences("[\(long)]", "[\(long)]") == [])
    #expect(try differences("[\(long)]", "[\(long)3]").count == 1)
  }

  @Test func `texts that look the same differ where their scalars do`() throws {
    #expect(try differences(#"["\u00e9"]"#, #"["e\u0301"]"#).count == 1)
  }

  @Test func `what is expected is all that counts, and a decimal string is its number`() throws {
    var (document, otherDocument) = (JSONDocument(), JSONDocument())
    func differences(_ text: String, _ other: String) throws -> [String] {
      let (bytes, otherBytes) = (Array(text.utf8), Array(other.utf8))
      let reader = try document.parse(bytes.span)
      guard let expectation = reader.member("expect", of: reader.root) else { return ["nothing"] }
      return reader.differences(
        ofExpectation: expectation, from: try otherDocument.parse(otherBytes.span)
      ).map { "\($0.pointer) \($0.value ?? "-")|\($0.other ?? "-")" }
    }
    let met = #"{"expect":{"a":600,"b":[1.5,{"c":"x"}, null],"d":{}}}"#
    #expect(
      try differences(met, #"{"more":1,"b":["1.50",{"c":"x","e":2},null],"a":600.00,"d":{"f":1}}"#)
        == [])
    #expect(
      try differences(met, #"{"a":"600.01","b":[1.5],"d":[]}"#)
        == [#"/a 600|"600.01""#, #"/b/1 {"c":"x"}|-"#, "/b/2 null|-", "/d {}|[]"])
    #expect(try differences(#"{"expect":[]}"#, "[1]") == ["/0 -|1"])
    #expect(try differences(#"{"expect":"x"}"#, #""y""#) == [#" "x"|"y""#])
    #expect(try differences(#"{"expect":true}"#, "false") == [" true|false"])
  }
}
