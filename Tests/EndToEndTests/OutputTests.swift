import API
import Foundation
import GoldenCases
import TestPolicies
import Testing

extension EndToEndTests {
  /// What commands print, where it cannot be printed.
  @Suite struct OutputTests {
    private let folder: TemporaryFolder

    init() throws {
      let request = try #require(try goldenCases().first { $0.path == "/v1/settlements" }).request
      folder = try TemporaryFolder(["request": String(decoding: request, as: UTF8.self)])
    }

    /// Expects that the program ends with 7 and says nothing but the reason.
    private func expect7(_ arguments: String, because reason: String) throws {
      let outcome = try Program.run(
        "/bin/sh", ["-c", "exec \(Program.executable) \(arguments)"])
      #expect(outcome.exitCode == 7, "\(arguments)")
      #expect(outcome.errors == reason + "\n", "\(arguments)")
    }

    @Test func `an answer that cannot be printed ends with 7 and the reason`() throws {
      let request = "\(folder.path)/request"
      try Data("{".utf8).write(to: folder.file("faulty"))
      for arguments in [
        "settle \(request)", "settle --table \(request)", "settle \(folder.path)/faulty",
        "policy", "policy --table", "check Config/policy", "token", "--help", "--version",
        "verify \(request) \(request)",
      ] {
        try expect7(
          "\(arguments) > /dev/full",
          because: "stdout: cannot be written: No space left on device (errno 28)")
      }
    }

    @Test func `a stream that is closed ends with 7 and the reason`() throws {
      for arguments in ["policy >&-", "batch <&-"] {
        try expect7(
          arguments, because: "a standard stream cannot be used: Bad file descriptor (errno 9)")
      }
    }

    @Test func `an answer that nobody reads is no success`() throws {
      let process = Process()
      process.executableURL = URL(filePath: Program.executable)
      process.arguments = ["policy", "--table"]
      process.currentDirectoryURL = URL(filePath: TestPolicies.root)
      let pipe = Pipe()
      try pipe.fileHandleForReading.close()
      process.standardOutput = pipe
      process.standardError = FileHandle.nullDevice
      try process.run()
      process.waitUntilExit()
      #expect(process.terminationStatus != 0)
    }
  }
}
