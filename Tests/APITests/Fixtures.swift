import API
import Foundation
import Insurance
import PolicyFiles
import TLS

/// The folder of the package.
let packageFolder = URL(filePath: #filePath)
  .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

extension Engine {
  /// What computes in these tests.
  static let test = Engine(version: "1.2.3", digest: "test") { SHA256.digest(of: $0) }
}

extension PolicyEdition {
  /// An edition for tests.
  convenience init(_ policy: Policy) { self.init(policy, by: .test) }
}

/// The policy that the project ships, ready to answer with.
func shippedPolicy(digest: String = "test") throws -> PolicySlot {
  let folder = PolicyFolder(packageFolder.appending(path: "Config/policy").path)
  return PolicySlot(PolicyEdition(try folder.load { _ in digest }))
}
