import Bulk
import ContentCoding
import Sockets

/// Where a command writes: a file or stdout, compressed where its name ends in `.gz`.
struct OutputFile: ~Copyable {
  /// The octets that are worth writing at once.
  static let pieceBytes = 256 * 1024

  private var file: LineFile
  private let deflater: Deflater?

  /// Makes or empties the file at a path; `-` is stdout.
  init(_ path: String) throws(Ending) {
    deflater = path.hasSuffix(InputFile.codedSuffix) ? Deflater(.gzip) : nil
    do throws(BulkError) {
      file = try LineFile(path)
    } catch {
      throw Ending(code: .refusedInput, message: "\(error)")
    }
  }

  /// Writes octets and takes them away.
  mutating func write(_ bytes: inout [UInt8]) throws(Ending) {
    if let deflater {
      var coded: [UInt8] = []
      deflater.compress(bytes.span, into: &coded)
      try writeWhole(coded)
    } else {
      try writeWhole(bytes)
    }
    bytes.removeAll(keepingCapacity: true)
  }

  /// Writes what ends a compressed file.
  mutating func finish() throws(Ending) {
    guard let deflater else { return }
    var coded: [UInt8] = []
    deflater.finish(into: &coded)
    try writeWhole(coded)
  }

  private mutating func writeWhole(_ bytes: [UInt8]) throws(Ending) {
    do throws(BulkError) {
      try file.write(bytes.span)
    } catch {
      throw Ending(code: .refusedInput, message: "\(error)")
    }
  }
}

extension FileStatus {
  /// Refuses a path to write to that leads to this file, which is `words` already.
  func refuse(_ path: String, because words: String) throws(Ending) {
    guard isRegular, path != LineFile.standardName, let other = try? FileStatus(of: path),
      isSameFile(as: other)
    else { return }
    throw Ending(code: .usage, message: "\(path): is \(words); write to another file")
  }
}
