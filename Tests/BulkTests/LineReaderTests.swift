import Bulk
import ContentCoding
import Sockets
import TestPolicies
import Testing

extension BulkTests {
  @Suite struct LineReaderTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder([String: String]()) }

    private func lines(of text: String, lineBytesMax: Int = 1 << 20) throws -> [String] {
      try numbered(try folder.add(Array(text.utf8), as: "in"), lineBytesMax: lineBytesMax)
    }

    @Test func `a file is cut at its line ends`() throws {
      #expect(try lines(of: "one\ntwo\nthree\n") == ["1:one", "2:two", "3:three"])
    }

    @Test func `the last line needs no end`() throws {
      #expect(try lines(of: "one\ntwo") == ["1:one", "2:two"])
    }

    @Test func `an empty line is a line, and nothing is none`() throws {
      #expect(try lines(of: "\n\nthree\n") == ["1:", "2:", "3:three"])
      #expect(try lines(of: "") == [])
    }

    @Test func `lines of every length come out as they are`() throws {
      let texts = (0..<3000).map { String(repeating: "x", count: $0 * 7 % 401) }
      let expected = texts.enumerated().map { "\($0 + 1):\($1)" }
      #expect(try lines(of: texts.joined(separator: "\n") + "\n") == expected)
    }

    @Test func `a line may be longer than a chunk`() throws {
      let long = String(repeating: "x", count: 3 * BulkLimits.chunkBytes)
      #expect(try lines(of: "a\n\(long)\nb\n") == ["1:a", "2:\(long)", "3:b"])
    }

    @Test func `of a line that is too long no more is kept than shows it`() throws {
      let max = 2 * BulkLimits.chunkBytes
      let long = String(repeating: "x", count: 20 * max)
      let found = try lines(of: "a\n\(long)\nb\n\(long)", lineBytesMax: max)
      #expect(found.count == 4)
      #expect([found[0], found[2]] == ["1:a", "3:b"])
      for line in [found[1], found[3]] {
        #expect(line.utf8.count > max && line.utf8.count < max + 2 * BulkLimits.chunkBytes)
      }
    }

    @Test func `a chunk has so many lines at most, however short they are`() throws {
      final class Counting: LineWorker {
        func work(on lines: LineChunk, into count: inout Int) { count = lines.lineCount }
      }
      // Reads end within a line, and the last line has no end.
      let text = String(repeating: "\nab\n", count: 100_000) + "c"
      let path = try folder.add(Array(text.utf8), as: "in")
      for skipped in [0, 1500] {
        let reader = LineReader(
          try InputFile(path), lineBytesMax: 100, linesToSkip: skipped)
        let pipeline = try LinePipeline(threads: 2, product: 0) { Counting() }
        var counts: [Int] = []
        #expect(try pipeline.run(reader) { _, count in counts.append(count) })
        #expect(counts.max() == BulkLimits.chunkLines)
        #expect(counts.reduce(0, +) == 200_001 - skipped)
      }
      #expect(try numbered(path).suffix(2) == ["200000:ab", "200001:c"])
    }

    @Test func `lines at the beginning are passed over and counted`() throws {
      let count = 50_000
      let text = (1...count).map { "\($0)\n" }.joined()
      let path = try folder.add(Array(text.utf8), as: "in")
      for skipped in [1, 40_000, count - 1, count, count + 1] {
        let expected = skipped < count ? (skipped + 1...count).map { "\($0):\($0)" } : []
        #expect(try numbered(path, linesToSkip: skipped) == expected)
      }
    }

    @Test func `all members of a compressed file are read`() throws {
      let texts = ["one\ntw", "o\n", "", String(repeating: "three ", count: 100_000)]
      let path = try folder.add(texts.flatMap { gzip(Array($0.utf8)) }, as: "in.gz")
      #expect(try numbered(path) == ["1:one", "2:two", "3:" + texts[3]])
    }

    @Test func `a compressed file that ends early gives its lines and then says so`() throws {
      let whole = gzip(Array("one\ntwo\n".utf8)) + gzip(Array("three\n".utf8))
      let path = try folder.add(Array(whole.dropLast()), as: "in.gz")
      let error = #expect(throws: BulkError.self) { try numbered(path) }
      #expect(error == .endsEarly(path))
    }

    @Test func `what is not gzip is refused by name`() throws {
      let path = try folder.add(Array("no gzip\n".utf8), as: "in.gz")
      let error = #expect(throws: BulkError.self) { try numbered(path) }
      #expect(error?.description == "\(path): is not gzip, or damaged")
    }

    @Test func `a file that is not there is refused by name`() throws {
      let error = #expect(throws: BulkError.self) { _ = try numbered("/nowhere/in") }
      #expect(
        error?.description
          == "/nowhere/in: cannot be opened: No such file or directory (errno 2)")
    }

    @Test func `a folder cannot be read`() throws {
      let error = #expect(throws: BulkError.self) { _ = try numbered(folder.path) }
      #expect(error == .cannotRead(folder.path, Errno(rawValue: 21)))
    }
  }
}

/// A member of gzip.
func gzip(_ bytes: [UInt8]) -> [UInt8] { ContentCoding.gzip.compressed(bytes) }
