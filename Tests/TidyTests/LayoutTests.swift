import Testing

/// Files, functions and lines that can be read.
@Suite struct LayoutTests {
  /// The most columns of a line.
  private let columnsMax = 100
  /// The most lines of a file; data may have more.
  private let fileLinesMax = 500
  /// The most lines of a function, from its first word to its last brace.
  private let functionLinesMax = 70

  @Test func `the repository is found`() {
    #expect(Repository.swiftFiles.count > 100)
    #expect(Repository.contains("Package.swift"))
  }

  @Test func `no line has more columns than a page`() {
    let data = ["json", "ndjson"]
    for file in Repository.files where file.path != "openapi.yaml" && !data.contains(file.ending) {
      for (number, line) in proseLines(of: file) {
        guard line.utf8.count > columnsMax else { continue }
        #expect(line.count <= columnsMax, "\(file.path):\(number)")
      }
    }
  }

  @Test func `no line ends in a space, and none is indented by tabs`() {
    for file in Repository.files where file.ending != "ndjson" {
      let isMakefile = file.path.hasSuffix("Makefile")
      for (index, line) in file.lines.enumerated() {
        let isTidy = line.utf8.last != 0x20 && (isMakefile || !line.utf8.contains(0x09))
        #expect(isTidy, "\(file.path):\(index + 1)")
      }
    }
  }

  @Test func `every file ends with one line end`() {
    for file in Repository.files {
      #expect(file.text.hasSuffix("\n") && !file.text.hasSuffix("\n\n"), "\(file.path)")
    }
  }

  @Test func `no file of code is too long to be one thing`() {
    for file in Repository.files where ["swift", "c", "h", "sh", "md"].contains(file.ending) {
      #expect(file.lines.count <= fileLinesMax, "\(file.path): \(file.lines.count) lines")
    }
  }

  @Test func `no function is too long to be seen at once`() {
    for file in Repository.files where ["swift", "c"].contains(file.ending) {
      for function in Function.all(in: file) {
        #expect(
          function.lineCount <= functionLinesMax,
          "\(file.path):\(function.line): \(function.lineCount) lines")
      }
    }
  }

  @Test func `nothing is left to be done`() {
    let marks = ["TO" + "DO", "FIX" + "ME", "XX" + "X:", "HA" + "CK:"]
    for file in Repository.files {
      for mark in marks {
        #expect(!file.text.contains(mark), "\(file.path): \(mark)")
      }
    }
  }

  /// The lines by number; of a document those that are neither a table nor in a fenced block.
  private func proseLines(of file: Repository.File) -> [(Int, Substring)] {
    let lines = file.lines.enumerated().map { ($0.offset + 1, $0.element) }
    guard file.ending == "md" else { return lines }
    var isFenced = false
    return lines.filter { _, line in
      if line.hasPrefix("```") { isFenced.toggle() }
      return !isFenced && !line.hasPrefix("|")
    }
  }
}

/// A function, initialiser or accessor body as the formatter lays it out: its last brace stands
/// where its first word does.
struct Function {
  /// The line it begins at, from 1.
  let line: Int
  /// Its lines.
  let lineCount: Int

  /// The functions of a file.
  static func all(in file: Repository.File) -> [Function] {
    let lines = file.lines
    return lines.indices.compactMap { start in
      guard opensFunction(lines[start], isC: file.ending == "c"),
        let opening = bodyStart(from: start, lines)
      else { return nil }
      let closing = String(lines[start].prefix { $0 == " " }) + "}"
      guard let end = lines[opening...].firstIndex(where: { $0.hasPrefix(closing) }) else {
        return nil
      }
      return Function(line: start + 1, lineCount: end - start + 1)
    }
  }

  private static func opensFunction(_ line: Substring, isC: Bool) -> Bool {
    if isC { return line.first?.isLetter == true && line.utf8.contains(0x28) }
    let words = line.split(separator: " ", maxSplits: 6)
    guard let first = words.first, !first.hasPrefix("/") else { return false }
    return words.contains { word in
      word == "func" || word == "var" || word == "deinit" || word.hasPrefix("subscript")
        || word.hasPrefix("init(") || word.hasPrefix("init?(") || word.hasPrefix("init<")
    }
  }

  /// The line that ends with the brace of the body; nil where there is none, as in a protocol.
  private static func bodyStart(from start: Int, _ lines: [Substring]) -> Int? {
    let indentation = lines[start].prefix { $0 == " " }.count
    for index in start..<lines.count {
      let line = lines[index]
      if line.hasSuffix("{") { return index }
      let text = line.drop { $0 == " " }
      let isInside = line.count - text.count > indentation || text.hasPrefix(")")
      if index > start && !isInside { return text == "{" ? index : nil }
      if line.hasSuffix("}") || line.hasSuffix(";") { return nil }
    }
    return nil
  }
}

@Suite struct FunctionTests {
  private func lengths(_ text: String, _ path: String = "a.swift") -> [Int] {
    Function.all(in: Repository.File(path: path, text: text)).map(\.lineCount)
  }

  @Test func `a function is as long as from its first word to its last brace`() {
    #expect(lengths("func a() {\n  b()\n}\n") == [3])
    #expect(lengths("  init(\n    a: Int\n  ) {\n    b {\n    }\n  }\n") == [6])
    #expect(lengths("int a(int b)\n{\n  return b;\n}\n", "a.c") == [4])
  }

  @Test func `what has no body of its own lines is no function`() {
    #expect(lengths("protocol A {\n  func a()\n  func b() -> Int\n}\nfunc c() { d() }\n") == [])
  }
}
