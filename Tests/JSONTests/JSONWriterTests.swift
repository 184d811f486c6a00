import JSON
import Testing

/// Writing documents.
@Suite struct JSONWriterTests {
  /// What is written into a writer without room to begin with.
  private func written(_ write: (inout JSONWriter) -> Void) -> String {
    var writer = JSONWriter(capacity: 0)
    write(&writer)
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  @Test func `commas stand between values and between members`() {
    let text = written { json in
      json.beginObject()
      json.key("a")
      json.beginArray()
      json.integer(1)
      json.beginObject()
      json.endObject()
      json.beginArray()
      json.endArray()
      json.null()
      json.endArray()
      json.key("b")
      json.bool(true)
      json.key("c")
      json.bool(false)
      json.endObject()
    }
    #expect(text == #"{"a":[1,{},[],null],"b":true,"c":false}"#)
  }

  @Test func `whole members may be written as they are`() {
    let members: StaticString = #""b":2,"c":3"#
    let text = written { json in
      json.beginObject()
      json.key("a")
      json.raw("[1,2]")
      json.raw(members)
      json.raw(Array(#""d":4"#.utf8))
      json.raw(#""e":5"#.utf8.span)
      json.key("f")
      json.null()
      json.endObject()
    }
    #expect(text == #"{"a":[1,2],"b":2,"c":3,"d":4,"e":5,"f":null}"#)
  }

  @Test func `a name that is not a literal is escaped`() {
    let name = "a\"b"
    let text = written { json in
      json.beginObject()
      json.key(name)
      json.integer(1)
      json.key(name)
      json.integer(2)
      json.endObject()
    }
    #expect(text == #"{"a\"b":1,"a\"b":2}"#)
  }

  @Test func `the quotation mark, the backslash and the control characters are escaped`() {
    let controls = String(String.UnicodeScalarView((0..<0x20).compactMap(Unicode.Scalar.init)))
    let text = written { json in json.string("\"\\" + controls + "\u{7F}") }
    let escapes = (0..<0x20).map { code in
      switch code {
      case 8: "\\b"
      case 9: "\\t"
      case 10: "\\n"
      case 12: "\\f"
      case 13: "\\r"
      default: "\\u00" + (code < 16 ? "0" : "") + String(code, radix: 16)
      }
    }
    #expect(text == "\"\\\"\\\\" + escapes.joined() + "\u{7F}\"")
  }

  @Test func `nothing else is escaped`() {
    for content in ["/", "起付标准", "\u{2028}\u{2029}", "😀", "é", "<>&'", "\u{7F}\u{80}"] {
      #expect(written { json in json.string(content) } == "\"\(content)\"")
    }
  }

  @Test func `a string is written whole at every length, its escapes wherever they stand`() {
    for length in 0..<40 {
      let content = String(repeating: "a", count: length)
      #expect(written { json in json.string(content) } == "\"\(content)\"")
      for place in 0...length {
        let tail = content.dropFirst(place)
        let text = written { json in json.string(content.prefix(place) + "\n" + tail) }
        #expect(text == "\"" + content.prefix(place) + "\\n" + tail + "\"")
      }
    }
  }

  @Test func `an amount has all its decimals`() {
    let amounts: [(Int64, Int, String)] = [
      (60_000, 2, "600.00"), (-5, 2, "-0.05"), (0, 2, "0.00"), (5, 0, "5"), (7, 3, "0.007"),
      (999, 2, "9.99"), (1000, 2, "10.00"), (-123_456, 2, "-1234.56"),
      (1, 18, "0.000000000000000001"),
      (.max, 0, "9223372036854775807"), (.min, 0, "-9223372036854775808"),
      (.min, 18, "-9.223372036854775808"), (.max, 2, "92233720368547758.07"),
    ]
    for (units, scale, text) in amounts {
      #expect(written { json in json.decimal(units, scale: scale) } == text)
    }
  }

  @Test func `every amount below a thousand is written with two decimals`() {
    var writer = JSONWriter(capacity: 0)
    for units in 0..<100_000 {
      writer.reset()
      writer.decimal(Int64(units), scale: 2)
      let cents = String(units % 100)
      let expected = String(units / 100) + (cents.count < 2 ? ".0" : ".") + cents
      #expect(Array(writer.bytes) == Array(expected.utf8))
    }
  }

  @Test func `eight digits and nine are written alike, wherever the point is`() {
    for units: Int64 in [9_999_999, 10_000_000, 99_999_999, 100_000_000, 100_000_001, 123_456_789] {
      for scale in 0...10 {
        var digits = String(units)
        while digits.count <= scale { digits = "0" + digits }
        if scale > 0 { digits.insert(".", at: digits.index(digits.endIndex, offsetBy: -scale)) }
        #expect(written { json in json.decimal(units, scale: scale) } == digits)
        #expect(written { json in json.decimal(-units, scale: scale) } == "-" + digits)
      }
    }
  }

  @Test func `a member may be written with its amount`() {
    let text = written { json in
      json.beginObject()
      json.member("total", decimal: 2_345_678, scale: 2)
      json.member("refund", decimal: -5, scale: 2)
      json.endObject()
    }
    #expect(text == #"{"total":23456.78,"refund":-0.05}"#)
  }

  @Test func `a rate has no zeros at its end`() {
    let rates: [(Int64, Int, String)] = [
      (7200, 4, "0.72"), (10_000, 4, "1"), (0, 4, "0"), (9000, 4, "0.9"), (5, 4, "0.0005"),
      (-2500, 4, "-0.25"), (100, 0, "100"), (1_000_000, 4, "100"),
    ]
    for (units, scale, text) in rates {
      #expect(written { json in json.decimal(trimming: units, scale: scale) } == text)
    }
  }

  @Test func `a whole number is written in full`() {
    var magnitude: Int64 = 1
    for digits in 1...19 {
      let text = "1" + String(repeating: "0", count: digits - 1)
      #expect(written { json in json.integer(magnitude) } == text)
      #expect(written { json in json.integer(-magnitude) } == "-" + text)
      #expect(written { json in json.integer(magnitude - 1) } == String(magnitude - 1))
      magnitude = magnitude &* 10
    }
    #expect(written { json in json.integer(.min) } == "-9223372036854775808")
  }

  @Test func `a decimal reads as it was written`() throws {
    var randomness = Randomness(seed: 5)
    for _ in 0..<10_000 {
      let units = Int64(randomness.number(below: 1_000_000_000_000)) - 500_000_000_000
      let scale = randomness.number(below: 19)
      let text = Array(written { json in json.decimal(units, scale: scale) }.utf8)
      var document = JSONDocument()
      let reader = try document.parse(text.span)
      let again = try reader.decimal(reader.root)?.units(scale: scale)
      #expect(again == units)
    }
  }

  @Test func `a writer begins anew after a reset`() {
    var writer = JSONWriter()
    writer.integer(1)
    writer.reset()
    #expect(writer.bytes.isEmpty)
    writer.integer(2)
    #expect(Array(writer.bytes) == Array("2".utf8))
  }

  @Test func `what was taken from a writer stays as it was`() {
    var writer = JSONWriter()
    writer.integer(1)
    let taken = writer.bytes
    writer.reset()
    writer.integer(2)
    #expect(Array(taken) == Array("1".utf8))
  }

  @Test func `a writer takes the room it needs`() {
    let content = String(repeating: "\u{1}", count: 10_000)
    let text = written { json in
      json.beginArray()
      for _ in 0..<10 { json.string(content) }
      json.endArray()
    }
    #expect(text.utf8.count == 10 * (60_000 + 2) + 9 + 2)
  }

  @Test func `a scale is 0 to 18`() async {
    await #expect(processExitsWith: .failure) {
      var writer = JSONWriter()
      writer.decimal(1, scale: -1)
    }
    await #expect(processExitsWith: .failure) {
      var writer = JSONWriter()
      writer.decimal(1, scale: 19)
    }
  }
}
