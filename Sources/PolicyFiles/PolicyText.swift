import Insurance
import Yams

/// The text of one policy file, turned into a tree of nodes that know their lines.
struct PolicyText {
  /// The file's path, as faults name it.
  let file: String
  /// What it holds.
  let bytes: [UInt8]

  /// The file's one document; nil where a fault forbade it.
  func document(_ log: FaultLog) -> Entry? {
    do throws(Refusal) {
      let root = try parsedPastDuplicates(text())
      return Entry(node: root, origin: SourceLine(file: file, line: 1), log: log)
    } catch {
      log.report(error.fault, at: SourceLine(file: file, line: error.line))
      log.damage(.everything)
      return nil
    }
  }

  /// A key as the file writes it, without the marks that `parsedPastDuplicates` puts before it.
  static func key(_ text: String) -> String {
    String(text.unicodeScalars.drop { $0 == duplicateMark })
  }

  /// Why the file has no document, and on which line.
  private struct Refusal: Error {
    let fault: FormatFault
    let line: Int
  }

  /// The text, without the byte order mark that some editors put first.
  private func text() throws(Refusal) -> String {
    guard bytes.count <= PolicyLimits.fileBytesMax else {
      throw Refusal(fault: .largeFile(bytes: bytes.count), line: 1)
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw Refusal(fault: .notUTF8, line: firstLineOutsideUTF8)
    }
    return text.hasPrefix("\u{FEFF}") ? String(text.unicodeScalars.dropFirst()) : text
  }

  private var firstLineOutsideUTF8: Int {
    let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    return 1 + (lines.firstIndex { String(validating: $0, as: UTF8.self) == nil } ?? 0)
  }
}

// The parser stops at a key that stands twice, and tells only where it stands first. To find the
// other faults of the file too, that first key is marked so that the two differ, and the parser
// starts again; the mapping that holds both reports them.
extension PolicyText {
  /// A character for private use, which no key of the format has.
  private static let duplicateMark: Unicode.Scalar = "\u{E000}"

  /// The root of the document, with a mark before each key that stands again further down.
  private func parsedPastDuplicates(_ text: String) throws(Refusal) -> Node {
    var text = text
    for _ in 0...PolicyLimits.duplicatesMax {
      switch try PolicyText.parse(text) {
      case .root(let root): return root
      case .duplicate(let mark): text = PolicyText.marking(text, at: mark)
      }
    }
    throw Refusal(fault: .manyDuplicates, line: 1)
  }

  private enum Parsed {
    /// The document's root.
    case root(Node)
    /// A key stands twice, first here.
    case duplicate(Mark)
  }

  /// Parses the only document of a text and leaves all its scalars as text.
  private static func parse(_ text: String) throws(Refusal) -> Parsed {
    do {
      let parser = try Parser(yaml: text, resolver: .basic, encoding: .utf8)
      guard let root = try parser.singleRoot() else { throw Refusal(fault: .emptyFile, line: 1) }
      return .root(root)
    } catch YamlError.duplicatedKeysInMapping(_, let context) {
      return .duplicate(context.mark)
    } catch let error as YamlError {
      throw refusal(error)
    } catch let refusal as Refusal {
      throw refusal
    } catch {
      throw Refusal(fault: .notYAML("\(error)"), line: 1)
    }
  }

  private static func refusal(_ error: YamlError) -> Refusal {
    switch error {
    case .scanner(let context, let problem, let mark, _),
      .parser(let context, let problem, let mark, _),
      .composer(let context, let problem, let mark, _):
      let words = [context?.text, problem].compactMap(\.self).joined(separator: ", ")
      return Refusal(fault: .notYAML(words), line: mark.line)
    case .reader(let problem, let offset, _, let text):
      let line = 1 + text.prefix(offset ?? 0).count { $0.isNewline }
      return Refusal(fault: .notYAML(problem), line: line)
    default:
      return Refusal(fault: .notYAML("\(error)"), line: 1)
    }
  }

  /// The text with the mark put before the key at a place, inside its quotes if it has any.
  private static func marking(_ text: String, at mark: Mark) -> String {
    var scalars = Array(text.unicodeScalars)
    var place = index(of: mark, in: scalars)
    if place < scalars.count, ["\"", "'"].contains(scalars[place]) { place += 1 }
    scalars.insert(duplicateMark, at: place)
    return String(String.UnicodeScalarView(scalars))
  }

  /// Where a mark points to; lines end as YAML 1.1 says, `\r\n` once.
  private static func index(of mark: Mark, in scalars: [Unicode.Scalar]) -> Int {
    let breaks: Set<Unicode.Scalar> = ["\n", "\r", "\u{85}", "\u{2028}", "\u{2029}"]
    var line = 1
    var index = 0
    while line < mark.line, index < scalars.count {
      let isFirstOfTwo = scalars[index] == "\r" && scalars.dropFirst(index + 1).first == "\n"
      if breaks.contains(scalars[index]), !isFirstOfTwo { line += 1 }
      index += 1
    }
    return min(index + mark.column - 1, scalars.count)
  }
}
