import JSON
import Testing

/// The limits, each from both sides.
@Suite struct LimitTests {
  private func arrays(_ depth: Int) -> String {
    String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
  }

  @Test func `64 containers may be open`() {
    #expect(throws: Never.self) { try Value(arrays(64)) }
    #expect(throws: Never.self) {
      try Value(
        String(repeating: #"{"a":"#, count: 64) + "1" + String(repeating: "}", count: 64))
    }
  }

  @Test func `65 containers may not, whether they are closed or not`() {
    expect([
      Refusal(arrays(65), .tooDeep, at: 65),
      Refusal(String(repeating: "[", count: 100_000), .tooDeep, at: 65),
      Refusal(String(repeating: #"{"a":"#, count: 65), .tooDeep, at: 64 * 5 + 1),
    ])
  }

  @Test func `containers that are closed do not count as depth`() {
    let row = Array(repeating: arrays(63), count: 100).joined(separator: ",")
    #expect(throws: Never.self) { try Value("[\(row)]") }
  }

  @Test func `a document may have a mebibyte`() {
    let text = "\"" + String(repeating: "a", count: JSONLimits.standardDocumentBytesMax - 2) + "\""
    #expect(throws: Never.self) { try Value(text) }
    let error = #expect(throws: JSONError.self) { try Value(text + " ") }
    #expect(error?.reason == .tooLarge)
    #expect(error?.offset == JSONLimits.standardDocumentBytesMax)
  }

  @Test func `a mebibyte of the smallest values is read`() throws {
    let count = JSONLimits.standardDocumentBytesMax / 2 - 2
    let text = "[" + String(repeating: "1,", count: count) + "1]"
    let element = Value.number("1")
    #expect(try Value(text) == .array(Array(repeating: element, count: count + 1)))
  }

  @Test func `limits of one's own hold on both sides`() throws {
    let limits = JSONLimits(depthMax: 1, documentBytesMax: 4)
    #expect(try Value("[10]", limits: limits) == .array([.number("10")]))
    #expect(throws: JSONError.self) { try Value("[[]]", limits: limits) }
    #expect(throws: JSONError.self) { try Value("[100]", limits: limits) }
    let scalars = JSONLimits(depthMax: 0, documentBytesMax: 4)
    #expect(try Value("1", limits: scalars) == .number("1"))
    #expect(throws: JSONError.self) { try Value("[]", limits: scalars) }
  }

  @Test func `the tape has room for containers as deep as a limit allows`() throws {
    let limits = JSONLimits(depthMax: .max, documentBytesMax: 1 << 20)
    #expect(throws: Never.self) { try Value(arrays(1000), limits: limits) }
    #expect(throws: JSONError.self) {
      try Value(String(repeating: "[", count: 1000), limits: limits)
    }
  }

  @Test func `a limit is not negative`() async {
    await #expect(processExitsWith: .failure) {
      _ = JSONLimits(depthMax: -1, documentBytesMax: 1)
    }
    await #expect(processExitsWith: .failure) {
      _ = JSONLimits(depthMax: 1, documentBytesMax: -1)
    }
  }

  @Test func `offsets fit in 32 bits`() async {
    await #expect(processExitsWith: .failure) {
      _ = JSONLimits(depthMax: 1, documentBytesMax: 1 << 32)
    }
  }
}
