public import Foundation
public import Insurance
import PolicyFiles

/// A folder of files that goes when it is no longer used.
public final class TemporaryFolder: Sendable {
  /// The folder's path.
  public let path: String

  /// A new folder with these files.
  ///
  /// - Parameter parent: where it is; `/tmp` for a Unix-domain socket, whose path has 107 octets
  ///   at most.
  public init(
    _ files: [String: Data], in parent: String = FileManager.default.temporaryDirectory.path
  ) throws {
    path = URL(filePath: parent)
      .appending(path: "wenbao-\(UUID().uuidString)").path(percentEncoded: false)
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    for (name, contents) in files {
      try contents.write(to: URL(filePath: "\(path)/\(name)"))
    }
  }

  /// A new folder with these texts.
  public convenience init(_ files: [String: String]) throws {
    try self.init(files.mapValues { Data($0.utf8) })
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// The policy that the files make.
  public func loadPolicy() throws(PolicyFaults) -> Policy {
    let loaded = withExtendedLifetime(self) {
      Result { () throws(PolicyFaults) in
        try PolicyFolder(path).load(digest: TestPolicies.digest)
      }
    }
    return try loaded.get()
  }
}
