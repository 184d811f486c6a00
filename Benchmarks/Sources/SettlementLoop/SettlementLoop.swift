import API
import Foundation
import HTTP
import Insurance
import PolicyFiles

/// Settles requests again and again without sockets, for counting instructions and allocations:
/// the difference between two counts of rounds is the cost.
///
/// Arguments: the folder of policy files, a file of one request or, as `.ndjson`, of one a line,
/// the rounds, and what is done: `bytes` answers the first request's bytes, `http` answers them as
/// a request of a connection that persists, `core` settles the decoded claims in turn only, and
/// `explain` walks their steps too. `answers` prints the answer to each.
@main
struct SettlementLoop {
  static func main() throws {
    let arguments = CommandLine.arguments
    guard arguments.count == 5, let rounds = Int(arguments[3]) else {
      print("SettlementLoop POLICY REQUESTS ROUNDS bytes|http|core|explain|answers")
      exit(EXIT_FAILURE)
    }
    let slot = PolicySlot(
      PolicyEdition(
        try PolicyFolder(arguments[1]).load { _ in "benchmark" },
        by: Engine(version: "", digest: "") { _ in InlineArray(repeating: 0) }))
    let content = [UInt8](try Data(contentsOf: URL(filePath: arguments[2])))
    let requests =
      arguments[2].hasSuffix(".ndjson")
      ? content.split(separator: UInt8(ascii: "\n")).map { Array($0) } : [content]
    switch arguments[4] {
    case "http": http(slot, requests[0], rounds)
    case "core": try core(slot, requests, rounds, explains: false)
    case "explain": try core(slot, requests, rounds, explains: true)
    case "answers": answers(slot, requests)
    default: bytes(slot, requests[0], rounds)
    }
  }

  private static func answers(_ slot: PolicySlot, _ requests: [[UInt8]]) {
    var calculator = Calculator(slot)
    for request in requests {
      var output: [UInt8] = []
      _ = calculator.answer(.settlement, request.span, in: .english, into: &output)
      print(String(decoding: output, as: UTF8.self))
    }
  }

  private static func bytes(_ slot: PolicySlot, _ request: [UInt8], _ rounds: Int) {
    var calculator = Calculator(slot)
    var output: [UInt8] = []
    var count = 0
    for _ in 0..<rounds {
      output.removeAll(keepingCapacity: true)
      _ = calculator.answer(.settlement, request.span, in: .chinese, into: &output)
      count += output.count
    }
    print(count)
  }

  private static func http(_ slot: PolicySlot, _ content: [UInt8], _ rounds: Int) {
    let head = """
      POST /v1/settlements HTTP/1.1\r
      Host: localhost\r
      Content-Type: application/json\r
      Content-Length: \(content.count)\r
      \r\n
      """
    let request = Array(head.utf8) + content
    let service = Service(
      policy: slot, version: "", openAPI: nil,
      surroundings: Surroundings(today: { .newYear(2024) }, nanoseconds: { 0 }))
    var limits = Limits.standard
    limits.requestsPerConnectionMax = .max
    var workspace = Workspace(
      responder: APIResponder(service), limits: limits, identities: IdentitySource())
    var connection = ServerConnection()
    var count = 0
    for _ in 0..<rounds {
      _ = connection.receive(request.span, &workspace)
      count += workspace.output.count
      workspace.output.removeAll()
    }
    print(count)
  }

  private static func core(
    _ slot: PolicySlot, _ requests: [[UInt8]], _ rounds: Int, explains: Bool
  ) throws {
    var calculator = Calculator(slot)
    let answers = try requests.map { try calculator.settlement($0.span) }
    let (claims, terms) = (answers.map(\.claim), answers[0].terms)
    precondition(answers.allSatisfy { $0.terms === terms }, "all claims are of one period")
    let span = claims.span
    var (sum, next): (Int64, Int) = (0, 0)
    for _ in 0..<rounds {
      let settlement = try span[next].settled(under: terms)
      sum += settlement.amounts.basicFund.fen
      if explains {
        settlement.forEachStep(of: span[next], under: terms) { sum += $0.amount.fen }
      }
      next = next + 1 == span.count ? 0 : next + 1
    }
    print(sum)
  }
}
