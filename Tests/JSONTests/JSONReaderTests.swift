import JSON
import Testing

/// Walking what was parsed.
@Suite struct JSONReaderTests {
  @Test func `a document is read as it is written`() throws {
    let value = try Value(#" {"a":[1,{"x":[]}],"\u0062":"two","c":true, "d": null } "#)
    #expect(
      value
        == .object([
          .init(
            name: "a",
            value: .array([.number("1"), .object([.init(name: "x", value: .array([]))])])),
          .init(name: "b", value: .string("two")),
          .init(name: "c", value: .bool(true)),
          .init(name: "d", value: .null),
        ]))
  }
}
