import API
import AllocationCounter
import Foundation
import Insurance
import JSON
import PolicyFiles

/// Counts how often settlements ask for memory, and fails where one does.
///
/// Argument: the root of the repository. Every golden settlement is computed under the shipped
/// policy and under one whose layers all pay; a request as a whole is counted too, for comparison.
@main
struct Allocations {
  /// Settlements of each claim: enough that one allocation in many would show.
  static let rounds = 100

  static func main() throws {
    let root = CommandLine.arguments[1]
    let engine = Engine(version: "", digest: "") { _ in InlineArray(repeating: 0) }
    let slot = PolicySlot(PolicyEdition(try load("\(root)/Config/policy"), by: engine))
    var calculator = Calculator(slot)
    let requests = try settlementRequests("\(root)/Tests/Golden/cases.ndjson")
    let claims = try requests.map { try calculator.settlement($0.span).claim }
    expectCounting()
    let shipped = settle(claims, under: slot.edition.policy)
    let layered = settle(claims.map(\.withLayers), under: try layeredPolicy(root))
    print("\(claims.count) settlements: \(shipped) allocations, \(layered) with all layers")
    let requested = answer(requests, &calculator)
    print("\(requests.count) requests: \(requested / requests.count) allocations each, on average")
    exit(shipped + layered == 0 ? EXIT_SUCCESS : EXIT_FAILURE)
  }

  /// The allocations of settling each claim so often; the first time is not counted.
  private static func settle(_ claims: [Claim], under policy: Policy) -> Int {
    var sum: Int64 = 0
    var allocations = 0
    for claim in claims {
      guard let terms = policy.terms(on: claim.encounter.date) else { continue }
      func settle() {
        guard let settlement = try? claim.settled(under: terms) else {
          preconditionFailure("a golden claim can be settled")
        }
        sum += settlement.amounts.personal.fen
      }
      settle()
      allocations += count { for _ in 0..<rounds { settle() } }
    }
    precondition(sum > 0, "the settlements are not optimised away")
    return allocations
  }

  /// The allocations of answering each request once, bytes to bytes, with its explanation.
  private static func answer(_ requests: [[UInt8]], _ calculator: inout Calculator) -> Int {
    var output: [UInt8] = []
    output.reserveCapacity(1 << 16)
    var allocations = 0
    for request in requests {
      output.removeAll(keepingCapacity: true)
      let before = allocation_count()
      _ = calculator.answer(.settlement, request.span, in: .chinese, into: &output)
      allocations += Int(allocation_count() - before)
    }
    return allocations
  }

  private static func count(_ body: () -> Void) -> Int {
    let before = allocation_count()
    body()
    return Int(allocation_count() - before)
  }

  /// Sees that the counter counts: memory asked for is memory counted.
  private static func expectCounting() {
    var blocks: [[Int]] = []
    let counted = count { for size in 1...10 { blocks.append(Array(0...size * 100)) } }
    guard counted >= blocks.count, blocks.count == 10 else {
      fatalError("the counter does not stand in for the allocator")
    }
  }

  private static func settlementRequests(_ path: String) throws -> [[UInt8]] {
    let file = try Data(contentsOf: URL(filePath: path))
    return file.split(separator: UInt8(ascii: "\n")).compactMap { line in
      var document = JSONDocument()
      let bytes = [UInt8](line)
      guard let json = try? document.parse(bytes.span) else { return nil }
      var path: String?
      var request: [UInt8]?
      var next = json.firstChild(of: json.root)
      while let node = next {
        next = json.nextSibling(of: node)
        if json.isNamed(node, "path") { path = json.string(node) }
        if json.isNamed(node, "request") {
          let text = json.text(of: node)
          request = text.indices.map { text[$0] }
        }
      }
      return path == "/v1/settlements" ? request : nil
    }
  }

  /// The shipped policy with the layers of `Tests/Fixtures`.
  private static func layeredPolicy(_ root: String) throws -> Policy {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path
    try FileManager.default.copyItem(atPath: "\(root)/Config/policy", toPath: folder)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try FileManager.default.removeItem(atPath: "\(folder)/layers.yaml")
    try FileManager.default.copyItem(
      atPath: "\(root)/Tests/Fixtures/layers.yaml", toPath: "\(folder)/layers.yaml")
    return try load(folder)
  }

  private static func load(_ folder: String) throws -> Policy {
    try PolicyFolder(folder).load { _ in "test" }
  }
}

extension Claim {
  /// The claim of a person whom every layer is for.
  fileprivate var withLayers: Claim {
    var claim = self
    claim.person.isCivilServant = true
    claim.person.holdsSupplementary = true
    claim.person.groups.insert(PersonGroups(.minimumLiving))
    for layer in Layer.allCases {
      claim.yearToDate.layers[layer] = LayerAccumulator(
        selfPay: Money(yuan: 40_000), paid: Money(yuan: 1_000))
    }
    return claim
  }
}
