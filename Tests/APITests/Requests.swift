import API
import Foundation
import GoldenCases
import Insurance
import JSON

/// A settlement request, part by part as JSON; an empty part is left out.
struct SettlementText {
  /// The members of `person`.
  var person = #""scheme":"employee","status":"active""#
  /// The members of `encounter`.
  var encounter = #""kind":"inpatient","date":"2024-05-11","level":"tertiary""#
  /// The members of `fees`.
  var fees = #""total":10000"#
  /// The members of `yearToDate`.
  var yearToDate = #""inpatient":{"inScope":0,"deductiblePaid":0}"#
  /// More members, each with a comma before it.
  var more = ""

  /// The whole request.
  var json: String {
    """
    {"person":{\(person)},"encounter":{\(encounter)},"fees":{\(fees)},"yearToDate":\
    {\(yearToDate)}\(more)}
    """
  }

  /// A request for a visit.
  static let visit = SettlementText(
    encounter: #""kind":"outpatient","date":"2024-05-11","level":"tertiary""#,
    yearToDate: #""outpatient":{"inScope":0,"deductiblePaid":0}"#)

  /// A request whose fees are these lines.
  static func items(_ items: String, _ more: String = "") -> SettlementText {
    SettlementText(fees: #""items":[\#(items)]\#(more)"#)
  }

  /// The request with something changed.
  func with(_ change: (inout SettlementText) -> Void) -> SettlementText {
    var request = self
    change(&request)
    return request
  }
}

/// Answers requests without a socket and says what it finds.
struct Asking {
  let policy: PolicySlot

  /// Asks under the shipped policy, or another.
  init(_ policy: Policy? = nil) throws {
    self.policy = try policy.map { PolicySlot(PolicyEdition($0)) } ?? shippedPolicy()
  }

  /// The faults of a settlement request, as `pointer code`; none where it is answered.
  func faults(_ request: SettlementText) -> [String] { faults(request.json) }

  /// The faults of a request, as `pointer code`; none where it is answered.
  func faults(_ request: String, _ calculation: Calculation = .settlement) -> [String] {
    var calculator = Calculator(policy)
    var output: [UInt8] = []
    let problem = calculator.answer(
      calculation, Array(request.utf8).span, in: .english, into: &output)
    return problem.map(Asking.written) ?? []
  }

  /// A problem's faults, as `pointer code`.
  private static func written(_ problem: Problem) -> [String] {
    if problem.faults.isEmpty { return ["\(problem.kind)"] }
    return problem.faults.map { "\($0.pointer) \($0.code)" }
  }

  /// The answer to a settlement request, or the problem with it.
  func answer(_ request: String, in language: Language = .english) throws -> Text {
    var calculator = Calculator(policy)
    var output: [UInt8] = []
    _ = calculator.answer(
      .settlement, Array(request.utf8).span, in: language, into: &output)
    return try Text(output)
  }
}

/// A JSON document, to be looked into by pointers.
struct Text {
  let bytes: [UInt8]

  init(_ bytes: [UInt8]) throws {
    self.bytes = bytes
    var document = JSONDocument()
    _ = try document.parse(bytes.span)
  }

  /// The value at a pointer as it is written; nil where there is none.
  subscript(pointer: String) -> String? {
    var document = JSONDocument()
    guard let json = try? document.parse(bytes.span) else { return nil }
    var node = json.root
    for token in pointer.split(separator: "/") {
      guard let child = child(String(token), of: node, json) else { return nil }
      node = child
    }
    let text = json.text(of: node)
    return json.string(node) ?? String(decoding: text.indices.map { text[$0] }, as: UTF8.self)
  }

  /// How many elements or members the value at a pointer has.
  func count(_ pointer: String) -> Int {
    var count = 0
    while self["\(pointer)/\(count)"] != nil { count += 1 }
    return count
  }

  private func child(
    _ token: String, of node: JSONNode, _ json: borrowing JSONReader
  ) -> JSONNode? {
    if json.kind(of: node) == .object { return json.member(token, of: node) }
    guard var index = Int(token) else { return nil }
    var next = json.firstChild(of: node)
    while let child = next, index > 0 {
      index -= 1
      next = json.nextSibling(of: child)
    }
    return next
  }
}
