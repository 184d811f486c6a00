import Foundation
import Synchronization
import TestSupport
import Testing

@testable import Sockets

/// Their descriptors are counted apart: Dispatch opens some of its own for the first source.
@Suite(.serialized, .takesTurns) struct FolderWatchTests {
  /// A folder with files, watched.
  final class Watched {
    let root: String
    let folder: String
    private let counts = Counter()
    private var watch: FolderWatch?

    final class Counter: Sendable {
      let count = Atomic<Int>(0)
    }

    init(at path: String = "policy", prepare: (String) throws -> Void) throws {
      root = FileManager.default.temporaryDirectory.path + "/watch-\(UUID().uuidString)"
      folder = "\(root)/\(path)"
      try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
      try prepare(root)
      let counts = counts
      watch = try FolderWatch(folder, inner: ["examples"], quietTime: .milliseconds(50)) {
        counts.count.add(1, ordering: .relaxed)
      }
    }

    deinit {
      watch?.cancel()
      try? FileManager.default.removeItem(atPath: root)
    }

    var count: Int { counts.count.load(ordering: .relaxed) }

    /// Whether a change is told of what this does.
    func tells(_ change: () throws -> Void) throws -> Bool {
      let before = count
      try change()
      return eventually { count > before }
    }

    func write(_ text: String, to path: String) throws {
      try Data(text.utf8).write(to: URL(filePath: path))
    }
  }

  private static func makeFolder(_ path: String) throws {
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  private static func link(_ path: String, to target: String) throws {
    try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: target)
  }

  /// Puts a link in the place of another at one stroke, as rename(2) does.
  private static func replaceLink(_ path: String, by target: String) throws {
    try link(path + ".new", to: target)
    try move(path + ".new", over: path)
  }

  /// How many descriptors of inotify(7) the process has open.
  private static var watcherCount: Int {
    let folder = "/proc/self/fd"
    let numbers = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return numbers.count {
      let what = try? FileManager.default.destinationOfSymbolicLink(atPath: "\(folder)/\($0)")
      return what == "anon_inode:inotify"
    }
  }

  @Test func `files written in place, renamed over, made and removed are told`() throws {
    let watched = try Watched { try Self.makeFolder($0 + "/policy") }
    let file = watched.folder + "/a.yaml"
    #expect(try watched.tells { try watched.write("a", to: file) })
    #expect(try watched.tells { try watched.write("b", to: file) })
    #expect(
      try watched.tells {
        try watched.write("c", to: watched.root + "/a.swp")
        try move(watched.root + "/a.swp", over: file)
      })
    #expect(try watched.tells { try FileManager.default.removeItem(atPath: file) })
  }

  @Test func `many changes in a row are told once, when it is quiet`() throws {
    let watched = try Watched { try Self.makeFolder($0 + "/policy") }
    for number in 0..<100 { try watched.write("\(number)", to: watched.folder + "/a.yaml") }
    #expect(eventually { watched.count > 0 })
    // As many as there were pauses of the quiet time while it was written: on a machine with
    // other work more than one, never one for each.
    #expect(watched.count < 100)
  }

  @Test func `a folder within that is named is watched, also one that is made later`() throws {
    let watched = try Watched { try Self.makeFolder($0 + "/policy") }
    let inner = watched.folder + "/examples"
    #expect(try watched.tells { try Self.makeFolder(inner) })
    #expect(try watched.tells { try watched.write("a", to: inner + "/a.ndjson") })
  }

  @Test func `a folder that is replaced is followed`() throws {
    let watched = try Watched {
      try Self.makeFolder($0 + "/policy")
      try Self.makeFolder($0 + "/next")
    }
    #expect(
      try watched.tells {
        try move(watched.folder, over: watched.root + "/old")
        try move(watched.root + "/next", over: watched.folder)
      })
    #expect(try watched.tells { try watched.write("a", to: watched.folder + "/a.yaml") })
  }

  @Test func `a link on the way that is replaced is followed`() throws {
    let watched = try Watched(at: "current/policy") {
      for release in ["1", "2"] { try Self.makeFolder("\($0)/releases/\(release)/policy") }
      try Self.link($0 + "/current", to: "releases/1")
    }
    let link = watched.root + "/current"
    #expect(try watched.tells { try Self.replaceLink(link, by: "releases/2") })
    let second = watched.root + "/releases/2/policy/a.yaml"
    #expect(try watched.tells { try watched.write("a", to: second) })
  }

  @Test func `what a ConfigMap holds is replaced by a link within the folder`() throws {
    let watched = try Watched {
      for version in ["..1", "..2"] { try Self.makeFolder("\($0)/policy/\(version)") }
      try Self.link($0 + "/policy/..data", to: "..1")
    }
    let data = watched.folder + "/..data"
    #expect(try watched.tells { try Self.replaceLink(data, by: "..2") })
  }

  @Test func `neighbours of the folder are not told`() throws {
    let watched = try Watched { try Self.makeFolder($0 + "/policy") }
    let neighbour = watched.root + "/neighbour"
    for number in 0..<20 { try watched.write("\(number)", to: neighbour) }
    // Changes are read in order: once the last one is told, the others have been seen.
    #expect(try watched.tells { try move(neighbour, over: watched.folder + "/a.yaml") })
    #expect(watched.count == 1)
  }

  @Test func `nothing is told after the end`() throws {
    let counts = Watched.Counter()
    let root = FileManager.default.temporaryDirectory.path + "/watch-\(UUID().uuidString)"
    try Self.makeFolder(root)
    defer { try? FileManager.default.removeItem(atPath: root) }
    let watch = try FolderWatch(root, quietTime: .zero) {
      counts.count.add(1, ordering: .relaxed)
    }
    watch.cancel()
    try Data().write(to: URL(filePath: root + "/a"))
    let other = try FolderWatch(root, quietTime: .zero) {}
    other.cancel()
    #expect(counts.count.load(ordering: .relaxed) == 0)
    #expect(eventually { Self.watcherCount == 0 })
  }
}
