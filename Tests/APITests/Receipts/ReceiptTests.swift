import Foundation
import GoldenCases
import Insurance
import TLS
import TestPolicies
import Testing

@testable import API

/// What an answer can be held to.
@Suite struct ReceiptTests {
  private static let options = #","options":{"receipt":true}"#

  private func receipt(
    _ request: String, in language: Language = .chinese
  ) throws -> (request: String?, result: String?) {
    let answer = try Asking().answer(request, in: language)
    return (answer["/receipt/request"], answer["/receipt/result"])
  }

  @Test func `is there for who asks, and for nobody else`() throws {
    let asking = try Asking()
    for (more, isThere) in [
      (Self.options, true), (#","options":{"receipt":false}"#, false),
      (#","options":{"receipt":null}"#, false), ("", false),
    ] {
      let answer = try asking.answer(SettlementText(more: more).json)
      #expect((answer["/receipt"] != nil) == isThere, "\(more)")
    }
  }

  @Test func `holds the request in canonical form`() throws {
    let request = """
      { "yearToDate": {"inpatient": {"deductiblePaid": 0.00, "inScope": 0e5}},
        "person": {"scheme": "employee", "status": "active"}, "fees": {"total": 1e4},
        "options": {"receipt": true, "explain": false},
        "requestId": "\\u6e29-1",
        "encounter": {"kind": "inpatient", "level": "tertiary", "date": "2024-05-11"} }
      """
    let canonical = """
      {"encounter":{"date":"2024-05-11","kind":"inpatient","level":"tertiary"},\
      "fees":{"total":10000},"options":{"explain":false,"receipt":true},\
      "person":{"scheme":"employee","status":"active"},"requestId":"温-1",\
      "yearToDate":{"inpatient":{"deductiblePaid":0,"inScope":0}}}
      """
    #expect(try receipt(request).request == SHA256.hexadecimal(of: Array(canonical.utf8)))
  }

  @Test func `holds the result in canonical form, in whatever language and with or without steps`()
    throws
  {
    let canonical = """
      {"alternatives":[],"amounts":{"account":0,"assistance":0,"basicFund":0,"cash":80.5,\
      "catastrophic":0,"civilServant":0,"classBCopay":0,"coinsurance":0,"deductible":80.5,\
      "inScope":80.5,"notCovered":0,"overCap":0,"overLimit":0,"personal":80.5,"priorSelfPay":0,\
      "refusedDischarge":0,"selfFunded":0,"supplementary":0,"total":80.5},\
      "fund":"employeeOutpatientPool","outcome":"settled","terms":{"cap":10000,"due":600,\
      "rate":0.6,"room":10000,"standard":600},"yearToDate":{"outpatient":{"deductiblePaid":80.5,\
      "inScope":80.5}}}
      """
    let digest = SHA256.hexadecimal(of: Array(canonical.utf8))
    for explains in [true, false] {
      let request = SettlementText.visit.with {
        $0.fees = #""total":80.50"#
        $0.more = #","options":{"receipt":true,"explain":\#(explains)}"#
      }
      for language in Language.allCases {
        #expect(try receipt(request.json, in: language).result == digest)
      }
    }
  }

  @Test func `is the same for the same strings, however they are escaped`() throws {
    let plain = SettlementText(fees: #""total":"10000""#, more: Self.options).json
    let escaped = plain.replacing("2024-05-11", with: #"2024\u002d05\u002D11"#)
      .replacing("10000", with: #"1000\u0030"#).replacing("total", with: #"t\u006ftal"#)
    #expect(try receipt(escaped) == receipt(plain))
  }

  @Test func `names the policy and the engine`() throws {
    let answer = try Asking().answer(SettlementText(more: Self.options).json)
    #expect(answer["/receipt/policy"] == answer["/policy/digest"])
    #expect(answer["/receipt/engine/version"] == Engine.test.version)
    #expect(answer["/receipt/engine/digest"] == Engine.test.digest)
  }

  @Test func `is another one for every other request and every other result`() throws {
    let texts = [
      SettlementText(), SettlementText(fees: #""total":10000.01"#),
      SettlementText(fees: #""total":"10000""#), SettlementText(more: #","requestId":"a""#),
      SettlementText(more: #","requestId":"b""#), SettlementText.visit,
    ]
    let receipts = try texts.map { text in
      try receipt(text.with { $0.more += Self.options }.json)
    }
    #expect(Set(receipts.map(\.request)).count == texts.count)
    #expect(Set(receipts.map(\.result)).count == 3, "one a result: 10000, 10000.01, a visit")
  }

  @Test func `is that of what is not covered too`() throws {
    let answer = try Asking().answer(
      SettlementText(person: #""scheme":"resident","entitled":false"#, more: Self.options).json)
    #expect(answer["/outcome"] == "notCovered")
    #expect(answer["/receipt/result"]?.count == 64)
  }

  @Test func `is given with each line of a batch that asks for it`() throws {
    var client = try Client()
    let lines = [SettlementText(more: Self.options).json, SettlementText().json]
    let reply = try client.post(
      Array(lines.joined(separator: "\n").utf8), to: "/v1/settlements/batch",
      ["Content-Type: application/x-ndjson"])
    let answers = reply.body.split(separator: "\n").filter { $0.contains("\"outcome\"") }
    #expect(answers.map { $0.contains("\"receipt\"") } == [true, false])
  }

  @Test func `belongs to settlements only`() throws {
    let faults = try Asking().faults(SettlementText(more: Self.options).json, .coverage)
    #expect(faults == ["/options/receipt notAllowed"])
    #expect(
      try Asking().faults(SettlementText(more: #","options":{"receipt":1}"#))
        == ["/options/receipt wrongType"])
  }

  @Test func `can be had for every golden settlement`() throws {
    var calculator = Calculator(try shippedPolicy())
    var digester = Digester()
    for golden in try goldenCases() where golden.path == "/v1/settlements" {
      var answer = try calculator.settlement(golden.request.span)
      #expect(answer.receipt == nil)
      answer.explains = false
      _ = try digester.digest(ofRequest: golden.request.span, by: .test)
      _ = try digester.digest(
        ofResult: calculator.bytes(of: answer, in: .chinese).span, by: .test)
    }
  }
}
