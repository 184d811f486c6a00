import Foundation
import Locks
import Sockets
import TestSupport
import Testing

@testable import Records

extension RecordsTests {
  @Suite struct RotatingFileSinkTests {
    private let files = TestFiles()

    private func sink(
      bytesMax: Int = 1000, filesKept: Int = 3,
      _ synchronization: RotatingFileSink.Synchronization = .never
    ) throws -> RotatingFileSink {
      let plan = RotatingFileSink.Plan(
        path: files.path, bytesMax: bytesMax, filesKept: filesKept,
        synchronization: synchronization)
      return try RotatingFileSink(plan) { [files] in files.report($0) }
    }

    @discardableResult
    private func write(_ text: String, to sink: RotatingFileSink) -> Int {
      sink.write(text.utf8.span) { false }
    }

    @Test func `lines are appended to what is there`() throws {
      files[""] = "before\n"
      let sink = try sink()
      #expect(write("one\ntwo\n", to: sink) == 8)
      write("three\n", to: sink)
      #expect(files[""] == "before\none\ntwo\nthree\n")
    }

    @Test func `a file as full as it may be is written further only by another one`() throws {
      let sink = try sink(bytesMax: 10)
      write("1234\n", to: sink)
      write("6789\n", to: sink)
      #expect(files[".1"] == nil)
      #expect(sink.rotationCount == 0)
      write("\n", to: sink)
      #expect(files[".1"] == "1234\n6789\n")
      #expect(files[""] == "\n")
      #expect(sink.rotationCount == 1)
    }

    @Test func `a line that does not fit goes to the next file whole`() throws {
      let sink = try sink(bytesMax: 10)
      #expect(write("1234\n67890\n2\n", to: sink) == 13)
      #expect(files[".1"] == "1234\n")
      #expect(files[""] == "67890\n2\n")
    }

