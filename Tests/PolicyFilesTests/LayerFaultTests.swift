import PolicyFiles
import TestPolicies
import Testing

@Suite struct `a layer` {
  @Test func `must be one of the four`() throws {
    try expect(
      faults(of: "layers:\n  asistance: []\n  commercial: []\n"),
      [
        "2: unknown 'asistance': did you mean 'assistance'?",
        "3: unknown 'commercial': known: catastrophic, civilServant, supplementary, assistance",
      ])
  }

  @Test func `is cited and dated`() throws {
    try expect(
      faults(of: "layers:\n  assistance:\n    - { form: 1, source: 原文 }\n"),
      [
        "3: unknown key 'form': did you mean 'from'?", "3: missing key 'instrument'",
        "3: missing key 'clause'", "3: missing key 'members'", "3: missing key 'kinds'",
      ])
  }

  @Test func `is for members the formulas know`() throws {
    try expect(
      layerFaults("members: civilServant"),
      ["6: unknown 'civilServant': did you mean 'civilServants'?"])
    try expect(
      layerFaults("members: [orphan, miner, orphan]"),
      [
        "6: unknown 'miner': known: minimumLiving, extremePoverty, marginalMinimumLiving, "
          + "disabled, orphan, childInDifficulty, otherAided, veteranWorker, modelWorker, "
          + "retiredCadre, retiredCadreSpouse, disabledSoldierGrade1to6",
        "6: 'orphan' stands twice",
      ])
    try expect(
      layerFaults("members: []"), ["6: nothing stands here: write a value or delete the key"])
    try expect(layerFaults("members: { a: 1 }"), ["6: expected a text or number"])
  }

  @Test func `counts kinds and schemes the formulas know`() throws {
    let cases = [
      (
        "{ pensioner: [inpatient] }",
        ["7: unknown key 'pensioner': known: employee, resident, student"]
      ),
      (
        "{ employee: [inpatient, outpatent] }",
        ["7: unknown 'outpatent': did you mean 'outpatient'?"]
      ),
      ("{ employee: inpatient }", ["7: expected a list of names"]),
      ("{ employee: [] }", ["7: nothing stands here: write a value or delete the key"]),
      ("{}", ["7: nothing stands here: write a value or delete the key"]),
      ("everything", ["7: expected kinds of encounter by scheme"]),
    ]
    for (kinds, expected) in cases { try expect(layerFaults("kinds: \(kinds)"), expected) }
  }

  @Test func `changes on rising days`() throws {
    func versions(_ days: String...) -> String {
      "layers:\n  assistance:"
        + days.map {
          "\n    - { from: \($0), instrument: 甲〔2022〕1号, clause: 七, source: 原文, "
            + "members: everyone, kinds: { student: [inpatient] } }"
        }.joined()
    }
    try expect(faults(of: versions("2023-01-01", "2024-03-01")), [])
    try expect(
      faults(of: versions("2023-01-01", "2023-01-01")),
      ["4: 'layers.assistance': what holds from 2023-01-01 overlaps another in time"])
    try expect(
      faults(of: versions("2024-01-01", "2023-01-01")),
      [
        "4: 'layers.assistance': what holds from 2023-01-01 stands too late: "
          + "the earliest stands first"
      ])
  }

  /// The faults of a layer with one of its keys replaced; members are on line 6, kinds on 7.
  private func layerFaults(_ key: String) throws -> [String] {
    let isMembers = key.hasPrefix("members")
    return try faults(
      of: """
        layers:
          assistance:
            - from: 2023-01-01
              instrument: 甲〔2022〕1号
              clause: 七
              \(isMembers ? key : "members: everyone")
              \(isMembers ? "kinds: { employee: [inpatient] }" : key)
              source: 原文
        """)
  }
}

@Suite struct `a layer's benefit` {
  private let flat = "{ primary: 0.5, secondary: 0.5, tertiary: 0.5, pharmacy: 0 }"

  @Test func `has rates or bands`() throws {
    try expect(
      benefitFaults("{ threshold: 1000 }"),
      ["3: neither 'rates' nor 'bands' stands here: write one"])
    try expect(
      benefitFaults("{ rates: \(flat), bands: [] }"),
      ["3: 'rates' and 'bands' both stand here: keep one"])
    try expect(
      benefitFaults("{ bands: [] }"),
      ["3: nothing stands here: write a value or delete the key"])
    try expect(
      benefitFaults("{ raets: \(flat) }"), ["3: unknown key 'raets': did you mean 'rates'?"])
    try expect(benefitFaults("0.5"), ["3: expected a layer's benefit"])
  }

  @Test func `has amounts in yuan`() throws {
    try expect(
      benefitFaults("{ threshold: -1, yearlyCap: 1.005, rates: \(flat) }"),
      [
        "3: '-1' is no plain number from 0 up: write 0.85 or 1500",
        "3: '1.005' is too precise: yuan has at most 2 decimals",
      ])
  }

