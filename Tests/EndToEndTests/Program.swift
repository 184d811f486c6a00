import Foundation
import TestPolicies

/// The built `wenbao`, run to its end.
enum Program {
  /// What a run left behind.
  struct Outcome {
    let exitCode: Int32
    let output: String
    let errors: String
  }

  /// The executable beside the running tests.
  static let executable = productsFolder + "/wenbao"

  private static let productsFolder: String = {
    let tests = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    return URL(filePath: tests ?? "").deletingLastPathComponent().path
  }()

  /// Runs `wenbao` in the root of the repository.
  static func run(_ arguments: String..., input: String = "") throws -> Outcome {
    try run(executable, arguments, input: input)
  }

  /// Runs `wenbao health` or `wenbao reload`, which wait for a service that a busy machine keeps.
  static func ask(_ arguments: String...) throws -> Outcome { try ask(arguments) }

  /// As `ask`, with a list.
  static func ask(_ arguments: [String]) throws -> Outcome {
    try run(executable, arguments + ["--seconds", "60"])
  }

  /// Runs any executable in the root of the repository.
  static func run(
    _ executable: String, _ arguments: [String], input: String = "",
    environment: [String: String] = [:]
  ) throws -> Outcome {
    let folder = try TemporaryFolder(["in": input, "out": "", "err": ""])
    let process = try start(executable, arguments, in: folder, environment: environment)
    process.waitUntilExit()
    return Outcome(
      exitCode: process.terminationStatus, output: try folder.text(of: "out"),
      errors: try folder.text(of: "err"))
  }

  /// Starts an executable with its streams in the files `in`, `out` and `err` of a folder.
  ///
  /// - Parameter environment: variables over those of the tests.
  static func start(
    _ executable: String, _ arguments: [String], in folder: TemporaryFolder,
    environment: [String: String] = [:]
  ) throws -> Process {
    let process = Process()
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    // Help is as wide as it is where nobody says how wide.
    process.environment?["COLUMNS"] = nil
    process.executableURL = URL(filePath: executable)
    process.arguments = arguments
    process.currentDirectoryURL = URL(filePath: TestPolicies.root)
    process.standardInput = try FileHandle(forReadingFrom: folder.file("in"))
    process.standardOutput = try FileHandle(forWritingTo: folder.file("out"))
    process.standardError = try FileHandle(forWritingTo: folder.file("err"))
    try process.run()
    return process
  }
}

extension TemporaryFolder {
  /// The place of a file.
  func file(_ name: String) -> URL { URL(filePath: "\(path)/\(name)") }

  /// What a file holds.
  func text(of name: String) throws -> String {
    try String(contentsOf: file(name), encoding: .utf8)
  }
}
