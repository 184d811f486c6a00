import API
import Foundation
import Insurance
import PolicyFiles

/// The folder of the package.
let packageFolder = URL(filePath: #filePath)
  .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

/// The policy that the project ships, ready to answer with.
func shippedPolicy() throws -> PolicySlot {
  let folder = PolicyFolder(packageFolder.appending(path: "Config/policy").path)
  return PolicySlot(PolicyEdition(try folder.load { _ in "test" }))
}
