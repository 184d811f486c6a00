import API
import Foundation
import GoldenCases
import Insurance
import PolicyFiles

/// The folder of the package.
let packageFolder = URL(filePath: #filePath)
  .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

/// The cases with exact answers.
func goldenCases() throws -> [GoldenCase] {
  let file = packageFolder.appending(path: "Tests/Golden/cases.ndjson")
  return GoldenCase.all(in: [UInt8](try Data(contentsOf: file)))
}

/// The policy that the project ships, ready to answer with.
func shippedPolicy() throws -> PolicySlot {
  let folder = PolicyFolder(packageFolder.appending(path: "Config/policy").path)
  return PolicySlot(PolicyEdition(try folder.load { _ in "test" }))
}
