import Insurance

/// The ways in which a policy file can fail its format; the wording of all of them is here.
enum FormatFault: Hashable {
  /// The folder cannot be listed.
  case unreadableFolder(String)
  /// The folder has no policy files, or too many.
  case fileCount(String, Int)
  /// A file that ends in `.yml`, which would be passed over.
  case unusualEnding
  /// The file cannot be read.
  case unreadableFile
  /// The file is larger than a policy file may be.
  case largeFile(bytes: Int)
  /// The bytes are not UTF-8.
  case notUTF8
  /// The text is not YAML; what the parser says.
  case notYAML(String)
  /// The file says nothing.
  case emptyFile
  /// `policy.yaml` is not there.
  case noHeader(String)
  /// Something else stands where a mapping, a list or a text should.
  case wrongType(expected: String)
  /// A key that nothing reads, and the nearest that something reads.
  case unknownKey(String, nearest: String?, known: [String])
  /// The key is not there.
  case missingKey(String)
  /// Nothing stands after the key.
  case empty
  /// The key stands twice in one mapping.
  case duplicateKey(String, firstLine: Int)
  /// More keys stand twice than are worth naming.
  case manyDuplicates
  /// The text is none of those known.
  case unknownChoice(String, nearest: String?, known: [String])
  /// An entry stands twice in a list.
  case repeated(String)
  /// There is no such day.
  case noDay(String)
  /// There is no such year.
  case noYear(String)
  /// The text is not a plain decimal number.
  case noNumber(String)
  /// The number has more decimals than its unit.
  case tooPrecise(String, ParameterUnit)
  /// The number is larger than its unit allows.
  case tooLarge(String, ParameterUnit)
  /// Neither true nor false.
  case noBoolean(String)
  /// Both keys stand where one is enough.
  case bothKeys(String, String)
  /// Neither key stands where one must.
  case neitherKey(String, String)
  /// Values by year and from a day on are mixed.
  case mixedDates(expected: String)
  /// The key makes no sense beside another.
  case notBeside(String, String)
  /// The instrument is not declared in `policy.yaml`.
  case undeclaredInstrument(String, nearest: String?)
  /// A band does not begin above the one before.
  case fallingBand
  /// A band ends where the layer does not pay yet.
  case bandBelowThreshold
  /// More entries than there may be.
  case tooMany(Int, max: Int)

  /// One line for a person: what is wrong and what would be right.
  var words: String {
    switch self {
    case .unreadableFolder(let path): "\(path): no folder that can be read"
    case .fileCount(let path, let count):
      "\(path): \(count) files end in .yaml: there must be 1 to \(PolicyLimits.filesMax)"
    case .unusualEnding: "this file would be passed over: name it .yaml"
    case .unreadableFile: "the file cannot be read: it must be a readable file"
    case .largeFile(let bytes):
      "the file has \(bytes) bytes: at most \(PolicyLimits.fileBytesMax) are read"
    case .notUTF8: "not UTF-8: save the file in that encoding"
    case .notYAML(let words): "not YAML: \(words)"
    case .emptyFile: "the file is empty: delete it or fill it"
    case .noHeader(let path):
      "\(path): no policy.yaml, which names the policy and its instruments"
    case .wrongType(let expected): "expected \(expected)"
    case .unknownKey(let key, let nearest, let known):
      "unknown key '\(key)': " + FormatFault.advice(nearest, known)
    case .missingKey(let key): "missing key '\(key)'"
    case .empty: "nothing stands here: write a value or delete the key"
    case .duplicateKey(let key, let line): "key '\(key)' stands twice, first on line \(line)"
    case .manyDuplicates: "more than \(PolicyLimits.duplicatesMax) keys stand twice"
    case .unknownChoice(let text, let nearest, let known):
      "unknown '\(text)': " + FormatFault.advice(nearest, known)
    case .repeated(let text): "'\(text)' stands twice"
    case .noDay(let text): "'\(text)' is no day: write one of the calendar as 2024-03-01"
    case .noYear(let text): "'\(text)' is no year: write four digits such as 2024"
    case .noNumber(let text): "'\(text)' is no plain number from 0 up: write 0.85 or 1500"
    case .tooPrecise(let text, let unit):
      "'\(text)' is too precise: \(unit.rawValue) has at most \(unit.decimals) decimals"
    case .tooLarge(let text, let unit):
      "'\(text)' is too large: \(unit.rawValue) is at most \(unit.largestText)"
    case .noBoolean(let text): "'\(text)' is neither 'true' nor 'false'"
    case .bothKeys(let one, let other): "'\(one)' and '\(other)' both stand here: keep one"
    case .neitherKey(let one, let other): "neither '\(one)' nor '\(other)' stands here: write one"
    case .mixedDates(let expected):
      "values by 'year' and by 'from' are mixed: the first value has '\(expected)'"
    case .notBeside(let one, let other): "'\(one)' cannot stand beside '\(other)'"
    case .undeclaredInstrument(let number, let nearest):
      "instrument '\(number)' is not declared in policy.yaml"
        + (nearest.map { ": did you mean '\($0)'?" } ?? "")
    case .fallingBand: "a band must begin above the one before it"
    case .bandBelowThreshold:
      "the band ends at or below the threshold and never pays: bands count from 0, not from there"
    case .tooMany(let count, let max): "\(count) entries stand here: at most \(max) may"
    }
  }

  private static func advice(_ nearest: String?, _ known: [String]) -> String {
    if let nearest { return "did you mean '\(nearest)'?" }
    return "known: " + known.joined(separator: ", ")
  }
}

extension ParameterUnit {
  /// The largest amount a policy may give, in the smallest unit.
  var largest: Int64 {
    switch self {
    case .yuan: Money.requestMax.fen
    case .rate: Rate.one.tenThousandths
    case .times, .days, .months, .years: PolicyLimits.countMax
    }
  }

  /// The largest amount as a person writes it.
  fileprivate var largestText: String {
    switch self {
    case .yuan: "9999999999.99"
    case .rate: "1"
    case .times, .days, .months, .years: "\(PolicyLimits.countMax)"
    }
  }
}
