import Foundation
import TestSupport
import Testing

@testable import Sockets

extension SocketsTests {
  @Suite struct FileTests {
    /// Runs `body` with the path of a file that is not there yet.
    private func withPath(_ body: (String) throws -> Void) throws {
      let path = NSTemporaryDirectory() + "wenbao-\(UUID().uuidString)"
      defer { try? FileManager.default.removeItem(atPath: path) }
      try body(path)
    }

    @Test func `a file is written, cut, gone on with and read`() throws {
      try withPath { path in
        do {
          let file = try Descriptor.opened(path, for: .writing)
          #expect(try file.write([1, 2, 3, 4].span) == .done(4))
        }
        let file = try Descriptor.opened(path, for: .continuing)
        try file.cut(after: 2)
        #expect(try file.write([5].span) == .done(1))
        let status = try file.status()
        #expect(status.isRegular && status.byteCount == 3)
        let reading = try Descriptor.opened(path, for: .reading)
        var bytes: [UInt8] = [0]
        #expect(try reading.read(into: &bytes, bytesMax: 2) == .done(2))
        #expect(try reading.read(into: &bytes, bytesMax: 2) == .done(1))
        #expect(try reading.read(into: &bytes, bytesMax: 2) == .done(0))
        #expect(bytes == [0, 1, 2, 5])
      }
    }

    @Test func `a path and a descriptor know the same file`() throws {
      try withPath { path in
        let file = try Descriptor.opened(path, for: .writing)
        #expect(try file.status().isSameFile(as: FileStatus(of: path)))
        #expect(try !file.status().isSameFile(as: FileStatus(of: "/dev/null")))
      }
    }

    @Test func `what is not there is neither opened nor known`() {
      #expect(throws: SystemCallError(call: .open, errno: .noSuchFile)) {
        _ = try Descriptor.opened("/nowhere/file", for: .reading)
      }
      #expect(throws: SystemCallError(call: .stat, errno: .noSuchFile)) {
        _ = try FileStatus(of: "/nowhere/file")
      }
    }

    #if DEBUG
      @Test func `a read that fails leaves what was there`() throws {
        try withPath { path in
          let file = try Descriptor.opened(path, for: .continuing)
          var bytes: [UInt8] = [7]
          ForcedErrno.force(.noMemory, on: .read, count: 1)
          #expect(throws: SystemCallError(call: .read, errno: .noMemory)) {
            _ = try file.read(into: &bytes, bytesMax: 8)
          }
          #expect(bytes == [7])
        }
      }
    #endif

    @Test func `a waker ends a wait, and readiness does`() throws {
      let pair = try Pair()
      let waker = try Waker()
      #expect(try pair.client.wait(for: .writing, unless: waker))
      try waker.signal()
      #expect(try !pair.client.wait(for: .reading, unless: waker))
    }
  }
}
