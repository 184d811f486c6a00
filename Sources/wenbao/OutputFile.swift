import ContentCoding
import Foundation

/// Where a command writes: a file or stdout, compressed where its name ends in `.gz`.
struct OutputFile {
  /// The octets that are worth writing at once.
  static let pieceBytes = 256 * 1024

  private let path: String
  private let handle: FileHandle
  private let deflater: Deflater?

  /// Makes or empties the file at a path; `-` is stdout.
  init(_ path: String) throws {
    self.path = path
    deflater = path.hasSuffix(".gz") ? Deflater(.gzip) : nil
    if path == "-" {
      handle = .standardOutput
      return
    }
    guard FileManager.default.createFile(atPath: path, contents: nil),
      let handle = FileHandle(forWritingAtPath: path)
    else { throw Ending(code: .refusedInput, message: "\(path): cannot be written") }
    self.handle = handle
  }

  /// Writes octets and takes them away.
  func write(_ bytes: inout [UInt8]) throws {
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
  func finish() throws {
    guard let deflater else { return }
    var coded: [UInt8] = []
    deflater.finish(into: &coded)
    try writeWhole(coded)
  }

  private func writeWhole(_ bytes: [UInt8]) throws {
    do {
      try handle.write(contentsOf: Data(bytes))
    } catch {
      throw Ending(code: .refusedInput, message: "\(path): cannot be written")
    }
  }
}
