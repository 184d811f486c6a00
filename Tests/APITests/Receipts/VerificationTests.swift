import GoldenCases
import Insurance
import JSON
import TLS
import Testing

@testable import API

/// Checking an answer against its request.
@Suite struct VerificationTests {
  private static let request = SettlementText(more: #","options":{"receipt":true}"#).json

  /// An engine of another version.
  private static let newer = Engine(version: "9.9.9", digest: "newer") { SHA256.digest(of: $0) }

  private func answer(_ request: String = request, in language: Language = .chinese) throws
    -> String
  {
    String(decoding: try Asking().answer(request, in: language).bytes, as: UTF8.self)
  }

  private func verify(
    _ answer: String, to request: String = request, by engine: Engine = .test,
    under policy: PolicySlot? = nil
  ) throws -> Verification {
    let edition = try (policy ?? shippedPolicy()).edition
    var calculator = Calculator(PolicySlot(PolicyEdition(edition.policy, by: engine)))
    return try calculator.verify(Array(answer.utf8).span, to: Array(request.utf8).span)
  }

  /// The policy with another digest.
  private func otherPolicy() throws -> PolicySlot {
    try shippedPolicy(digest: "other")
  }

  @Test func `every golden answer agrees with its request, in both languages`() throws {
    var calculator = Calculator(try shippedPolicy())
    for golden in try goldenCases() where golden.path == "/v1/settlements" {
      for language in Language.allCases {
        let settled = try calculator.settlement(golden.request.span)
        let answer = calculator.bytes(of: settled, in: language)
        let verification = try calculator.verify(answer.span, to: golden.request.span)
        #expect(verification.verdict == .agrees, "\(golden.id) \(verification.differences)")
        #expect(verification.differences == [])
        #expect(verification.receipt == nil)
      }
    }
  }

  @Test func `an answer agrees however it is laid out`() throws {
    let answer = try answer()
    let laidOut = answer.replacing(",\"", with: " ,\n\t\"").replacing("10000.00", with: "1.0E4")
    let verification = try verify(laidOut)
    #expect(verification.verdict == .agrees)
    let receipt = try #require(verification.receipt)
    #expect(receipt.request && receipt.result && receipt.policy)
  }

  @Test func `an answer without its steps agrees, and one with other steps differs`() throws {
    var calculator = Calculator(try shippedPolicy())
    var settled = try calculator.settlement(Array(Self.request.utf8).span)
    settled.explains = false
    let bare = String(decoding: calculator.bytes(of: settled, in: .english), as: UTF8.self)
    #expect(try verify(bare).verdict == .agrees)
    let other = try verify(answer().replacing("三（五）1", with: "三（五）2"))
    #expect(other.verdict == .differs)
    #expect(other.differences.map(\.pointer) == ["/steps/2/citations/0/clause"])
  }

  @Test func `a fen more is found, and named with both values`() throws {
    let answer = try answer()
    let cash = try #require(answer.firstMatch(of: /"cash":([0-9.]+)/)?.output.1)
    let verification = try verify(answer.replacing("\"cash\":\(cash)", with: "\"cash\":1.23"))
    #expect(verification.verdict == .differs)
    let difference = try #require(verification.differences.first)
    #expect(verification.differences.count == 1)
    #expect(difference.pointer == "/amounts/cash")
    #expect(difference.value == "1.23" && difference.other == String(cash))
    #expect(verification.receipt?.result == false)
    #expect(verification.receipt?.request == true)
  }

  @Test func `what is missing or too much is found`() throws {
    let answer = try answer()
    let less = try verify(answer.replacing(#""fund":"employeeInpatientPool","#, with: ""))
    #expect(less.differences.map(\.pointer) == ["/fund"])
    #expect(less.differences.map(\.value) == [nil])
    let more = try verify(answer.replacing(#""fund":"#, with: #""gift":1,"fund":"#))
    #expect(more.differences.map(\.pointer) == ["/gift"])
    #expect(more.verdict == .differs)
  }

  @Test func `the receipt of another request is found`() throws {
    let other = Self.request.replacing("\"total\":10000", with: "\"total\":\"10000\"")
    let verification = try verify(answer(), to: other)
    #expect(verification.verdict == .differs)
    #expect(verification.differences.map(\.pointer) == ["/receipt/request"])
    #expect(verification.receipt?.request == false)
  }

  @Test func `under another policy there is no verdict, whether amounts differ or not`() throws {
    let verification = try verify(answer(), under: otherPolicy())
    #expect(verification.verdict == .otherPolicy)
    #expect(verification.differences.map(\.pointer) == ["/policy/digest", "/receipt/policy"])
    #expect(verification.answered.policyDigest == "test")
    #expect(verification.checked.policyDigest == "other")
    let plain = try answer(SettlementText().json)
    let differing = plain.replacing(#""basicFund":"#, with: #""basicFund":1"#)
    #expect(
      try verify(differing, to: SettlementText().json, under: otherPolicy()).verdict
        == .otherPolicy)
  }

  @Test func `a receipt that contradicts its answer differs under whatever policy`() throws {
    let forged = try answer().replacing(#""basicFund":"#, with: #""basicFund":1"#)
    #expect(try verify(forged, under: otherPolicy()).verdict == .differs)
    let moved = try answer().replacing(
      #""receipt":{"request":"#, with: #""receipt":{"x":0,"policy":"#)
    #expect(try verify(moved).verdict == .differs)
  }

  @Test func `another version may agree, and where it does not there is no verdict`() throws {
    #expect(try verify(answer(), by: Self.newer).verdict == .agrees)
    let answer = try answer().replacing("\"title\":\"自费\"", with: "\"title\":\"自付\"")
    let differing = answer.replacing("十一（十）", with: "十一（九）")
    #expect(try verify(differing, by: Self.newer).verdict == .otherEngine)
    #expect(try verify(differing).verdict == .differs)
  }

  @Test func `what is no answer of a settlement is refused`() throws {
    for text in ["{", "[]", "{}", #"{"policy":{"id":"a"}}"#, #"{"line":1,"problem":{}}"#] {
      #expect(throws: Calculator.NotVerifiable.self, "\(text)") { try verify(text) }
    }
    #expect(throws: Calculator.NotVerifiable.self) { try verify(answer(), to: "{}") }
  }

  @Test func `is written with its verdict, both sides, the receipt and the differences`() throws {
    let verification = try verify(answer(), by: Self.newer)
    var json = JSONWriter()
    verification.write(into: &json)
    let text = try Text(json.bytes)
    #expect(text["/verdict"] == "agrees")
    #expect(text["/answered/engine/version"] == "1.2.3")
    #expect(text["/checked/engine/version"] == "9.9.9")
    #expect(text["/receipt/result"] == "true")
    #expect(text["/differences/0/pointer"] == "/receipt/engine/version")
    #expect(text["/differences/0/answered"] == "1.2.3")
    #expect(text["/differences/0/computed"] == "9.9.9")
  }
}
