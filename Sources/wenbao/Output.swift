import Bulk
import Foundation
import JSON

/// What a command says: answers on stdout, everything else on stderr.
enum Output {
  /// Writes bytes to stdout.
  ///
  /// - Throws: an `Ending` where they cannot be written.
  static func bytes(_ bytes: [UInt8]) throws(Ending) {
    do throws(BulkError) {
      var file = try LineFile(LineFile.standardName)
      try file.write(bytes.span)
    } catch {
      throw Ending(code: .brokenOff, message: "\(error)")
    }
  }

  /// Writes a line to stdout.
  static func line(_ text: String) throws(Ending) {
    try bytes(Array((text + "\n").utf8))
  }

  /// Writes a JSON document to stdout, laid out for people.
  static func json(_ document: [UInt8]) throws(Ending) {
    var parsed = JSONDocument()
    let laidOut = (try? parsed.parse(document.span))?.indented() ?? document
    try bytes(laidOut + [UInt8(ascii: "\n")])
  }

  /// Writes a line to stderr; nothing for an empty text.
  static func error(_ text: String) {
    guard !text.isEmpty else { return }
    try? FileHandle.standardError.write(contentsOf: Data((text + "\n").utf8))
  }
}
