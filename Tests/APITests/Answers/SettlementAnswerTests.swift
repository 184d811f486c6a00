import API
import Insurance
import TestPolicies
import Testing

@Suite struct `the answer to a settlement` {
  let asking: Asking

  init() throws { asking = try Asking() }

  private let amounts = [
    "total", "selfFunded", "classBCopay", "overLimit", "refusedDischarge", "inScope", "notCovered",
    "priorSelfPay", "deductible", "coinsurance", "overCap", "basicFund", "catastrophic",
    "civilServant", "supplementary", "assistance", "personal", "account", "cash",
  ]

  @Test func `has every amount with two decimals, settled or not`() throws {
    for person in [#""scheme":"resident""#, #""scheme":"resident","entitled":false"#] {
      let answer = try asking.answer(SettlementText(person: person).json)
      for name in amounts {
        let amount = try #require(answer["/amounts/\(name)"], "\(name)")
        #expect(amount.wholeMatch(of: /[0-9]+\.[0-9]{2}/) != nil, "\(name): \(amount)")
      }
    }
  }

  @Test func `is the same for numbers and decimal strings`() throws {
    let number = try asking.answer(SettlementText(fees: #""total":23456.78"#).json)
    let string = try asking.answer(SettlementText(fees: #""total":"23456.78""#).json)
    let exponent = try asking.answer(SettlementText(fees: #""total":2345678e-2"#).json)
    #expect(number.bytes == string.bytes && number.bytes == exponent.bytes)
    #expect(number["/amounts/total"] == "23456.78")
  }

  @Test func `is the same for null and absent members`() throws {
    let absent = try asking.answer(SettlementText().json)
    let null = SettlementText(
      person: #"""
        "scheme":"employee","status":"active","entitled":null,"groups":null,"civilServant":null,
        "supplementary":null,"accountBalance":null
        """#,
      encounter: #"""
        "kind":"inpatient","date":"2024-05-11","level":"tertiary","route":null,"disease":null,
        "designated":null,"emergency":null,"maternity":null
        """#,
      fees: #"""
        "total":10000,"selfFunded":null,"classBCopay":null,"overLimit":null,
        "refusedDischarge":null,"inScope":null,"items":null
        """#,
      yearToDate: #"""
        "year":null,"inpatient":{"inScope":0,"deductiblePaid":0,"highestLevel":null},
        "outpatient":null,"layers":{"catastrophic":null}
        """#,
      more: #","requestId":null,"options":{"explain":null,"readings":null}"#)
    #expect(try asking.answer(null.json).bytes == absent.bytes)
  }

  @Test func `is the same for escaped amounts and dates`() throws {
    let plain = SettlementText(fees: #""total":"10000.00""#).json
    let escaped = plain.replacing("10000.00", with: #"1\u00300\u00300\u002E00"#)
      .replacing("2024-05-11", with: #"2024\u002d05-1\u0031"#)
    #expect(escaped.contains(#"\u002E"#) && escaped.contains(#"\u002d"#))
    #expect(try asking.answer(escaped).bytes == asking.answer(plain).bytes)
  }

  @Test func `is the same for escaped names and values`() throws {
    let plain = SettlementText().json
    let escaped = plain.replacing("person", with: #"p\u0065rson"#)
      .replacing("tertiary", with: #"\u0074ertiary"#)
      .replacing("employee", with: #"employe\u0065"#)
    #expect(try asking.answer(escaped).bytes == asking.answer(plain).bytes)
  }

  @Test func `has the same amounts without an explanation, and no steps`() throws {
    let explained = try asking.answer(SettlementText().json)
    let bare = try asking.answer(SettlementText(more: #","options":{"explain":false}"#).json)
    #expect(bare["/steps"] == nil)
    #expect(explained.count("/steps") > 0)
    for member in ["amounts", "fund", "terms", "yearToDate", "alternatives", "notes", "policy"] {
      #expect(bare["/\(member)"] == explained["/\(member)"])
    }
  }

  @Test func `echoes the requestId`() throws {
    let answer = try asking.answer(SettlementText(more: #","requestId":"住院-\"1\"""#).json)
    #expect(answer["/requestId"] == #"住院-"1""#)
    #expect(try asking.answer(SettlementText().json)["/requestId"] == nil)
  }

  @Test func `names the terms before the encounter`() throws {
    let request = SettlementText(
      encounter:
        #""kind":"inpatient","date":"2024-05-11","level":"tertiary","route":"unreferredOut""#,
      yearToDate: #""inpatient":{"inScope":332,"deductiblePaid":200,"highestLevel":"primary"}"#)
    let answer = try asking.answer(request.json)
    #expect(
      answer["/terms"]
        == #"{"standard":600.00,"due":400.00,"rate":0.72,"cap":598332.00,"room":598000.00}"#)
    #expect(answer["/fund"] == "employeeInpatientPool")
  }

  @Test func `names the reasons where nothing is covered, and no terms`() throws {
    let request = SettlementText.visit.with {
      $0.person = #""scheme":"student","entitled":false"#
      $0.encounter += #","designated":false"#
    }
    let answer = try asking.answer(request.json)
    #expect(answer["/outcome"] == "notCovered")
    #expect(
      answer["/notCoveredReasons"] == #"["notEntitled","notDesignated","studentOutpatient"]"#)
    #expect(answer["/terms"] == nil)
    let settled = try asking.answer(SettlementText().json)
    #expect(settled["/outcome"] == "settled")
    #expect(settled["/notCoveredReasons"] == nil)
  }

  @Test func `gives accumulators that the next request can carry`() throws {
    var yearToDate = #""year":2024,"inpatient":{"inScope":0,"deductiblePaid":0}"#
    var deductibles: [String?] = []
    for level in ["primary", "other", "tertiary"] {
      let answer = try asking.answer(
        SettlementText(
          encounter: #""kind":"inpatient","date":"2024-05-11","level":"\#(level)""#,
          yearToDate: yearToDate
        ).json)
      deductibles.append(answer["/amounts/deductible"])
      yearToDate = String(try #require(answer["/yearToDate"]).dropFirst().dropLast())
    }
    #expect(deductibles == ["200.00", "100.00", "300.00"])
    #expect(
      yearToDate
        == #""year":2024,"inpatient":{"inScope":30000.00,"deductiblePaid":600.00,"#
        + #""highestLevel":"tertiary"}"#)
  }

  @Test func `writes other levels as secondary`() throws {
    let request = SettlementText(
      encounter: #""kind":"inpatient","date":"2024-05-11","level":"primary""#,
      yearToDate: #""inpatient":{"inScope":1,"deductiblePaid":1,"highestLevel":"other"}"#)
    let answer = try asking.answer(request.json)
    #expect(answer["/yearToDate/inpatient/highestLevel"] == "secondary")
    #expect(answer["/terms/standard"] == "300.00")
  }

  @Test func `cites clauses and readings in its steps`() throws {
    let request = SettlementText(
      encounter:
        #""kind":"inpatient","date":"2024-05-11","level":"tertiary","route":"unreferredOut""#)
    let answer = try asking.answer(request.json, in: .chinese)
    let step = try #require((0..<9).first { answer["/steps/\($0)/rule"] == "basicFund" })
    #expect(answer["/steps/\(step)/title"] == "统筹基金支付")
    #expect(answer["/steps/\(step)/base"] == "9400.00")
    #expect(answer["/steps/\(step)/rate"] == "0.72")
    #expect(answer["/steps/\(step)/amount"] == "6768.00")
    #expect(
      answer["/steps/\(step)/citations"]
        == #"[{"instrument":"温政办〔2022〕86号","clause":"三（五）3"},"#
        + #"{"instrument":"温政办〔2022〕86号","clause":"十一（五）"}]"#)
    #expect(
      answer["/steps/\(step)/reading"]
        == "unreferredReduction=relative, temporaryFiling=unreferredOut")
    #expect(
      answer["/alternatives"]
        == #"[{"reading":"unreferredReduction","value":"points","basicFund":6580.00,"#
        + #""personal":3420.00}]"#)
  }

  @Test func `has the notes in both languages`() throws {
    let request = SettlementText(
      person: #""scheme":"employee","status":"active","groups":["modelWorker"]"#,
      encounter: #"""
        "kind":"inpatient","date":"2026-05-11","level":"tertiary","designated":false,
        "emergency":true
        """#)
    for language in Language.allCases {
      let answer = try asking.answer(request.json, in: language)
      let codes = (0..<answer.count("/notes")).map { answer["/notes/\($0)/code"] }
      #expect(
        codes == ["provisionalParameter", "notConfigured", "manualClaim", "otherInstrument"])
      for note in codes.indices {
        #expect(answer["/notes/\(note)/message"]?.isEmpty == false)
      }
    }
  }

  @Test func `under a policy whose layers all pay moves their accumulators on`() throws {
    let asking = try Asking(try TestPolicies.withLayers())
    let request = SettlementText(
      person: #""scheme":"resident","groups":["minimumLiving"]"#, fees: #""total":260000"#,
      yearToDate: #"""
        "inpatient":{"inScope":0,"deductiblePaid":0},
        "layers":{"catastrophic":{"selfPay":0,"paid":0},"assistance":{"selfPay":0,"paid":0}}
        """#)
    let answer = try asking.answer(request.json)
    #expect(answer["/amounts/catastrophic"] == "68267.50")
    // (120 490 − 68 267.50 − 1 000) × 80 %
    #expect(answer["/amounts/assistance"] == "40978.00")
    #expect(
      answer["/yearToDate/layers"]
        == #"{"catastrophic":{"selfPay":120490.00,"paid":68267.50},"#
        + #""assistance":{"selfPay":52222.50,"paid":40978.00}}"#)
  }

  @Test func `gives what another reading would, layers and all`() throws {
    let asking = try Asking(try TestPolicies.withLayers())
    let request = SettlementText.visit.with {
      $0.person = #""scheme":"resident","groups":["minimumLiving"]"#
      $0.encounter += #","route":"unreferredOut""#
      $0.fees = #""total":1100"#
      $0.yearToDate += #","layers":{"assistance":{"selfPay":1000,"paid":0}}"#
    }
    let answer = try asking.answer(request.json)
    #expect(answer["/outcome"] == "notCovered")
    // 1 000 × 28 % from the fund, 820 × 80 % from assistance
    #expect(
      answer["/alternatives"]
        == #"[{"reading":"residentUnreferredOutpatient","value":"reduced","basicFund":280.00,"#
        + #""personal":164.00}]"#)
  }
}
