import API
import Insurance
import Testing

@Suite struct `a limit of the contract` {
  let asking: Asking

  init() throws { asking = try Asking() }

  @Test func `holds a requestId to 64 printable characters`() {
    func faults(_ id: String) -> [String] {
      asking.faults(SettlementText(more: #","requestId":"\#(id)""#))
    }
    let characters = RequestLimits.requestIDCharactersMax
    #expect(characters == 64)
    for id in ["", " ", "a", String(repeating: "x", count: 64), String(repeating: "字", count: 64)] {
      #expect(faults(id) == [])
    }
    for id in [
      String(repeating: "x", count: 65), #"a\nb"#, #"\u0000"#, #"\u007f"#, #"\u0085"#, #"\u200b"#,
      #"\u2028"#,
    ] { #expect(faults(id) == ["/requestId outOfRange"], "\(id)") }
  }

  @Test func `holds money to 9 999 999 999.99, not below nothing`() {
    func faults(_ total: String) -> [String] {
      asking.faults(SettlementText(fees: #""total":\#(total)"#))
    }
    for total in [
      "0", "-0", "0.00", "0e5", "0.01", "9999999999.99", #""9999999999.99""#, #""0""#, "1e3",
      "1.5e1", "1.000", "100e-2", "9999999999.990",
    ] { #expect(faults(total) == [], "\(total)") }
    for total in [
      "10000000000", "9999999999.999e3", "-0.01", "-1", #""-0.01""#, #""10000000000.00""#, "1e400",
      "-1e400", "1e18", "12345678901234567890",
    ] { #expect(faults(total) == ["/fees/total outOfRange"], "\(total)") }
    for total in ["0.001", "1e-3", #""0.005""#, "9999999999.999", "1e-400", "-0.001"] {
      #expect(faults(total) == ["/fees/total tooPrecise"], "\(total)")
    }
  }

  @Test func `holds each amount of a request`() {
    let request = SettlementText(
      person: #""scheme":"employee","status":"active","accountBalance":-1"#,
      fees: #"""
        "total":-1,"selfFunded":0.001,"classBCopay":-1,"overLimit":1e11,"refusedDischarge":-1,
        "inScope":0.001
        """#,
      yearToDate: #"""
        "year":2024.5,"inpatient":{"inScope":-1,"deductiblePaid":0.001},
        "outpatient":{"inScope":1e11,"deductiblePaid":-1},
        "layers":{"catastrophic":{"selfPay":-1,"paid":0.001},"civilServant":{"selfPay":1e11,
        "paid":-1},"supplementary":{"selfPay":-1,"paid":-1},"assistance":{"selfPay":-1,"paid":-1}}
        """#)
    #expect(
      asking.faults(request) == [
        "/person/accountBalance outOfRange", "/fees/total outOfRange",
        "/fees/selfFunded tooPrecise", "/fees/classBCopay outOfRange",
        "/fees/overLimit outOfRange", "/fees/refusedDischarge outOfRange",
        "/fees/inScope tooPrecise", "/yearToDate/year tooPrecise",
        "/yearToDate/inpatient/inScope outOfRange",
        "/yearToDate/inpatient/deductiblePaid tooPrecise",
        "/yearToDate/outpatient/inScope outOfRange",
        "/yearToDate/outpatient/deductiblePaid outOfRange",
        "/yearToDate/layers/catastrophic/selfPay outOfRange",
        "/yearToDate/layers/catastrophic/paid tooPrecise",
        "/yearToDate/layers/civilServant/selfPay outOfRange",
        "/yearToDate/layers/civilServant/paid outOfRange",
        "/yearToDate/layers/supplementary/selfPay outOfRange",
        "/yearToDate/layers/supplementary/paid outOfRange",
        "/yearToDate/layers/assistance/selfPay outOfRange",
        "/yearToDate/layers/assistance/paid outOfRange",
      ])
  }

  @Test func `holds each number of a line`() {
    func faults(_ price: String, _ quantity: String, _ rate: String, _ ceiling: String) -> [String]
    {
      asking.faults(
        .items(
          """
          {"unitPrice":\(price),"quantity":\(quantity),"category":"B","copayRate":\(rate),\
          "ceilingPrice":\(ceiling)}
          """))
    }
    #expect(faults("0.000001", "0.0001", "0.0001", "0") == [])
    #expect(faults(#""9999999999.99""#, #""1""#, "1", "9999999999.99") == [])
    #expect(faults("0", "9999999999.99", "0", "0.000001") == [])
    #expect(
      faults("0.0000001", "0.00001", "0.00001", "1e-7") == [
        "/fees/items/0/unitPrice tooPrecise", "/fees/items/0/quantity tooPrecise",
        "/fees/items/0/ceilingPrice tooPrecise", "/fees/items/0/copayRate tooPrecise",
      ])
    #expect(
      faults("10000000000", "-1", "1.0001", "-0.000001") == [
        "/fees/items/0/unitPrice outOfRange", "/fees/items/0/quantity outOfRange",
        "/fees/items/0/ceilingPrice outOfRange", "/fees/items/0/copayRate outOfRange",
      ])
    #expect(
      faults("true", "[]", #""0.1""#, "{}") == [
        "/fees/items/0/unitPrice wrongType", "/fees/items/0/quantity wrongType",
        "/fees/items/0/ceilingPrice wrongType", "/fees/items/0/copayRate wrongType",
      ])
  }

  @Test func `holds codes, names and categories to their types`() {
    let item = #"{"code":1,"name":[],"unitPrice":1,"quantity":1,"category":"D"}"#
    #expect(
      asking.faults(.items(item + #","x""#)) == [
        "/fees/items/0/code wrongType", "/fees/items/0/name wrongType",
        "/fees/items/0/category outOfRange", "/fees/items/1 wrongType",
      ])
  }

  @Test func `holds a bill to 10 000 lines, and to one at least`() {
    func faults(_ count: Int) -> [String] {
      let item = #"{"unitPrice":1,"quantity":1,"category":"A"}"#
      return asking.faults(.items(Array(repeating: item, count: count).joined(separator: ",")))
    }
    #expect(RequestLimits.feeItemsMax == 10_000)
    #expect(faults(0) == ["/fees/items outOfRange"])
    #expect(faults(1) == [])
    #expect(faults(10_000) == [])
    #expect(faults(10_001) == ["/fees/items outOfRange"])
  }

  @Test func `holds the sum of a bill to the largest amount`() {
    let largest = #"{"unitPrice":9999999999.99,"quantity":1,"category":"A"}"#
    let fen = #"{"unitPrice":0.01,"quantity":1,"category":"A"}"#
    #expect(asking.faults(.items(largest)) == [])
    #expect(asking.faults(.items(largest + "," + fen)) == ["/fees/items/1 outOfRange"])
    #expect(asking.faults(.items(largest, #","refusedDischarge":0.01"#)) == ["/fees outOfRange"])
  }

  @Test func `holds an answer to 100 faults`() {
    func faults(_ count: Int) -> Int {
      let members = (0..<count).map { #","x\#($0)":0"# }.joined()
      return asking.faults(SettlementText(more: members)).count
    }
    #expect(faults(99) == 99)
    #expect(faults(100) == 100)
    #expect(faults(101) == 100)
    #expect(faults(5_000) == 100)
  }

  @Test func `holds the year of accumulators to four digits`() {
    for (year, code) in [
      ("0", "outOfRange"), ("10000", "outOfRange"), ("-1", "outOfRange"), ("1", "yearMismatch"),
      ("9999", "yearMismatch"), ("1e30", "outOfRange"),
    ] {
      let request = SettlementText(
        yearToDate: #""year":\#(year),"inpatient":{"inScope":0,"deductiblePaid":0}"#)
      #expect(asking.faults(request) == ["/yearToDate/year \(code)"], "\(year)")
    }
  }
}
