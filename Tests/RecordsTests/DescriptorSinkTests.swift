import Foundation
import Sockets
import TestSupport
import Testing

@testable import Records

extension RecordsTests {
  @Suite struct DescriptorSinkTests {
    @Test func `lines come out of a pipe`() throws {
      let pipe = Pipe()
      let writer = RecordWriter(label: "test", sink: DescriptorSink(writingEnd(of: pipe)))
      writer.append("one\ntwo\n")
      #expect(writer.close(within: .seconds(30)))
      #expect(pipe.fileHandleForReading.availableData == Data("one\ntwo\n".utf8))
    }

    @Test func `a pipe that nobody reads takes whole lines and holds nobody up`() throws {
      let pipe = Pipe()
      let lost = fill(pipe, lines: 5000, of: String(repeating: "x", count: 99) + "\n")
      try pipe.fileHandleForWriting.close()
      let written = pipe.fileHandleForReading.readDataToEndOfFile()
      #expect(written.count > 0 && written.count % 100 == 0)
      #expect(written.count / 100 + lost == 5000)
    }

    /// Hands over lines that nobody reads, ends, and returns how many are lost.
    private func fill(_ pipe: Pipe, lines: Int, of line: String) -> Int {
      let writer = RecordWriter(label: "test", sink: DescriptorSink(writingEnd(of: pipe)))
      let lane = writer.makeLane()
      for _ in 0..<lines { lane.append(line) }
      #expect(eventually { writer.close(within: .milliseconds(100)) })
      return writer.lostCount
    }

    @Test func `a reader that is gone loses lines and nothing else`() throws {
      let pipe = Pipe()
      let writer = RecordWriter(label: "test", sink: DescriptorSink(writingEnd(of: pipe)))
      try pipe.fileHandleForReading.close()
      writer.append("one\n")
      #expect(writer.close(within: .seconds(30)))
      #expect(writer.lostCount == 1)
    }

    @Test func `a line that broke off is ended before the next`() throws {
      let path = NSTemporaryDirectory() + "wenbao-records-\(UUID().uuidString)"
      _ = FileManager.default.createFile(atPath: path, contents: nil)
      defer { try? FileManager.default.removeItem(atPath: path) }
      let file = try #require(FileHandle(forWritingAtPath: path))
      let sink = DescriptorSink(Descriptor(adopting: dup(file.fileDescriptor)))
      let part: [UInt8] = Array("broken".utf8)
      #expect(sink.write(part.span, unless: { true }) == 6)
      let whole: [UInt8] = Array("whole\n".utf8)
      #expect(sink.write(whole.span, unless: { true }) == 6)
      #expect(try String(contentsOfFile: path, encoding: .utf8) == "broken\nwhole\n")
    }

    @Test func `standard error is a descriptor of its own`() throws {
      let isThere = try Descriptor.standardError() != nil
      #expect(isThere)
    }

    private func writingEnd(of pipe: Pipe) -> Descriptor {
      Descriptor(adopting: dup(pipe.fileHandleForWriting.fileDescriptor))
    }
  }
}
