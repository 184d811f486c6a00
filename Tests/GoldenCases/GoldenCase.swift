public import API
import Foundation

/// A case with an exact answer.
public typealias GoldenCase = WorkedExample

/// The cases of `Tests/Golden/cases.ndjson`.
public func goldenCases() throws -> [GoldenCase] {
  let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Golden/cases.ndjson")
  return GoldenCase.all(in: [UInt8](try Data(contentsOf: file))).compactMap(\.example)
}
