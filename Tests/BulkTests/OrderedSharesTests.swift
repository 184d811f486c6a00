import Bulk
import TestPolicies
import Testing

extension BulkTests {
  @Suite struct OrderedSharesTests {
    /// Counts, for each last digit, the lines before that end in it.
    private final class Counting: LineWorker {
      let shares: OrderedShares<[Int]>

      init(_ shares: OrderedShares<[Int]>) { self.shares = shares }

      func work(on lines: LineChunk, into counts: inout [Int]) {
        counts = Array(repeating: 0, count: lines.lineCount)
        for share in 0..<shares.count {
          shares.work(on: share, chunk: lines.index) { seen in
            for place in 0..<lines.lineCount {
              let line = lines.line(at: place)
              guard Int(line[line.count - 1]) % shares.count == share else { continue }
              seen.append(lines.firstLine + place)
              counts[place] = seen.count
            }
          }
        }
      }
    }

    @Test func `each share sees its lines in their order, on any number of threads`() throws {
      let count = 60_000
      let folder = try TemporaryFolder([String: String]())
      let path = try folder.add((1...count).flatMap { Array("line \($0)\n".utf8) }, as: "in")
      for threads in [1, 4] {
        let shares = OrderedShares(count: 10) { [Int]() }
        let pipeline = try LinePipeline(threads: threads, product: [Int]()) { Counting(shares) }
        var counts: [Int] = []
        let reader = LineReader(try InputFile(path), lineBytesMax: 100)
        #expect(try pipeline.run(reader) { _, product in counts += product })
        #expect(counts == (1...count).map { ($0 + 9) / 10 })
      }
    }
  }
}
