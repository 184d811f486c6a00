import PolicyFiles
import TestPolicies
import Testing

@Suite struct `a file that is not YAML` {
  @Test func `is named with the line of the slip`() throws {
    let found = try faults(of: "parameters:\n  a: [1\nlayers:\n")
    #expect(
      found == [
        "3: not YAML: while parsing a flow sequence, did not find expected ',' or ']'"
      ])
  }

  @Test func `may be empty`() throws {
    for text in ["", "# nothing\n"] {
      try expect(faults(of: text), ["1: the file is empty: delete it or fill it"])
    }
  }

  @Test func `may have two documents`() throws {
    try expect(
      faults(of: "layers: {}\n---\nlayers: {}\n"),
      [
        "2: not YAML: expected a single document in the stream, but found another document"
      ])
  }

  @Test func `may have a control character`() throws {
    try expect(
      faults(of: "layers: {}\nreadings: \u{1}\n"),
      [
        "2: not YAML: control characters are not allowed"
      ])
  }

  @Test func `may be in another encoding`() throws {
    let bytes: [String: [UInt8]] = [
      "policy.yaml": Array(cover.utf8), "test.yaml": Array("layers: {}\n# ".utf8) + [0xC0, 0xAF],
    ]
    try expect(faults(ofBytes: bytes), ["test.yaml:2: not UTF-8: save the file in that encoding"])
  }

  @Test func `is read up to its limit in bytes`() throws {
    let comment = "layers: {}\n#"
    let room = PolicyLimits.fileBytesMax - comment.utf8.count
    try expect(faults(of: comment + String(repeating: " ", count: room)), [])
    try expect(
      faults(of: comment + String(repeating: " ", count: room + 1)),
      [
        "1: the file has 1048577 bytes: at most 1048576 are read"
      ])
  }

  @Test func `does no harm however deep it goes`() throws {
    for opening in ["[", "{a: ", "- ", "? "] {
      #expect(try !faults(of: String(repeating: opening, count: 50_000)).isEmpty)
    }
  }
}

@Suite struct `a key that stands twice` {
  @Test func `is refused with both lines`() throws {
    try expect(
      faults(of: "layers: {}\nreadings: {}\nlayers: {}\n"),
      [
        "3: key 'layers' stands twice, first on line 1"
      ])
  }

  @Test func `is refused wherever it stands and however often`() throws {
    let text = """
      layers: {}
      parameters:
        employee.outpatient.cap:
          title: { zh: 限额, zh: 额, en: cap }
          'unit': yuan
          "unit": yuan
          unit: yuan
          values: []
        employee.outpatient.cap: 1
      """
    try expect(
      faults(of: text),
      [
        "4: key 'zh' stands twice, first on line 4",
        "6: key 'unit' stands twice, first on line 5",
        "7: key 'unit' stands twice, first on line 6",
        "9: key 'employee.outpatient.cap' stands twice, first on line 3",
      ])
  }

  @Test func `is found whatever ends the lines`() throws {
    for end in ["\n", "\r\n", "\r"] {
      let text = ["# 甲", "layers: {}", "readings: {}", "layers: {}", ""].joined(separator: end)
      try expect(faults(of: text), ["4: key 'layers' stands twice, first on line 2"])
    }
    try expect(
      faults(of: "\u{FEFF}layers: {}\nlayers: {}\n"),
      [
        "2: key 'layers' stands twice, first on line 1"
      ])
  }

  @Test func `is named up to a limit`() throws {
    func doubled(_ count: Int) -> String {
      (1...count).map { "k\($0): 1\nk\($0): 2\n" }.joined()
    }
    let most = PolicyLimits.duplicatesMax
    #expect(try faults(of: doubled(most)).count { $0.contains("stands twice") } == most)
    try expect(faults(of: doubled(most + 1)), ["1: more than 20 keys stand twice"])
  }
}
