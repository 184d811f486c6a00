import PolicyFiles
import TestPolicies
import Testing

@Suite struct `a number` {
  @Test func `has the decimals of its unit at most`() throws {
    let cases = [
      ("yuan", "1500.50", "1500.505", "yuan has at most 2 decimals"),
      ("rate", "0.0525", "0.05255", "rate has at most 4 decimals"),
      ("times", "6", "6.0", "times has at most 0 decimals"),
      ("days", "98", "98.5", "days has at most 0 decimals"),
    ]
    for (unit, sound, faulty, words) in cases {
      try expect(numberFaults(sound, unit), [])
      try expect(numberFaults(faulty, unit), ["5: '\(faulty)' is too precise: \(words)"])
    }
  }

  @Test func `is no larger than its unit allows`() throws {
    let cases = [
      ("rate", "1", "1.0001", "1"), ("rate", "1.0000", "20", "1"),
      ("yuan", "9999999999.99", "10000000000", "9999999999.99"),
      ("yuan", "0", "99999999999999999999999", "9999999999.99"),
      ("months", "9999", "10000", "9999"), ("times", "0", "99999999999999999999", "9999"),
    ]
    for (unit, sound, faulty, most) in cases {
      try expect(numberFaults(sound, unit), [])
      try expect(
        numberFaults(faulty, unit),
        [
          "5: '\(faulty)' is too large: \(unit) is at most \(most)"
        ])
    }
  }

  @Test func `is written in plain digits`() throws {
    for text in [
      "-1", "+1", "1e3", ".5", "5.", "1.2.3", "1_000", "'1,000'", "0x10", "1 000", "90%", "１",
      ".inf",
      "yes", "two",
    ] {
      let shown = text.replacing("'", with: "")
      try expect(
        numberFaults(text, "yuan"),
        [
          "5: '\(shown)' is no plain number from 0 up: write 0.85 or 1500"
        ])
    }
  }

  @Test func `is not judged while its unit is unknown`() throws {
    try expect(
      faults(ofValue: "from: 2023-01-01, value: 1.505", unit: "yaun"),
      [
        "4: unknown 'yaun': did you mean 'yuan'?"
      ])
    try expect(
      faults(ofValue: "from: 2023-01-01, value: 1.505", unit: "dollar"),
      [
        "4: unknown 'dollar': known: yuan, rate, times, days, months, years"
      ])
  }

  /// The faults of a number in a unit, those of the unit's fitness for the parameter left out.
  private func numberFaults(_ number: String, _ unit: String) throws -> [String] {
    try faults(ofValue: "from: 2023-01-01, value: \(number)", unit: unit)
      .filter { !$0.contains("must have the unit") }
  }
}

@Suite struct `a date` {
  @Test func `is a day of the calendar`() throws {
    for text in [
      "2024-02-30", "2023-02-29", "2024-3-1", "20240301", "2024/03/01", "2024-13-01", "soon",
      "2024-03-01T00:00:00", "24-03-01",
    ] {
      try expect(
        faults(ofValue: "from: '\(text)', value: 1"),
        [
          "5: '\(text)' is no day: write one of the calendar as 2024-03-01"
        ])
      try expect(
        faults(ofValue: "from: 2023-01-01, until: '\(text)', value: 1"),
        [
          "5: '\(text)' is no day: write one of the calendar as 2024-03-01"
        ])
    }
  }

  @Test func `may be a year of four digits`() throws {
    for text in ["24", "02024", "2024-01", "x", "0000"] {
      try expect(
        faults(ofValue: "year: '\(text)', value: 1"),
        [
          "5: '\(text)' is no year: write four digits such as 2024"
        ])
    }
  }

  @Test func `is either a day or a year`() throws {
    try expect(
      faults(ofValue: "from: 2023-01-01, year: 2023, value: 1"),
      [
        "5: 'from' and 'year' both stand here: keep one"
      ])
    #expect(
      try faults(ofValue: "year: 2023, until: 2024-01-01, value: 1")
        .contains("5: 'until' cannot stand beside 'year'"))
  }

  @Test func `is of the same kind in all values of a parameter`() throws {
    try expect(
      faults(ofValues: values(["from: 2023-01-01", "year: 2024", "from: 2025-01-01"])),
      [
        "7: values by 'year' and by 'from' are mixed: the first value has 'from'"
      ])
  }

  @Test func `comes after those of the values before`() throws {
    let name = "'employee.outpatient.cap'"
    let cases: [([String], [String])] = [
      (["from: 2023-01-01", "from: 2024-01-01"], []),
      (["from: 2023-01-01, until: 2023-12-31", "from: 2024-01-01"], []),
      (
        ["from: 2023-01-01, until: 2024-01-01", "from: 2024-01-01"],
        ["7: \(name): what holds from 2024-01-01 overlaps another in time"]
      ),
      (
        ["from: 2023-01-01", "from: 2023-01-01"],
        ["7: \(name): what holds from 2023-01-01 overlaps another in time"]
      ),
      (
        ["from: 2024-01-01", "from: 2023-01-01"],
        ["7: \(name): what holds from 2023-01-01 stands too late: the earliest stands first"]
      ),
      (
        ["from: 2023-01-01, until: 2022-12-31"],
        ["6: parameter \(name): the value from 2023-01-01 ends before it begins"]
      ),
    ]
    for (dates, expected) in cases {
      let found = try faults(ofValues: values(dates))
      #expect(found.filter { !$0.contains("has no value") } == expected)
    }
  }

  private func values(_ dates: [String]) -> String {
    dates.map {
      "\n      - { \($0), value: 1, instrument: 甲〔2022〕1号, clause: 一, source: 原文 }"
    }.joined()
  }
}

@Suite struct `a citation` {
  @Test func `names instrument, clause and source`() throws {
    let keys = ["instrument": "甲〔2022〕1号", "clause": "一", "source": "原文"]
    for key in keys.keys {
      let others = keys.filter { $0.key != key }.map { ", \($0.key): \($0.value)" }.joined()
      let value = "from: 2023-01-01, value: 1" + others
      try expect(faults(ofValues: "[{ \(value) }]"), ["5: missing key '\(key)'"])
      try expect(
        faults(ofValues: "[{ \(value), \(key): '' }]"),
        [
          "5: nothing stands here: write a value or delete the key"
        ])
    }
  }

  @Test func `names an instrument that the cover declares`() throws {
    func value(_ number: String) -> String {
      "[{ from: 2023-01-01, value: 1, instrument: \(number), clause: 一, source: 原文 }]"
    }
    try expect(
      faults(ofValues: value("甲〔2022〕2号")),
      [
        "5: instrument '甲〔2022〕2号' is not declared in policy.yaml: did you mean '甲〔2022〕1号'?"
      ])
    try expect(faults(ofValues: value("乙")), ["5: instrument '乙' is not declared in policy.yaml"])
  }
}

@Suite struct `a mark` {
  @Test func `is true or false`() throws {
    for text in ["yes", "True", "1"] {
      try expect(
        faults(ofValue: "from: 2023-01-01, value: 1, provisional: \(text)"),
        [
          "5: '\(text)' is neither 'true' nor 'false'"
        ])
    }
    try expect(faults(ofValue: "from: 2023-01-01, value: 1, provisional: true"), [])
  }
}
