import API
import Foundation
import HTTP
import Insurance
import PolicyFiles

/// Settles one request again and again without sockets, for counting instructions and allocations:
/// the difference between two counts of rounds is the cost.
///
/// Arguments: the folder of policy files, the request's file, the rounds, and what is done: `bytes`
/// answers the request's bytes, `http` answers them as a request of a connection that persists,
/// `core` settles the decoded claim only, and `explain` walks its steps too.
@main
struct SettlementLoop {
  static func main() throws {
    let arguments = CommandLine.arguments
    guard arguments.count == 5, let rounds = Int(arguments[3]) else {
      print("SettlementLoop POLICY REQUEST ROUNDS bytes|http|core|explain")
      exit(EXIT_FAILURE)
    }
    let slot = PolicySlot(
      PolicyEdition(
        try PolicyFolder(arguments[1]).load { _ in "benchmark" },
        by: Engine(version: "", digest: "") { _ in InlineArray(repeating: 0) }))
    let request = [UInt8](try Data(contentsOf: URL(filePath: arguments[2])))
    switch arguments[4] {
    case "http": http(slot, request, rounds)
    case "core": try core(slot, request, rounds, explains: false)
    case "explain": try core(slot, request, rounds, explains: true)
    default: bytes(slot, request, rounds)
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
    _ slot: PolicySlot, _ request: [UInt8], _ rounds: Int, explains: Bool
  ) throws {
    var calculator = Calculator(slot)
    let answer = try calculator.settlement(request.span)
    var sum: Int64 = 0
    for _ in 0..<rounds {
      let settlement = try answer.claim.settled(under: answer.terms)
      sum += settlement.amounts.basicFund.fen
      guard explains else { continue }
      settlement.forEachStep(of: answer.claim, under: answer.terms) { sum += $0.amount.fen }
    }
    print(sum)
  }
}
