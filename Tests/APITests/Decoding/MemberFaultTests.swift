import API
import Insurance
import Testing

@Suite struct `a request that cannot be computed` {
  let asking: Asking

  init() throws { asking = try Asking() }

  @Test func `is any document but an object`() {
    for text in ["[]", "1", #""text""#, "true", "null"] {
      #expect(asking.faults(text) == [" wrongType"])
    }
  }

  @Test func `has a member nobody knows, at every depth`() {
    let item = #"{"unitPrice":1,"quantity":1,"category":"A","x":1}"#
    let request = SettlementText.items(item, #","x":1"#).with {
      $0.person += #","x":1"#
      $0.encounter += #","x":1"#
      $0.yearToDate = #"""
        "x":1,"inpatient":{"inScope":0,"deductiblePaid":0,"x":1},
        "outpatient":{"inScope":0,"deductiblePaid":0,"highestLevel":"primary"},
        "layers":{"x":1,"assistance":{"selfPay":0,"paid":0,"x":1}}
        """#
      $0.more = #","x":1,"options":{"x":1,"readings":{"x":1,"chronicCap":"shared"}}"#
    }
    #expect(
      asking.faults(request) == [
        "/x unknownMember", "/person/x unknownMember", "/encounter/x unknownMember",
        "/fees/x unknownMember", "/fees/items/0/x unknownMember", "/yearToDate/x unknownMember",
        "/yearToDate/inpatient/x unknownMember",
        "/yearToDate/outpatient/highestLevel unknownMember",
        "/yearToDate/layers/x unknownMember", "/yearToDate/layers/assistance/x unknownMember",
        "/options/x unknownMember", "/options/readings/x unknownMember",
        "/options/readings/chronicCap unknownMember",
      ])
  }

  @Test func `names an unknown member by an escaped pointer`() {
    let request = SettlementText(more: #","a/b~c":1,"":2,"\u0070":3"#)
    #expect(
      asking.faults(request) == [
        "/a~1b~0c unknownMember", "/ unknownMember", "/p unknownMember",
      ])
  }

  @Test func `has a member twice, however it is escaped`() {
    let request = SettlementText(
      person: #""scheme":"employee","scheme":"employee","status":"active","st\u0061tus":"active""#,
      more: #","requestId":"a","requestId":null"#)
    #expect(
      asking.faults(request) == [
        "/requestId duplicateMember", "/person/scheme duplicateMember",
        "/person/status duplicateMember",
      ])
  }

  @Test func `has objects and arrays of another type`() {
    #expect(
      asking.faults(
        #"{"person":[],"encounter":"x","fees":1,"yearToDate":true,"options":[]}"#) == [
          "/person wrongType", "/encounter wrongType", "/fees wrongType",
          "/yearToDate wrongType", "/options wrongType",
        ])
    let request = SettlementText(
      person: #""scheme":"resident","groups":{}"#, fees: #""items":{}"#,
      yearToDate: #""inpatient":1,"outpatient":[],"layers":"x""#,
      more: #","options":{"readings":[]}"#)
    #expect(
      asking.faults(request) == [
        "/person/groups wrongType", "/fees/items wrongType", "/yearToDate/inpatient wrongType",
        "/yearToDate/outpatient wrongType", "/yearToDate/layers wrongType",
        "/options/readings wrongType",
      ])
  }

  @Test func `has scalars of another type`() {
    let request = SettlementText(
      person: #"""
        "scheme":1,"status":true,"entitled":"true","groups":[1,"disabled"],"civilServant":0,
        "supplementary":"no","accountBalance":true
        """#,
      encounter: #"""
        "kind":[],"date":20240511,"level":{},"route":1,"disease":false,"designated":1,
        "emergency":"yes","maternity":{}
        """#,
      fees: #""total":[],"selfFunded":"1,00","classBCopay":"","overLimit":" 1","inScope":"1e3""#,
      yearToDate: #""year":"2024","inpatient":{"inScope":{},"deductiblePaid":"0x1"}"#,
      more: #"""
        ,"requestId":1,"options":{"explain":"no","readings":{"unreferredReduction":1,
        "residentUnreferredOutpatient":[],"priorSelfPayCap":true,"studentPrimaryOutpatient":{}}}
        """#)
    #expect(
      asking.faults(request) == [
        "/requestId wrongType", "/person/scheme wrongType", "/person/status wrongType",
        "/person/entitled wrongType", "/person/groups/0 wrongType",
        "/person/civilServant wrongType", "/person/supplementary wrongType",
        "/person/accountBalance wrongType", "/encounter/kind wrongType",
        "/encounter/date wrongType", "/encounter/level wrongType", "/encounter/route wrongType",
        "/encounter/disease wrongType", "/encounter/designated wrongType",
        "/encounter/emergency wrongType", "/encounter/maternity wrongType",
        "/fees/total wrongType", "/fees/selfFunded wrongType", "/fees/classBCopay wrongType",
        "/fees/overLimit wrongType", "/fees/inScope wrongType", "/yearToDate/year wrongType",
        "/yearToDate/inpatient/inScope wrongType",
        "/yearToDate/inpatient/deductiblePaid wrongType", "/options/explain wrongType",
        "/options/readings/unreferredReduction wrongType",
        "/options/readings/residentUnreferredOutpatient wrongType",
        "/options/readings/priorSelfPayCap wrongType",
        "/options/readings/studentPrimaryOutpatient wrongType",
      ])
  }

  @Test func `has words that the contract does not list`() {
    let request = SettlementText(
      person: #""scheme":"Employee","status":"","groups":["none","disabled"]"#,
      encounter: #"""
        "kind":"visit","date":"2024-02-30","level":"quaternary","route":"home","disease":"cold"
        """#,
      yearToDate: #""inpatient":{"inScope":0,"deductiblePaid":0,"highestLevel":"none"}"#,
      more: #"""
        ,"options":{"readings":{"unreferredReduction":"x","residentUnreferredOutpatient":"x",
        "priorSelfPayCap":"x","studentPrimaryOutpatient":"x"}}
        """#)
    #expect(
      asking.faults(request) == [
        "/person/scheme outOfRange", "/person/status outOfRange", "/person/groups/0 outOfRange",
        "/encounter/kind outOfRange", "/encounter/date outOfRange", "/encounter/level outOfRange",
        "/encounter/route outOfRange", "/encounter/disease outOfRange",
        "/yearToDate/inpatient/highestLevel outOfRange",
        "/options/readings/unreferredReduction outOfRange",
        "/options/readings/residentUnreferredOutpatient outOfRange",
        "/options/readings/priorSelfPayCap outOfRange",
        "/options/readings/studentPrimaryOutpatient outOfRange",
      ])
  }

  @Test func `names a disease of the other list`() {
    for (kind, disease) in [("specialDisease", "copd"), ("chronicDisease", "epilepsy")] {
      let request = SettlementText(
        encounter: """
          "kind":"\(kind)","date":"2024-05-11","level":"primary","disease":"\(disease)"
          """,
        yearToDate: #"""
          "inpatient":{"inScope":0,"deductiblePaid":0},
          "outpatient":{"inScope":0,"deductiblePaid":0}
          """#)
      #expect(asking.faults(request) == ["/encounter/disease outOfRange"])
    }
  }

  @Test func `has a date that no calendar has or that is written otherwise`() {
    for date in ["2023-02-29", "2024-13-01", "2024-5-11", "2024-05-11T00:00:00", "", "20240511"] {
      let request = SettlementText(
        encounter: #""kind":"inpatient","date":"\#(date)","level":"primary""#)
      #expect(asking.faults(request) == ["/encounter/date outOfRange"])
    }
  }

  @Test func `has members that may not stand beside the others`() {
    let resident = SettlementText(
      person: #""scheme":"resident","status":"active","accountBalance":1"#)
    #expect(
      asking.faults(resident) == ["/person/status notAllowed", "/person/accountBalance notAllowed"])
    let pharmacy = SettlementText.visit.with {
      $0.encounter = #""kind":"pharmacy","date":"2024-05-11","level":"primary""#
    }
    #expect(asking.faults(pharmacy) == ["/encounter/level notAllowed"])
    let item = #"{"unitPrice":1,"quantity":1,"category":"A","copayRate":0.1}"#
    let items = SettlementText.items(
      item + "," + item.replacing(#""A""#, with: #""C""#),
      #","selfFunded":0,"classBCopay":0,"overLimit":0"#)
    #expect(
      asking.faults(items) == [
        "/fees/selfFunded notAllowed", "/fees/classBCopay notAllowed",
        "/fees/overLimit notAllowed", "/fees/items/0/copayRate notAllowed",
        "/fees/items/1/copayRate notAllowed",
      ])
  }

  @Test func `has sums that contradict each other`() {
    let fees: [(String, String)] = [
      (#""total":100,"selfFunded":60,"overLimit":40.01"#, "/fees inconsistent"),
      (#""total":100,"inScope":99.99"#, "/fees/inScope inconsistent"),
      (
        #""items":[{"unitPrice":1,"quantity":1,"category":"A"}],"total":1.01"#,
        "/fees/total inconsistent"
      ),
      (
        #""items":[{"unitPrice":1,"quantity":1,"category":"C"}],"inScope":1"#,
        "/fees/inScope inconsistent"
      ),
    ]
    for (fees, fault) in fees {
      #expect(asking.faults(SettlementText(fees: fees)) == [fault])
    }
    for fees in [
      #""total":100,"selfFunded":60,"overLimit":40"#, #""total":100,"inScope":"100.00""#,
      #""items":[{"unitPrice":1,"quantity":1,"category":"A"}],"total":1,"inScope":1"#,
    ] { #expect(asking.faults(SettlementText(fees: fees)) == []) }
  }

  @Test func `has sums that are not compared where a line of the bill has a fault`() {
    let line = #"{"unitPrice":10,"quantity":1,"category":"A"}"#
    let lines = [
      (#"{"unitPrice":10,"quantity":1,"category":"B"}"#, "copayRate required"),
      (#"{"unitPrice":1,"quantity":1,"category":"C","ceilingPrice":[]}"#, "ceilingPrice wrongType"),
      (#"{"unitPrice":10,"quantity":-1,"category":"A"}"#, "quantity outOfRange"),
      (#"{"unitPrice":10,"quantity":1,"category":"A","ceiling":5}"#, "ceiling unknownMember"),
    ]
    for (faulty, fault) in lines {
      for sum in ["total", "inScope"] {
        #expect(
          asking.faults(.items("\(line),\(faulty)", #","\#(sum)":99"#))
            == ["/fees/items/1/\(fault)"])
      }
    }
    let tooMuch = #"{"unitPrice":9999999999,"quantity":2,"category":"A"}"#
    #expect(
      asking.faults(.items("\(line),\(tooMuch)", #","total":10"#)) == [
        "/fees/items/1 outOfRange"
      ])
  }

  @Test func `has the accumulators of another year`() {
    for year in [2023, 2025] {
      let request = SettlementText(
        yearToDate: #""year":\#(year),"inpatient":{"inScope":0,"deductiblePaid":0}"#)
      #expect(asking.faults(request) == ["/yearToDate/year yearMismatch"])
    }
    let request = SettlementText(
      yearToDate: #""year":2024,"inpatient":{"inScope":0,"deductiblePaid":0}"#)
    #expect(asking.faults(request) == [])
  }

  @Test func `has a date before the policy came into force`() {
    let request = SettlementText(
      encounter: #""kind":"inpatient","date":"2022-12-31","level":"primary""#)
    #expect(asking.faults(request) == ["/encounter/date noPolicyInForce"])
    let later = SettlementText(
      encounter: #""kind":"inpatient","date":"2023-01-01","level":"primary""#)
    #expect(asking.faults(later) == [])
  }

  @Test func `is for a person with a channel of their own`() {
    for group in ["retiredCadre", "retiredCadreSpouse", "disabledSoldierGrade1to6"] {
      let request = SettlementText(
        person: #""scheme":"resident","groups":["disabled","\#(group)"]"#)
      #expect(asking.faults(request) == ["/person/groups/1 ownChannel"])
    }
  }

  @Test func `is told all its faults at once`() {
    let request = SettlementText(
      person: #""scheme":"resident","status":"active","groups":["retiredCadre","x"]"#,
      encounter: #""kind":"chronicDisease","date":"2022-01-01","level":"tertiary""#,
      fees: #""total":1.001,"overLimit":-1"#,
      yearToDate: #""year":2024,"inpatient":{"inScope":0}"#, more: #","x":{}"#)
    #expect(
      asking.faults(request)
        == [
          "/x unknownMember", "/person/status notAllowed", "/person/groups/0 ownChannel",
          "/person/groups/1 outOfRange", "/encounter/disease required",
          "/encounter/date noPolicyInForce", "/fees/total tooPrecise", "/fees/overLimit outOfRange",
          "/yearToDate/year yearMismatch", "/yearToDate/inpatient/deductiblePaid required",
          "/yearToDate/outpatient required",
        ])
  }
}
