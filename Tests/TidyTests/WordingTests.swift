import Foundation
import Testing

/// The words for people stand in both languages, side by side: in `Sources/API/Wording`, those of
/// reports in `Sources/Comparison/Wording`, of tables on a terminal in `Sources/wenbao/Tables`.
@Suite struct `the words for people` {
  @Test func `are Chinese first and English second, wherever a pair is written`() throws {
    var count = 0
    for file in try Repository.files(in: "Sources", ".swift") {
      let text = try Repository.lines(of: file).joined(separator: "\n")
      for pair in WordPair.all(in: text) where pair.isWritten {
        count += 1
        #expect(WordPair.isChinese(pair.chinese), "\(file): \(pair.chinese)")
        #expect(!WordPair.isChinese(pair.english), "\(file): \(pair.english)")
        #expect(pair.english.contains { $0.isLetter }, "\(file): \(pair.chinese)")
      }
    }
    #expect(count > 150, "the pairs are recognised")
  }

  @Test func `stand in the tables of words and nowhere else in the service`() throws {
    let targets = ["Sources/API", "Sources/Comparison"]
    for file in try targets.flatMap({ try Repository.files(in: $0, ".swift") })
    where !file.contains("/Wording/") {
      for (number, line) in try Repository.lines(of: file).enumerated() {
        let code = line.components(separatedBy: "//")[0]
        #expect(!WordPair.isChinese(code), "\(file):\(number + 1)")
      }
    }
  }

  @Test func `without their English, or the other way round, are noticed`() {
    let text = #"Words(chinese: "是", english: "是"); Detail("缺少 \(name("x")), \"", "lacks \(name)")"#
    let pairs = WordPair.all(in: text)
    #expect(pairs.map(\.chinese) == ["是", #"缺少 , ""#])
    #expect(pairs.map(\.english) == ["是", "lacks "])
  }
}

/// A call that makes words of two texts, as the source has it.
private struct WordPair {
  /// What the quotes of the first argument hold, without what is interpolated.
  let chinese: String
  /// What those of the second hold.
  let english: String

  /// Whether both texts are written here rather than passed on.
  var isWritten: Bool { !chinese.isEmpty || !english.isEmpty }

  static func isChinese(_ text: String) -> Bool { text.contains(/[\p{Script=Han}：（）、，]/) }

  /// The pairs of a file.
  static func all(in text: String) -> [WordPair] {
    ["Words(chinese:", "Words(\n", "Detail("].flatMap { opening in
      text.components(separatedBy: opening).dropFirst().compactMap { WordPair(arguments: $0) }
    }
  }

  /// The texts of the two arguments that `rest` begins with; nil where there are not two.
  private init?(arguments rest: String) {
    var arguments = [""]
    var depth = 1
    var isQuoted = false
    var interpolations: [Int] = []
    var isEscaped = false
    for character in rest {
      switch character {
      case "(" where isQuoted && isEscaped:
        (isQuoted, depth) = (false, depth + 1)
        interpolations.append(depth)
      case "\"" where !isEscaped:
        isQuoted.toggle()
      case "(" where !isQuoted: depth += 1
      case ")" where !isQuoted:
        isQuoted = interpolations.last == depth
        if isQuoted { interpolations.removeLast() }
        depth -= 1
      case "," where !isQuoted && depth == 1: arguments.append("")
      default:
        if isQuoted && interpolations.isEmpty && character != "\\" {
          arguments[arguments.count - 1].append(character)
        }
      }
      isEscaped = isQuoted && character == "\\" && !isEscaped
      if depth == 0 { break }
    }
    guard arguments.count == 2 else { return nil }
    (chinese, english) = (arguments[0], arguments[1])
  }
}