  @Test func `has a rate for every place`() throws {
    try expect(
      benefitFaults("{ rates: { primary: 1.5, secondary: 0.12345, tertiary: x } }"),
      [
        "3: '1.5' is too large: rate is at most 1",
        "3: '0.12345' is too precise: rate has at most 4 decimals",
        "3: 'x' is no plain number from 0 up: write 0.85 or 1500", "3: missing key 'pharmacy'",
      ])
  }

  @Test func `has rates by category with one for all others`() throws {
    try expect(
      benefitFaults("{ rates: { categories: { retired: 0.5, resident: 0.6 }, otherwise: 0 } }"),
      [])
    let cases = [
      ("{ categories: { retired: 0.5 } }", "3: missing key 'otherwise'"),
      ("{ otherwise: 0.5 }", "3: missing key 'categories'"),
      (
        "{ categories: { retierd: 0.5 }, otherwise: 0 }",
        "3: unknown 'retierd': did you mean 'retired'?"
      ),
      (
        "{ categories: {}, otherwise: 0 }",
        "3: nothing stands here: write a value or delete the key"
      ),
      (
        "{ categories: { retired: 2 }, otherwise: 0 }", "3: '2' is too large: rate is at most 1"
      ),
    ]
    for (rates, words) in cases { try expect(benefitFaults("{ rates: \(rates) }"), [words]) }
  }

  @Test func `has bands that rise`() throws {
    func bands(_ starts: String...) -> String {
      starts.map { "\n          - { from: \($0), rates: \(flat) }" }.joined()
    }
    try expect(benefitFaults("\n        bands:" + bands("0", "100.01", "100.02")), [])
    let falling = "a band must begin above the one before it"
    try expect(
      benefitFaults("\n        bands:" + bands("0", "100", "100", "50")),
      ["7: \(falling)", "8: \(falling)"])
    try expect(
      benefitFaults("{ bands: [{ rates: \(flat) }, { from: 1, rates: \(flat), to: 2 }] }"),
      ["3: missing key 'from'", "3: unknown key 'to': known: from, rates"])
  }

  @Test func `has no band that lies below the threshold`() throws {
    func benefit(_ threshold: String) -> String {
      "{ threshold: \(threshold), bands: [{ from: 0, rates: \(flat) }, "
        + "{ from: 5000, rates: \(flat) }] }"
    }
    try expect(benefitFaults(benefit("4999.99")), [])
    try expect(
      benefitFaults(benefit("5000")),
      [
        "3: the band ends at or below the threshold and never pays: "
          + "bands count from 0, not from there"
      ])
  }

  /// The faults of a layer with this benefit, which begins on line 3.
  private func benefitFaults(_ benefit: String) throws -> [String] {
    try faults(
      of: """
        layers:
          assistance:
            - benefit: \(benefit)
              from: 2023-01-01
              instrument: 甲〔2022〕1号
              clause: 七
              source: 原文
              members: everyone
              kinds: { student: [inpatient] }
        """)
  }
}

@Suite struct `a reading` {
  @Test func `is one that the formulas know, with a value they know`() throws {
    try expect(
      faults(of: "readings:\n  chronikCap: {}\n  weather: {}\n")
        .map { String($0.prefix(60)) },
      [
        "2: unknown 'chronikCap': did you mean 'chronicCap'?",
        "3: unknown 'weather': known: settlementDate, unreferredReduc",
      ])
    try expect(
      readingFaults("unreferredReduction", inForce: "pionts"),
      ["5: unknown 'pionts': did you mean 'points'?"])
    try expect(
      readingFaults("chronicCap", inForce: "separate"),
      ["5: unknown 'separate': known: shared"])
    try expect(readingFaults("unreferredReduction", inForce: "points"), [])
  }

  @Test func `cites at least one clause`() throws {
    try expect(
      readingFaults("chronicCap", inForce: "shared", citations: "[]"),
      ["4: nothing stands here: write a value or delete the key"])
    try expect(
      readingFaults("chronicCap", inForce: "shared", citations: "[一]"),
      ["4: expected a citation"])
    try expect(
      readingFaults(
        "chronicCap", inForce: "shared", citations: "[{ instrument: 乙, clause: 一 }]"),
      ["4: instrument '乙' is not declared in policy.yaml"])
  }

  private func readingFaults(
    _ name: String, inForce: String,
    citations: String = "[{ instrument: 甲〔2022〕1号, clause: 一 }]"
  ) throws -> [String] {
    try faults(
      of: """
        readings:
          \(name):
            title: { zh: 读法, en: reading }
            citations: \(citations)
            inForce: \(inForce)
            source: 原文
        """)
  }
}
