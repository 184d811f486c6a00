import Bulk
import Foundation
import Synchronization
import TestPolicies
import Testing

extension BulkTests {
  @Suite struct LinePipelineTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder([String: String]()) }

    /// A file of so many lines, each with its number.
    private func file(lines: Int) throws -> String {
      try folder.add((1...lines).flatMap { Array("\($0)\n".utf8) }, as: "in")
    }

    @Test func `lines keep their order on any number of threads`() throws {
      let path = try file(lines: 100_000)
      let expected = (1...100_000).map { "\($0):\($0)" }
      for threads in [1, 2, 7] { #expect(try numbered(path, threads: threads) == expected) }
    }

    @Test func `every worker has a part where there is work for all`() throws {
      let workers = Atomic(0)
      let reader = LineReader(try InputFile(try file(lines: 1000)), lineBytesMax: 100)
      let pipeline = try LinePipeline(threads: 5, product: [String]()) {
        workers.add(1, ordering: .relaxed)
        return Numbering()
      }
      #expect(try pipeline.run(reader) { _, _ in })
      #expect(workers.load(ordering: .relaxed) == 5)
    }

    @Test func `a product is used again as it was left`() throws {
      final class Keeping: LineWorker {
        func work(on lines: LineChunk, into product: inout Int) { product += 1 }
      }
      let reader = LineReader(try InputFile(try file(lines: 600_000)), lineBytesMax: 100)
      let pipeline = try LinePipeline(threads: 1, product: 0) { Keeping() }
      var largest = 0
      #expect(try pipeline.run(reader) { _, product in largest = max(largest, product) })
      #expect(largest > 1)
    }

    @Test func `what the taker throws ends the run`() throws {
      struct Full: Error {}
      let reader = LineReader(try InputFile(try file(lines: 600_000)), lineBytesMax: 100)
      let pipeline = try LinePipeline(threads: 2, product: [String]()) { Numbering() }
      var count = 0
      #expect(throws: Full.self) {
        try pipeline.run(reader) { _, _ in
          count += 1
          if count == 3 { throw Full() }
        }
      }
      #expect(count == 3)
    }

    @Test func `a fault of the input comes after the lines before it`() throws {
      let whole = gzip(Array("one\ntwo\n".utf8))
      let path = try folder.add(whole + [1, 2, 3], as: "in.gz")
      let pipeline = try LinePipeline(threads: 2, product: [String]()) { Numbering() }
      var lines: [String] = []
      let reader = LineReader(try InputFile(path), lineBytesMax: 100)
      #expect(throws: BulkError.malformedCoding(path)) {
        try pipeline.run(reader) { _, product in lines += product }
      }
      #expect(lines == ["1:one", "2:two"])
    }

    @Test func `a run that waits for its input can be cancelled`() throws {
      let path = "\(folder.path)/pipe"
      // Swift lends the path as a C string for the call.
      let made = unsafe mkfifo(path, 0o600)
      #expect(made == 0)
      // Opened for both, so that neither end waits for the other and the input has no end.
      let end = try #require(FileHandle(forUpdatingAtPath: path))
      try end.write(contentsOf: Data("one\ntwo\nthr".utf8))
      let pipeline = try LinePipeline(threads: 2, product: [String]()) { Numbering() }
      var lines: [String] = []
      let reader = LineReader(try InputFile(path), lineBytesMax: 100)
      let isWhole = try pipeline.run(reader) { _, product in
        lines += product
        pipeline.cancel()
      }
      #expect(!isWhole)
      #expect(lines == ["1:one", "2:two"])
      try end.close()
    }

    @Test func `a run that is cancelled beforehand takes nothing`() throws {
      let reader = LineReader(try InputFile(try file(lines: 10)), lineBytesMax: 100)
      let pipeline = try LinePipeline(threads: 2, product: [String]()) { Numbering() }
      pipeline.cancel()
      #expect(try !pipeline.run(reader) { _, _ in Issue.record("nothing is taken") })
    }
  }
}
