import Bulk
import Foundation
import Sockets
import TestPolicies
import Testing

extension BulkTests {
  @Suite struct LineFileTests {
    private let folder: TemporaryFolder
    private let path: String

    init() throws {
      folder = try TemporaryFolder([String: String]())
      path = "\(folder.path)/out"
    }

    private var text: String {
      get throws { try String(contentsOfFile: path, encoding: .utf8) }
    }

    @Test func `a file is begun anew`() throws {
      try Data("old and long".utf8).write(to: URL(filePath: path))
      var file = try LineFile(path)
      try file.write(Array("one\ntwo\n".utf8).span, lineCount: 2, isCoded: false)
      #expect(file.lineCount == 2)
      #expect(try text == "one\ntwo\n")
    }

    @Test func `a file is cut and gone on with after a point`() throws {
      try Data("one\ntwo\nthr".utf8).write(to: URL(filePath: path))
      var file = try LineFile(path, from: try ResumePoint(of: path) { _ in .kept })
      #expect(file.lineCount == 2)
      try file.write(Array("three\n".utf8).span, lineCount: 1, isCoded: false)
      #expect(file.lineCount == 3)
      #expect(try text == "one\ntwo\nthree\n")
    }

    #if DEBUG
      @Test func `what cannot be written on is cut after its last whole line`() throws {
        var file = try LineFile(path)
        try file.write(Array("one\n".utf8).span, lineCount: 1, isCoded: false)
        ForcedErrno.force(Errno(rawValue: ENOSPC), on: .write, count: 1)
        let error = #expect(throws: BulkError.self) {
          try file.write(Array("two\n".utf8).span, lineCount: 1, isCoded: false)
        }
        #expect(error == .cannotWrite(path, Errno(rawValue: ENOSPC)))
        #expect(file.lineCount == 1)
        #expect(try text == "one\n")
      }
    #endif

    @Test func `a pipe that nobody reads says so`() throws {
      let error = BulkError.cannotWrite("-", .brokenPipe)
      #expect(error.description == "stdout: nobody reads it any more")
    }

    @Test func `a folder cannot be written`() {
      #expect(throws: BulkError.cannotOpen(folder.path, Errno(rawValue: EISDIR))) {
        _ = try LineFile(folder.path)
      }
    }
  }
}
