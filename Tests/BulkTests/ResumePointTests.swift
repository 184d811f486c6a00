import Bulk
import TestPolicies
import Testing

extension BulkTests {
  @Suite struct ResumePointTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder([String: String]()) }

    private func point(
      of bytes: [UInt8], _ name: String = "out",
      _ judge: ([UInt8]) -> ResumePoint.Judgement = { _ in .kept }
    ) throws -> ResumePoint {
      try ResumePoint(of: try folder.add(bytes, as: name), judging: judge)
    }

    @Test func `a file goes on after its last line end, wherever it is cut`() throws {
      let bytes = Array("one\n\nthree\n".utf8)
      let expected = [0, 0, 0, 0, 1, 2, 2, 2, 2, 2, 2, 3]
      for (count, lines) in expected.enumerated() {
        let point = try point(of: Array(bytes.prefix(count)))
        #expect(point.lineCount == lines)
        #expect(point.byteCount == [0, 4, 5, 11][lines])
      }
    }

    @Test func `a file that is not there goes on at its beginning`() throws {
      #expect(try ResumePoint(of: "/nowhere/out") { _ in .kept } == ResumePoint())
    }

    @Test func `a compressed file goes on after its last whole member`() throws {
      let members = ["one\ntwo\n", "three\n"].map { gzip(Array($0.utf8)) }
      let bytes = members[0] + members[1]
      for count in members[0].count...bytes.count {
        let point = try point(of: Array(bytes.prefix(count)), "out.gz")
        let isWhole = count == bytes.count
        #expect(point.lineCount == (isWhole ? 3 : 2))
        #expect(point.byteCount == (isWhole ? bytes.count : members[0].count))
      }
    }

    @Test func `a compressed file of parts that are no lines is none to go on with`() throws {
      let error = #expect(throws: BulkError.self) {
        try point(of: gzip(Array("one\ntw".utf8)), "out.gz")
      }
      #expect(error == .notLines("\(folder.path)/out.gz"))
    }

    @Test func `lines are judged by their beginnings, up to one to drop`() throws {
      let long = String(repeating: "x", count: 3 * BulkLimits.chunkBytes)
      var beginnings: [String] = []
      let point = try point(of: Array("a\n\(long)\nb\nstop\nc\n".utf8)) { beginning in
        beginnings.append(String(decoding: beginning, as: UTF8.self))
        return beginning.first == UInt8(ascii: "s") ? .beyond : .counted
      }
      #expect(beginnings == ["a", String(long.prefix(ResumePoint.beginningBytes)), "b", "stop"])
      #expect(point.lineCount == 3 && point.countedCount == 3)
      #expect(point.byteCount == long.utf8.count + 5)
    }
  }
}
