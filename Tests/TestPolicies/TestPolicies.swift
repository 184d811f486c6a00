import Foundation
public import Insurance
import PolicyFiles

/// The policies that tests compute with.
public enum TestPolicies {
  /// The policy of `Config/policy`.
  public static func shipped() throws -> Policy { try shippedResult.get() }

  /// The policy of `Config/policy` with the layers of `Tests/Fixtures/layers.yaml`, all of which
  /// pay something.
  public static func withLayers() throws -> Policy { try withLayersResult.get() }

  /// The root of the repository.
  public static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .path(percentEncoded: false)

  /// The files of `Config/policy` by name.
  public static func shippedFiles() throws -> [String: String] {
    let folder = root + "Config/policy/"
    var files: [String: String] = [:]
    for name in try FileManager.default.contentsOfDirectory(atPath: folder)
    where name.hasSuffix(".yaml") {
      files[name] = try String(contentsOfFile: folder + name, encoding: .utf8)
    }
    return files
  }

  /// Stands for a digest where a test asks for none.
  public static func digest(_ bytes: [UInt8]) -> String { "\(bytes.count) bytes" }

  private static let shippedResult = Result {
    try PolicyFolder(root + "Config/policy").load(digest: digest)
  }

  private static let withLayersResult = Result {
    var files = try shippedFiles()
    files["layers.yaml"] = try String(
      contentsOfFile: root + "Tests/Fixtures/layers.yaml", encoding: .utf8)
    return try TemporaryFolder(files).loadPolicy()
  }
}
