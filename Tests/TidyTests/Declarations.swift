import Foundation

/// What `Sources` declares: its types with their members.
struct Declarations {
  /// The names of the members of each type that stands at the margin, nested types included.
  private var members: [String: Set<String>] = [:]

  /// Reads every Swift file: a type or an extension begins at the margin and ends with its brace.
  init() throws {
    for file in try Repository.files(in: "Sources", ".swift") {
      var type: String?
      for line in try Repository.lines(of: file) where !line.contains("//") {
        if line.first == " " {
          guard let type else { continue }
          members[type, default: []].formUnion(Declarations.names(in: line))
        } else if let (keyword, name) = Declarations.type(in: line) {
          type = name
          if keyword != "extension" { members[name, default: []].formUnion([]) }
        }
      }
    }
  }

  /// Whether a type is declared and, after a dot, its member, such as `Note.Code`.
  func declare(_ path: String) -> Bool {
    let names = path.split(separator: ".").map(String.init)
    guard let known = members[names[0]] else { return false }
    return names.dropFirst().allSatisfy { known.contains($0) }
  }

  private static let keywords: Set<Substring> = [
    "actor", "case", "class", "enum", "extension", "func", "let", "protocol", "struct",
    "typealias", "var",
  ]
  private static let types: Set<Substring> = [
    "actor", "class", "enum", "extension", "protocol", "struct", "typealias",
  ]

  private static func type(in line: String) -> (keyword: Substring, name: String)? {
    let words = line.split(separator: " ")
    guard let place = words.firstIndex(where: { types.contains($0) }), place + 1 < words.count
    else { return nil }
    return (words[place], String(words[place + 1].prefix { $0.isLetter || $0.isNumber }))
  }

  /// The names that a line declares, such as the two of `case active, retired`.
  private static func names(in line: String) -> [String] {
    let words = line.split(separator: " ")
    guard let place = words.firstIndex(where: { keywords.contains($0) }) else { return [] }
    return words[(place + 1)...].joined(separator: " ")
      .prefix { !"=:({.<".contains($0) }.split(separator: ",")
      .map { $0.trimmingCharacters(in: .whitespaces) }
  }
}

/// The sentences of the tests: the names of suites and of tests.
struct Sentences {
  /// How often each stands in `Tests`.
  private var counts: [String: Int] = [:]

  init() throws {
    for file in try Repository.files(in: "Tests", ".swift") {
      for line in try Repository.lines(of: file)
      where line.contains("func `") || line.contains("struct `") {
        counts[String(line.split(separator: "`")[1]), default: 0] += 1
      }
    }
  }

  /// Whether exactly one suite or test has this name.
  func name(_ sentence: String) -> Bool { counts[sentence] == 1 }
}
