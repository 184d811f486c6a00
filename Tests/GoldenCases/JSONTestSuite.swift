public import Foundation

/// A folder with the files of the JSON test suite: `y_` must be read, `n_` refused, `i_` is free.
public enum JSONTestSuite {
  /// One document, valid or not.
  public typealias File = (name: String, bytes: [UInt8])

  /// The folder of `JSON_TEST_SUITE`, or `shared/json-test-suite` in a folder above.
  public static let folder: URL? = {
    if let path = ProcessInfo.processInfo.environment["JSON_TEST_SUITE"] {
      return URL(filePath: path)
    }
    var ancestor = URL(filePath: #filePath)
    while ancestor.path != "/" {
      ancestor.deleteLastPathComponent()
      let folder = ancestor.appending(path: "shared/json-test-suite")
      if FileManager.default.fileExists(atPath: folder.path) { return folder }
    }
    return nil
  }()

  /// The files whose names begin so.
  public static func files(_ prefix: String) throws -> [File] {
    try contents(of: folder).filter { $0.name.hasPrefix(prefix) }
  }

  /// The inputs that the fuzz target begins with, in this repository.
  public static func corpus(_ prefix: String) throws -> [File] {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../Fuzz/Corpus/json")
    return try contents(of: folder).filter { $0.name.hasPrefix(prefix) }
  }

  private static func contents(of folder: URL?) throws -> [File] {
    guard let folder else { return [] }
    let files = try FileManager.default.contentsOfDirectory(
      at: folder, includingPropertiesForKeys: nil)
    return try files.map { ($0.lastPathComponent, Array(try Data(contentsOf: $0))) }
  }
}
