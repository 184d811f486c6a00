import API
import Foundation
import Hummingbird
import Insurance
import PolicyFiles

/// Settles as wenbao does, served by Hummingbird, decoded and encoded by Codable: what the server
/// and the JSON of this project are compared with.
///
/// Arguments: the folder of policy files and the port.
@main
struct HummingbirdSettlement {
  static func main() async throws {
    let arguments = CommandLine.arguments
    let policy = try PolicyFolder(arguments[1]).load { _ in "benchmark" }
    let engine = Engine(version: "", digest: "") { _ in InlineArray(repeating: 0) }
    let edition = PolicyEdition(policy, by: engine)
    let router = Router()
    router.get("healthz") { _, _ in Health(status: "ok") }
    router.post("v1/settlements") { request, context in
      let settlement = try await request.decode(as: SettlementRequest.self, context: context)
      return try settlement.answer(edition)
    }
    let port = Int(arguments[2]) ?? 8080
    let application = Application(
      router: router, configuration: .init(address: .hostname("127.0.0.1", port: port)))
    try await application.runService()
  }
}

struct Health: ResponseEncodable {
  let status: String
}
