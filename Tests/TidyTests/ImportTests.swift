import Testing

/// Which target may know what: the arrows of ARCHITECTURE.md.
@Suite struct ImportTests {
  /// The modules that the files of each target may import.
  private let allowed: [String: Set<String>] = [
    "Insurance": [],
    "PolicyFiles": ["FoundationEssentials", "Insurance", "Yams"],
    "Octets": [],
    "JSON": ["Octets"],
    "ContentCoding": ["CZlib"],
    "HTTP": ["ContentCoding", "Octets"],
    "Locks": ["Synchronization"],
    "API": ["HTTP", "Insurance", "JSON", "Locks", "Synchronization"],
    "Comparison": ["API", "Insurance", "JSON"],
    "Samples": ["Insurance", "JSON"],
    "TLS": ["CShim", "Glibc", "Locks"],
    "Sockets": ["CShim", "Dispatch", "Glibc", "Locks", "Synchronization"],
    "Bulk": ["ContentCoding", "Dispatch", "Foundation", "Octets", "Sockets"],
    "Records": ["Dispatch", "Locks", "Octets", "Sockets", "Synchronization"],
    "Server": ["HTTP", "Locks", "Sockets", "Synchronization", "TLS"],
    "Telemetry": [
      "API", "Dispatch", "HTTP", "Logging", "Octets", "Records", "Sockets", "Synchronization",
    ],
    "wenbao": [
      "API", "ArgumentParser", "Bulk", "Comparison", "ContentCoding", "Dispatch", "Foundation",
      "Glibc", "HTTP", "Insurance", "JSON", "Locks", "Logging", "PolicyFiles", "Records",
      "Samples", "Server", "Sockets", "Synchronization", "TLS", "Telemetry", "Yams",
    ],
  ]

  /// The targets that may say `unsafe`: those over C, and those that copy bytes whole.
  private let unsafeTargets: Set<String> = [
    "ContentCoding", "JSON", "Octets", "Records", "Sockets", "TLS",
  ]

  /// What nobody may use: each can stop the program for what a caller or a file did.
  private let banned = ["try!", "as!", "fatalError()", "preconditionFailure()"]

  private var sources: [Repository.File] {
    Repository.swiftFiles.filter { $0.path.hasPrefix("Sources/") }
  }

  @Test func `a target imports what it may know and nothing else`() throws {
    for file in sources {
      let modules = try #require(allowed[file.target], "\(file.path) belongs to no target")
      #expect(imports(of: file).subtracting(modules) == [], "\(file.path)")
    }
  }

  @Test func `the table allows nothing that is not used`() {
    for (target, modules) in allowed {
      let used = sources.filter { $0.target == target }.map { imports(of: $0) }
      #expect(modules.subtracting(used.joined()) == [], "\(target)")
    }
  }

  @Test func `unsafe code stands where C is called and bytes are copied`() {
    for file in sources where !unsafeTargets.contains(file.target) {
      #expect(codeLines(of: file, with: "unsafe ") == [], "\(file.path)")
    }
  }

  @Test func `nothing stops the program without a reason given`() {
    for file in sources {
      for words in banned {
        #expect(codeLines(of: file, with: words) == [], "\(file.path): \(words)")
      }
    }
  }

  /// The modules that a file imports, however far their names reach.
  private func imports(of file: Repository.File) -> Set<String> {
    let names = file.lines.compactMap { line -> String? in
      guard line.utf8.first != 0x20, line.utf8.first != 0x2F else { return nil }
      let words = line.split(separator: " ")
      guard let place = words.firstIndex(of: "import"), place + 1 < words.count else { return nil }
      return String(words[place + 1])
    }
    return Set(names)
  }

  /// The numbers of the lines that hold these words and are not comments.
  private func codeLines(of file: Repository.File, with words: String) -> [Int] {
    guard file.text.contains(words) else { return [] }
    return file.lines.enumerated().compactMap { index, line in
      let isComment = line.drop { $0 == " " }.hasPrefix("//")
      return !isComment && line.contains(words) ? index + 1 : nil
    }
  }
}
