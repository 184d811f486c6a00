import API
import Foundation
import Insurance
import PolicyFiles

/// Settles one request again and again, bytes in to bytes out without sockets, for counting
/// instructions and allocations: the difference between two counts of rounds is the cost.
///
/// Arguments: the folder of policy files, the request's file, the rounds, and `core` to settle the
/// decoded claim only, or `explain` to walk its steps too.
@main
struct SettlementLoop {
  static func main() throws {
    let arguments = CommandLine.arguments
    let slot = PolicySlot(
      PolicyEdition(try PolicyFolder(arguments[1]).load { _ in "benchmark" }))
    let request = [UInt8](try Data(contentsOf: URL(filePath: arguments[2])))
    let rounds = Int(arguments[3]) ?? 0
    var calculator = Calculator(slot)
    switch arguments.count > 4 ? arguments[4] : "bytes" {
    case "core": try core(&calculator, request, rounds, explains: false)
    case "explain": try core(&calculator, request, rounds, explains: true)
    default: bytes(&calculator, request, rounds)
    }
  }

  private static func bytes(_ calculator: inout Calculator, _ request: [UInt8], _ rounds: Int) {
    var output: [UInt8] = []
    var count = 0
    for _ in 0..<rounds {
      output.removeAll(keepingCapacity: true)
      _ = calculator.answer(.settlement, request.span, in: .chinese, into: &output)
      count += output.count
    }
    print(count)
  }

  private static func core(
    _ calculator: inout Calculator, _ request: [UInt8], _ rounds: Int, explains: Bool
  ) throws {
    let answer = try calculator.settlement(request.span)
    var sum: Int64 = 0
    for _ in 0..<rounds {
      let settlement = try Settlement(answer.claim, under: answer.terms)
      sum += settlement.amounts.basicFund.fen
      guard explains else { continue }
      settlement.forEachStep(of: answer.claim, under: answer.terms) { sum += $0.amount.fen }
    }
    print(sum)
  }
}
