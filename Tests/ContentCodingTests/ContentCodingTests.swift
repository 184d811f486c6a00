import ContentCoding
import Testing

struct ContentCodingTests {
  private let text = Array(String(repeating: "温州市全民医疗保障办法 0123456789. ", count: 200).utf8)

  private func decompressed(
    _ bytes: [UInt8], _ coding: ContentCoding, by step: Int, bytesMax: Int = 1 << 20
  ) throws(ContentCodingError) -> [UInt8] {
    let inflater = Inflater(coding)
    var output: [UInt8] = []
    var start = 0
    while start < bytes.count {
      let end = min(start + step, bytes.count)
      try inflater.decompress(
        bytes.span.extracting(start..<end), into: &output, bytesMax: bytesMax)
      start = end
    }
    if !inflater.hasEnded { throw .malformed }
    return output
  }

  @Test(arguments: ContentCoding.allCases)
  func `what is compressed comes out again, whole and byte by byte`(
    coding: ContentCoding
  ) throws {
    let small = coding.compressed(text)
    #expect(small.count < text.count / 10)
    for step in [1, 2, 7, 4096] {
      #expect(try decompressed(small, coding, by: step) == text)
    }
  }

  @Test func `gzip begins with its magic number and deflate with zlib's header`() {
    #expect(ContentCoding.gzip.compressed(text).prefix(2) == [0x1F, 0x8B])
    #expect(ContentCoding.deflate.compressed(text).first == 0x78)
  }

  @Test func `nothing compresses to something that holds nothing`() throws {
    let output = ContentCoding.gzip.compressed([])
    #expect(!output.isEmpty)
    #expect(try decompressed(output, .gzip, by: 1).isEmpty)
  }

  @Test func `a flush lets the reader go on with all that went in`() throws {
    let (deflater, inflater) = (Deflater(.gzip), Inflater(.gzip))
    var (coded, plain): ([UInt8], [UInt8]) = ([], [])
    deflater.compress(text.span, into: &coded)
    deflater.flush(into: &coded)
    try inflater.decompress(coded.span, into: &plain, bytesMax: 1 << 20)
    #expect(plain == text)
  }

  @Test func `a reset stream starts anew`() throws {
    let deflater = Deflater(.gzip)
    var first: [UInt8] = []
    deflater.compress(text.span, into: &first)
    deflater.reset()
    var second: [UInt8] = []
    deflater.compress(text.span, into: &second)
    deflater.finish(into: &second)
    #expect(second == ContentCoding.gzip.compressed(text))
  }

  @Test func `as much as the limit comes out, and one octet more does not`() throws {
    let small = ContentCoding.gzip.compressed(text)
    #expect(try decompressed(small, .gzip, by: 64, bytesMax: text.count) == text)
    #expect(throws: ContentCodingError.tooLarge) {
      try decompressed(small, .gzip, by: 64, bytesMax: text.count - 1)
    }
  }

  @Test func `a bomb is refused by its ratio after bounded work`() {
    let bomb = ContentCoding.gzip.compressed([UInt8](repeating: 0, count: 50 << 20))
    let inflater = Inflater(.gzip)
    var output: [UInt8] = []
    #expect(throws: ContentCodingError.tooLarge) {
      try inflater.decompress(bomb.span, into: &output, bytesMax: .max)
    }
    #expect(output.count <= bomb.count * Inflater.ratioMax + Inflater.ratioFreeBytes)
  }

  @Test func `every truncation and every changed octet is refused or harmless`() {
    let small = ContentCoding.gzip.compressed(text)
    for count in 0..<small.count {
      #expect(throws: ContentCodingError.malformed) {
        try decompressed(Array(small[..<count]), .gzip, by: 4096)
      }
    }
    for index in small.indices {
      var changed = small
      changed[index] ^= 0x55
      _ = try? decompressed(changed, .gzip, by: 4096)
    }
  }

  @Test func `octets after the end are refused`() {
    #expect(throws: ContentCodingError.malformed) {
      try decompressed(ContentCoding.gzip.compressed(text) + [0], .gzip, by: 4096)
    }
  }

  @Test func `gzip read as deflate is refused`() {
    #expect(throws: ContentCodingError.malformed) {
      try decompressed(ContentCoding.gzip.compressed(text), .deflate, by: 4096)
    }
  }
}
