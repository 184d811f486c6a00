import API
import Insurance
import TestPolicies
import Testing

@Suite struct `a member that must be there` {
  let asking: Asking

  init() throws { asking = try Asking() }

  @Test func `is each of the four parts`() {
    #expect(
      asking.faults("{}") == [
        "/person required", "/encounter required", "/fees required", "/yearToDate required",
      ])
  }

  @Test func `is null as if it were absent`() {
    #expect(
      asking.faults(#"{"person":null,"encounter":null,"fees":null,"yearToDate":null}"#) == [
        "/person required", "/encounter required", "/fees required", "/yearToDate required",
      ])
  }

  @Test func `is a person's scheme, and an employee's status`() {
    #expect(asking.faults(SettlementText(person: "")) == ["/person/scheme required"])
    #expect(
      asking.faults(SettlementText(person: #""scheme":"employee""#)) == [
        "/person/status required"
      ])
  }

  @Test func `is an encounter's kind, date and level`() {
    #expect(
      asking.faults(SettlementText(encounter: #""level":"tertiary""#)) == [
        "/encounter/kind required", "/encounter/date required",
      ])
    for kind in ["inpatient", "outpatient", "ambulance"] {
      let request = SettlementText(
        encounter: #""kind":"\#(kind)","date":"2024-05-11""#,
        yearToDate: #"""
          "inpatient":{"inScope":0,"deductiblePaid":0},
          "outpatient":{"inScope":0,"deductiblePaid":0}
          """#)
      #expect(asking.faults(request) == ["/encounter/level required"])
    }
  }

  @Test func `is no pharmacy's level`() {
    let request = SettlementText.visit.with {
      $0.encounter = #""kind":"pharmacy","date":"2024-05-11""#
    }
    #expect(asking.faults(request) == [])
  }

  @Test func `is the disease of the two disease kinds`() {
    for kind in ["specialDisease", "chronicDisease"] {
      let request = SettlementText(
        encounter: #""kind":"\#(kind)","date":"2024-05-11","level":"primary""#,
        yearToDate: #"""
          "inpatient":{"inScope":0,"deductiblePaid":0},
          "outpatient":{"inScope":0,"deductiblePaid":0}
          """#)
      #expect(asking.faults(request) == ["/encounter/disease required"])
    }
  }

  @Test func `is the total of fees without items`() {
    #expect(
      asking.faults(SettlementText(fees: #""selfFunded":1"#)) == ["/fees/total required"])
  }

  @Test func `is each line's price, quantity and category, and the rate of B`() {
    #expect(
      asking.faults(.items("{}")) == [
        "/fees/items/0/unitPrice required", "/fees/items/0/quantity required",
        "/fees/items/0/category required",
      ])
    #expect(
      asking.faults(.items(#"{"unitPrice":1,"quantity":1,"category":"B"}"#)) == [
        "/fees/items/0/copayRate required"
      ])
  }

  @Test func `is the accumulator of the encounter's class, and its amounts`() {
    #expect(asking.faults(SettlementText(yearToDate: "")) == ["/yearToDate/inpatient required"])
    #expect(
      asking.faults(SettlementText.visit.with { $0.yearToDate = "" }) == [
        "/yearToDate/outpatient required"
      ])
    #expect(
      asking.faults(SettlementText(yearToDate: #""inpatient":{},"outpatient":{}"#)) == [
        "/yearToDate/inpatient/inScope required", "/yearToDate/inpatient/deductiblePaid required",
        "/yearToDate/outpatient/inScope required",
        "/yearToDate/outpatient/deductiblePaid required",
      ])
  }

  @Test func `is the highest level where earlier stays have left amounts`() {
    for amounts in [#""inScope":0.01,"deductiblePaid":0"#, #""inScope":0,"deductiblePaid":0.01"#] {
      #expect(
        asking.faults(SettlementText(yearToDate: #""inpatient":{\#(amounts)}"#)) == [
          "/yearToDate/inpatient/highestLevel required"
        ])
    }
  }

  @Test func `is the highest level where one amount is left and the other is faulty`() {
    #expect(
      asking.faults(SettlementText(yearToDate: #""inpatient":{"inScope":1}"#)) == [
        "/yearToDate/inpatient/deductiblePaid required",
        "/yearToDate/inpatient/highestLevel required",
      ])
    #expect(
      asking.faults(SettlementText(yearToDate: #""inpatient":{"deductiblePaid":1,"inScope":[]}"#))
        == [
          "/yearToDate/inpatient/inScope wrongType", "/yearToDate/inpatient/highestLevel required",
        ])
  }

  @Test func `is each amount of a layer that is sent`() {
    let request = SettlementText(
      yearToDate: #""inpatient":{"inScope":0,"deductiblePaid":0},"layers":{"assistance":{}}"#)
    #expect(
      asking.faults(request) == [
        "/yearToDate/layers/assistance/selfPay required",
        "/yearToDate/layers/assistance/paid required",
      ])
  }
}

@Suite struct `an accumulator of a layer` {
  let asking: Asking

  init() throws { asking = try Asking(try TestPolicies.withLayers()) }

  private let everyLayer = #"""
    "scheme":"employee","status":"active","civilServant":true,"supplementary":true,
    "groups":["disabled"]
    """#

  @Test func `must be there for each layer that pays and needs one`() {
    let expected = [
      "/yearToDate/layers/catastrophic required", "/yearToDate/layers/civilServant required",
      "/yearToDate/layers/assistance required",
    ]
    var request = SettlementText(person: everyLayer)
    #expect(asking.faults(request) == expected)
    request.yearToDate += #","layers":{}"#
    #expect(asking.faults(request) == expected)
    request.yearToDate = #"""
      "inpatient":{"inScope":0,"deductiblePaid":0},
      "layers":{"civilServant":{"selfPay":0,"paid":0},"supplementary":{"selfPay":0,"paid":0}}
      """#
    #expect(
      asking.faults(request) == [
        "/yearToDate/layers/catastrophic required", "/yearToDate/layers/assistance required",
      ])
  }

  @Test func `is asked for beside all other faults`() {
    let request = SettlementText(fees: "", more: #","options":{"explain":1}"#)
    #expect(
      asking.faults(request) == [
        "/fees/total required", "/yearToDate/layers/catastrophic required",
        "/options/explain wrongType",
      ])
  }

  @Test func `that is faulty is not missing`() {
    let request = SettlementText(
      yearToDate: #"""
        "inpatient":{"inScope":0,"deductiblePaid":0},"layers":{"catastrophic":{"selfPay":0}}
        """#)
    #expect(asking.faults(request) == ["/yearToDate/layers/catastrophic/paid required"])
  }

  @Test func `is not asked for where the fund pays nothing under any reading`() {
    let request = SettlementText(person: everyLayer + #","entitled":false"#)
    #expect(asking.faults(request) == [])
  }

  @Test func `is asked for where the fund pays under another reading`() {
    let resident = SettlementText.visit.with {
      $0.person = #""scheme":"resident","groups":["minimumLiving"]"#
      $0.encounter += #","route":"unreferredOut""#
    }
    #expect(asking.faults(resident) == ["/yearToDate/layers/assistance required"])
    let sent = resident.with {
      $0.yearToDate += #","layers":{"assistance":{"selfPay":1000,"paid":0}}"#
    }
    #expect(asking.faults(sent) == [])
  }
}
