import PolicyFiles
import Testing

@Suite struct `a key` {
  @Test func `that is unknown is refused at every level`() throws {
    let text = """
      paramters: {}
      parameters:
        employee.outpatient.cap:
          titel: { zh: 限额, en: cap }
          unit: yuan
          values:
            - form: 2023-01-01
              value: 1
              instrument: 甲〔2022〕1号
              clause: 一
              source: 原文
              remark: 无
      readings:
        chronicCap:
          title: { zh: 限额, en: cap, de: Grenze }
          citations: [{ instrument: 甲〔2022〕1号, clause: 一, page: 3 }]
          inForce: shared
          source: 原文
      """
    try expect(
      faults(of: text),
      [
        "1: unknown key 'paramters': did you mean 'parameters'?",
        "4: unknown key 'titel': did you mean 'title'?",
        "7: unknown key 'form': did you mean 'from'?",
        "12: unknown key 'remark': known: from, year, until, value, instrument, clause, source, "
          + "provisional",
        "15: unknown key 'de': known: zh, en",
        "16: unknown key 'page': known: instrument, clause",
      ])
  }

  @Test func `that is missing is named at the entry that lacks it`() throws {
    let text = """
      parameters:
        employee.outpatient.cap: {}
        employee.inpatient.capMultiple:
          title: { zh: 倍数 }
          unit: times
          values:
            - value: 6
            - from: 2024-01-01
      readings:
        chronicCap: {}
      """
    try expect(
      faults(of: text),
      [
        "2: missing key 'title'", "2: missing key 'unit'", "2: missing key 'values'",
        "4: missing key 'en'",
        "7: neither 'from' nor 'year' stands here: write one", "7: missing key 'instrument'",
        "7: missing key 'clause'", "7: missing key 'source'",
        "8: missing key 'value'", "8: missing key 'instrument'", "8: missing key 'clause'",
        "8: missing key 'source'",
        "10: missing key 'title'", "10: missing key 'citations'", "10: missing key 'inForce'",
        "10: missing key 'source'",
      ])
  }

  @Test func `with nothing after it is refused`() throws {
    for nothing in ["", "''", "~", "null", "'  '"] {
      let text = """
        parameters:
          employee.outpatient.cap:
            title: { zh: 限额, en: cap }
            unit: \(nothing)
            values: []
        """
      try expect(faults(of: text), ["4: nothing stands here: write a value or delete the key"])
    }
  }

  @Test func `is a word`() throws {
    try expect(faults(of: "? [a]\n: 1\n"), ["1: expected a word as key"])
  }
}

@Suite struct `something of another type` {
  @Test func `is refused with what was expected`() throws {
    let cases = [
      ("- parameters\n", "1: expected the chapters of a policy file"),
      ("parameters: 1\n", "1: expected parameters by name"),
      ("readings: []\n", "1: expected readings by name"),
      ("layers: text\n", "1: expected layers by name"),
      ("layers:\n  assistance: {}\n", "2: expected a list of the layer's terms"),
      ("layers:\n  assistance:\n    - 1\n", "3: expected the terms of a layer"),
      ("parameters:\n  employee.outpatient.cap: 3\n", "2: expected a parameter"),
      ("readings:\n  chronicCap: shared\n", "2: expected a reading"),
    ]
    for (text, words) in cases { try expect(faults(of: text), [words]) }
  }

  @Test func `is refused in a value too`() throws {
    try expect(faults(ofValues: "1500"), ["5: expected a list of dated values"])
    try expect(faults(ofValues: "[1500]"), ["5: expected a dated value"])
    try expect(faults(ofValue: "from: 2023-01-01, value: [1500]"), ["5: expected a text or number"])
    try expect(faults(ofValue: "from: { day: 1 }, value: 1"), ["5: expected a text or number"])
  }
}

@Suite struct `a list or mapping` {
  @Test func `has entries up to a limit`() throws {
    func values(_ count: Int) -> String {
      let value = "{ from: x, value: 1, instrument: 甲〔2022〕1号, clause: 一, source: 原文 }"
      return "[" + Array(repeating: value, count: count).joined(separator: ", ") + "]"
    }
    let most = PolicyLimits.entriesMax
    #expect(try faults(ofValues: values(most)).count == most)
    try expect(faults(ofValues: values(most + 1)), ["5: 1001 entries stand here: at most 1000 may"])
    let keys = (0...most).map { "  k\($0): 1\n" }.joined()
    try expect(faults(of: "parameters:\n" + keys), ["1: 1001 entries stand here: at most 1000 may"])
  }
}