    @Test func `lines for many files come out in order, and the oldest go`() throws {
      let sink = try sink(bytesMax: 10, filesKept: 3)
      let lines = (10..<20).map { "line \($0)\n" }
      #expect(write(lines.joined(), to: sink) == 80)
      #expect(files[""] == lines[9])
      for number in 1...3 { #expect(files[".\(number)"] == lines[9 - number]) }
      #expect(files[".4"] == nil)
      #expect(sink.rotationCount == 9)
    }

    @Test func `a line longer than a file has one of its own`() throws {
      let sink = try sink(bytesMax: 4)
      write("1\n123456\n2\n", to: sink)
      #expect(files[".2"] == "1\n")
      #expect(files[".1"] == "123456\n")
      #expect(files[""] == "2\n")
    }

    @Test func `what is full already when it is opened is put aside first`() throws {
      files[""] = "1234567890\n"
      let sink = try sink(bytesMax: 5)
      write("new\n", to: sink)
      #expect(files[".1"] == "1234567890\n")
      #expect(files[""] == "new\n")
    }

    @Test func `a file moved away by others is followed until it is opened again`() throws {
      let sink = try sink()
      write("one\n", to: sink)
      try FileNames.move(files.path, to: files.path + "-moved")
      write("two\n", to: sink)
      sink.reopen()
      #expect(files[""] == "")
      write("three\n", to: sink)
      #expect(files["-moved"] == "one\ntwo\n")
      #expect(files[""] == "three\n")
    }

    @Test func `a file cut by others is not taken for full`() throws {
      let sink = try sink(bytesMax: 10)
      write("12345678\n", to: sink)
      files[""] = ""
      write("1\n2\n", to: sink)
      #expect(sink.rotationCount == 0)
      #expect(files[""] == "1\n2\n")
    }

    @Test func `a line that broke off is ended before the next`() throws {
      files[""] = "whole\nbrok"
      let sink = try sink()
      write("next\n", to: sink)
      #expect(files[""] == "whole\nbrok\nnext\n")
      #expect(sink.write("half".utf8.span) { false } == 4)
      write("whole\n", to: sink)
      #expect(files[""] == "whole\nbrok\nnext\nhalf\nwhole\n")
    }

    #if DEBUG
      @Test func `a full disk takes nothing, is told of once, and is told of when it has room`()
        throws
      {
        let sink = try sink()
        for _ in 0..<3 {
          ForcedErrno.force(.noSpace, on: .write, count: 1)
          #expect(write("lost\n", to: sink) == 0)
          #expect(sink.isFailing)
        }
        #expect(files.reports.map { $0?.errno } == [.noSpace])
        #expect(write("kept\n", to: sink) == 5)
        #expect(!sink.isFailing)
        #expect(files.reports.map { $0?.errno } == [.noSpace, nil])
        #expect(files[""] == "kept\n")
      }
    #endif

    @Test func `a device that is always full is opened and takes nothing`() throws {
      let plan = RotatingFileSink.Plan(
        path: "/dev/full", bytesMax: 1, filesKept: 1, synchronization: .never)
      let sink = try RotatingFileSink(plan) { [files] in files.report($0) }
      #expect(write("one\ntwo\n", to: sink) == 0)
      #expect(files.reports.map { $0?.errno } == [.noSpace])
    }

    #if DEBUG
      @Test func `a file that cannot be put aside is written further`() throws {
        let sink = try sink(bytesMax: 5)
        write("one\n", to: sink)
        ForcedErrno.force(.notPermitted, on: .rename, count: 1)
        #expect(write("two\nthree\n", to: sink) == 10)
        #expect(write("four\n", to: sink) == 5, "and tried again only after a while")
        #expect(files[""] == "one\ntwo\nthree\nfour\n")
        #expect(files.reports.map { $0?.errno } == [.notPermitted])
      }
    #endif

    @Test func `a folder that is gone is waited for`() throws {
      let sink = try sink()
      write("one\n", to: sink)
      files.remove()
      sink.reopen()
      #expect(write("lost\n", to: sink) == 0)
      files.make()
      #expect(write("two\n", to: sink) == 4)
      #expect(files[""] == "two\n")
      #expect(files.reports.map { $0?.errno } == [.noSuchFile, nil])
    }

    @Test func `a file that cannot be opened is an error at once`() {
      files.remove()
      #expect(throws: SystemCallError.self) { try sink() }
    }

    #if DEBUG
      @Test func `is on the disk when the plan says so, and not when it does not`() throws {
        for (synchronization, isDone) in [
          (RotatingFileSink.Synchronization.never, false), (.rotation, true),
          (.interval(milliseconds: 60_000), true),
        ] {
          let sink = try sink(bytesMax: 4, synchronization)
          files.clear()
          write("one\n", to: sink)
          // Each of these would be refused if it were asked for.
          for act in [{ sink.finish() }, { sink.reopen() }, { _ = self.write("two\n", to: sink) }] {
            write("1\n", to: sink)
            ForcedErrno.force(.inputOutput, on: .synchronize, count: 1)
            let before = files.reports.count
            act()
            #expect((files.reports.count > before) == isDone, "\(synchronization)")
            ForcedErrno.force(.inputOutput, on: .synchronize, count: 0)
            write("1\n", to: sink)
          }
        }
      }
    #endif

    @Test func `an interval begins with the first line that is not on the disk`() throws {
      let patient = try sink(.interval(milliseconds: 60_000))
      #expect(patient.rest() == nil)
      write("one\n", to: patient)
      let rest = try #require(patient.rest())
      #expect((1...60_000).contains(rest))
      let hasty = try sink(.interval(milliseconds: 1))
      write("two\n", to: hasty)
      #expect(eventually { hasty.rest() == nil })
      #expect(try sink(.rotation).rest() == nil)
    }

    @Test func `has a file that its owner alone may read`() throws {
      let sink = try sink()
      write("one\n", to: sink)
      let attributes = try FileManager.default.attributesOfItem(atPath: files.path)
      #expect(attributes[.posixPermissions] as? Int == 0o600)
    }

    @Test func `stops when it is to end`() throws {
      let sink = try sink()
      #expect(sink.write("one\n".utf8.span) { true } == 0)
      #expect(files[""] == "")
    }
  }
}

/// A file in a folder of its own with those that are named after it, and what was reported of it.
final class TestFiles: Sendable {
  private let folder = NSTemporaryDirectory() + "wenbao-records-\(UUID().uuidString)"
  private let noted = Guarded<[SystemCallError?]>([])

  init() { make() }

  deinit { remove() }

  var path: String { folder + "/log" }

  /// What was reported, in order.
  var reports: [SystemCallError?] { noted.withLock { $0 } }

  func report(_ error: SystemCallError?) { noted.withLock { $0.append(error) } }

  func make() {
    try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  }

  func remove() { try? FileManager.default.removeItem(atPath: folder) }

  /// Removes the files and keeps the folder.
  func clear() {
    noted.withLock { $0 = [] }
  }

  /// The text of the file with such an ending of its name; nil where it is not there.
  subscript(ending: String) -> String? {
    get { try? String(contentsOfFile: path + ending, encoding: .utf8) }
    set { try? newValue?.write(toFile: path + ending, atomically: false, encoding: .utf8) }
  }
}

extension Errno {
  /// The disk is full (ENOSPC).
  fileprivate static let noSpace = Errno(rawValue: ENOSPC)
  /// The disk is broken (EIO).
  fileprivate static let inputOutput = Errno(rawValue: EIO)
}
