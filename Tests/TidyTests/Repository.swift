import Foundation
import Testing

/// The repository as text: every file that people wrote.
enum Repository {
  /// One file.
  struct File: Sendable {
    /// Its path from the root.
    let path: String
    let text: String

    /// Its lines, without their ends.
    var lines: [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }

    /// What its name ends with, after the last full stop.
    var ending: String { URL(filePath: path).pathExtension }

    /// The target of `Sources` or `Tests` it belongs to.
    var target: String { path.split(separator: "/").dropFirst().first.map { String($0) } ?? "" }
  }

  private static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// Folders of data that nobody reads line by line, and of what is built.
  private static let excluded: Set<String> = [
    ".build", ".git", ".swiftpm", "Corpus", "Golden", "Package.resolved", "__pycache__",
  ]

  /// The files, by path.
  static let files: [File] = walk("").sorted { $0.path < $1.path }

  /// The files of Swift.
  static var swiftFiles: [File] { files.filter { $0.ending == "swift" } }

  /// The files of Markdown.
  static var documents: [File] { files.filter { $0.ending == "md" } }

  /// The text of a file; empty where there is none.
  static func text(_ path: String) -> String { files.first { $0.path == path }?.text ?? "" }

  /// The lines of a file.
  static func lines(of path: String) throws -> [String] {
    try #require(files.first { $0.path == path }, "\(path)").lines.map { String($0) }
  }

  /// The paths below a folder that end in one of the suffixes, sorted.
  static func files(in folder: String, _ suffixes: String...) throws -> [String] {
    let paths = files.map(\.path).filter { path in
      path.hasPrefix(folder + "/") && suffixes.contains { path.hasSuffix($0) }
    }
    try #require(!paths.isEmpty, "\(folder)")
    return paths
  }

  /// Whether a file or folder is there.
  static func contains(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: root.appending(path: path).path)
  }

  /// The file at a path, or those of the folder there; none that is no text.
  private static func walk(_ path: String) -> [File] {
    let place = root.appending(path: path).path
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: place) else {
      let text = try? String(contentsOfFile: place, encoding: .utf8)
      return text.map { [File(path: path, text: $0)] } ?? []
    }
    let written = names.filter { !excluded.contains($0) && !$0.hasPrefix(".build") }
    return written.flatMap { walk(path.isEmpty ? $0 : "\(path)/\($0)") }
  }
}
