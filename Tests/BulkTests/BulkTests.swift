import Bulk
import Foundation
import TestPolicies
import TestSupport
import Testing

/// The tests of runs over many lines; each ends with no descriptor open.
@Suite(.serialized, .leavesNoDescriptor)
enum BulkTests {}

/// Takes each line as it is, with its number before it.
final class Numbering: LineWorker {
  func work(on lines: LineChunk, into product: inout [String]) {
    product.removeAll()
    for place in 0..<lines.lineCount {
      let text = String(decoding: Array(copying: lines.line(at: place)), as: UTF8.self)
      product.append("\(lines.firstLine + place):\(text)")
    }
  }
}

extension Array where Element == UInt8 {
  /// The octets of a span.
  init(copying span: Span<UInt8>) {
    self = span.indices.map { span[$0] }
  }
}

/// What becomes of the lines of a file.
func numbered(
  _ path: String, threads: Int = 2, lineBytesMax: Int = 1 << 20, linesToSkip: Int = 0
) throws -> [String] {
  let reader = LineReader(
    try InputFile(path), lineBytesMax: lineBytesMax, linesToSkip: linesToSkip)
  let pipeline = try LinePipeline(threads: threads, product: [String]()) { Numbering() }
  var lines: [String] = []
  let isWhole = try pipeline.run(reader) { _, product in lines += product }
  #expect(isWhole)
  return lines
}

extension TemporaryFolder {
  /// Writes octets into a new file; returns its path.
  func add(_ bytes: [UInt8], as name: String) throws -> String {
    let path = "\(self.path)/\(name)"
    try Data(bytes).write(to: URL(filePath: path))
    return path
  }
}
