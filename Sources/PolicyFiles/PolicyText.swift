import Insurance
import Yams

/// The text of one policy file, turned into a tree of nodes that know their lines.
struct PolicyText {
  /// The file's path, as faults name it.
  let file: String
  /// What it holds.
  let bytes: [UInt8]

  /// Put before the first of two equal keys, so that the parser goes on and both are found.
  ///
  /// A character for private use, which no key of the format has.
  private static let duplicateMark: Character = "\u{E000}"

  /// The file's one document; nil where a fault forbade it.
  func document(_ log: FaultLog) -> Entry? {
    guard bytes.count <= PolicyLimits.fileBytesMax else {
      return refuse(.largeFile(bytes: bytes.count), line: 1, log)
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      return refuse(.notUTF8, line: firstLineOutsideUTF8, log)
    }
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    for _ in 0...PolicyLimits.duplicatesMax {
      do throws(ParseFault) {
        guard let root = try PolicyText.parse(lines.joined(separator: "\n")) else {
          return refuse(.emptyFile, line: 1, log)
        }
        return Entry(node: root, origin: SourceLine(file: file, line: 1), log: log)
      } catch {
        switch error {
        case .duplicate(let mark): PolicyText.disarmDuplicate(at: mark, in: &lines)
        case .syntax(let words, let line): return refuse(.notYAML(words), line: line, log)
        }
      }
    }
    return refuse(
      .tooMany(PolicyLimits.duplicatesMax + 1, max: PolicyLimits.duplicatesMax),
      line: 1, log)
  }

  /// The key without the marks that `document` put before it.
  static func key(_ text: String) -> String {
    String(text.drop { $0 == duplicateMark })
  }

  private func refuse(_ fault: FormatFault, line: Int, _ log: FaultLog) -> Entry? {
    log.report(fault, at: SourceLine(file: file, line: line))
    log.damage(.everything)
    return nil
  }

  /// The line on which the longest prefix that is UTF-8 ends.
  private var firstLineOutsideUTF8: Int {
    let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    return 1 + (lines.firstIndex { String(validating: $0, as: UTF8.self) == nil } ?? 0)
  }

  private static func disarmDuplicate(at mark: Mark, in lines: inout [String]) {
    var scalars = Array(lines[mark.line - 1].unicodeScalars)
    var place = mark.column - 1
    if scalars[place] == "\"" || scalars[place] == "'" { place += 1 }
    scalars.insert(contentsOf: duplicateMark.unicodeScalars, at: place)
    lines[mark.line - 1] = String(String.UnicodeScalarView(scalars))
  }

  /// What stops the parser.
  private enum ParseFault: Error {
    /// A key stands twice, first here.
    case duplicate(Mark)
    /// The text is not YAML.
    case syntax(String, line: Int)
  }

  /// The root of the only document, its scalars all left as text.
  private static func parse(_ text: String) throws(ParseFault) -> Node? {
    do {
      return try Parser(yaml: text, resolver: .basic, encoding: .utf8).singleRoot()
    } catch let error as YamlError {
      throw fault(error)
    } catch {
      throw .syntax("\(error)", line: 1)
    }
  }

  private static func fault(_ error: YamlError) -> ParseFault {
    switch error {
    case .duplicatedKeysInMapping(_, let context): .duplicate(context.mark)
    case .scanner(let context, let problem, let mark, _),
      .parser(let context, let problem, let mark, _),
      .composer(let context, let problem, let mark, _):
      .syntax([context?.text, problem].compactMap(\.self).joined(separator: ", "), line: mark.line)
    case .reader(let problem, let offset, _, let text):
      .syntax(problem, line: 1 + text.prefix(offset ?? 0).count { $0.isNewline })
    default: .syntax("\(error)", line: 1)
    }
  }
}
