import Foundation
import JSON

/// What a command says: answers on stdout, everything else on stderr.
enum Output {
  /// Writes bytes to stdout.
  static func bytes(_ bytes: [UInt8]) {
    try? FileHandle.standardOutput.write(contentsOf: Data(bytes))
  }

  /// Writes a line to stdout.
  static func line(_ text: String) { bytes(Array((text + "\n").utf8)) }

  /// Writes a JSON document to stdout, laid out for people.
  static func json(_ document: [UInt8]) {
    var parsed = JSONDocument()
    let laidOut = (try? parsed.parse(document.span))?.indented() ?? document
    bytes(laidOut + [UInt8(ascii: "\n")])
  }

  /// Writes a line to stderr; nothing for an empty text.
  static func error(_ text: String) {
    guard !text.isEmpty else { return }
    try? FileHandle.standardError.write(contentsOf: Data((text + "\n").utf8))
  }
}
