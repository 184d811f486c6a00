internal import Logging
internal import Records
internal import Sockets

/// One line of the log while it is written: an object of JSON, or words for a terminal.
///
/// Whatever a text holds, the line stays one line and the object one object: quotation marks,
/// backslashes, control characters of either range and Unicode's line ends are escaped as in JSON.
/// Its memory serves the next line too.
struct LogLine: Sendable {
  /// A member's name as it stands before its value.
  struct Member: Sendable {
    fileprivate let opening: [UInt8]

    /// A member of lines of a format.
    init(_ name: String, _ format: LogFormat) {
      var opening: [UInt8] = []
      switch format {
      case .json:
        opening.append(contentsOf: ",\"".utf8)
        opening.append(escaped: name)
        opening.append(contentsOf: "\":".utf8)
      case .text:
        opening.append(UInt8(ascii: " "))
        opening.append(escaped: name)
        opening.append(UInt8(ascii: "="))
      }
      self.opening = opening
    }
  }

  /// What stands before the message, by level.
  private let levels: [[UInt8]]
  private let format: LogFormat
  private let timeOpening: [UInt8]
  private var timestamp = LogTimestamp()
  private(set) var bytes: [UInt8] = []

  /// A line that is not begun.
  init(_ format: LogFormat) {
    self.format = format
    timeOpening = format == .json ? Array("{\"time\":\"".utf8) : []
    levels = Logger.Level.allCases.map { level in
      switch format {
      case .json: Array("\",\"level\":\"\(level)\",\"message\":\"".utf8)
      case .text: Array(" \(level) ".utf8)
      }
    }
  }

  /// Begins a line.
  mutating func begin(_ level: Logger.Level, _ message: String, at time: WallTime = .current()) {
    bytes.removeAll(keepingCapacity: true)
    bytes.append(contentsOf: timeOpening)
    timestamp.append(time, to: &bytes)
    bytes.append(contentsOf: levels[level.place])
    bytes.append(escaped: message)
    if format == .json { bytes.append(UInt8(ascii: "\"")) }
  }

  /// Appends a number that is not negative.
  mutating func append(_ member: Member, _ number: Int) {
    bytes.append(contentsOf: member.opening)
    bytes.append(number: number)
  }

  /// Appends a truth.
  mutating func append(_ member: Member, _ truth: Bool) {
    bytes.append(contentsOf: member.opening)
    bytes.append(contentsOf: (truth ? "true" : "false").utf8)
  }

  /// Appends a text, whatever it holds.
  mutating func append(_ member: Member, _ text: String) {
    append(member, quoting: format == .json || !text.isOneWord) { $0.append(escaped: text) }
  }

  /// Appends a text that needs no escape: letters, digits and such.
  mutating func append(_ member: Member, plain text: String) {
    append(member, quoting: format == .json) { $0.append(contentsOf: text.utf8) }
  }

  /// Appends octets that need no escape.
  mutating func append(_ member: Member, plain octets: [UInt8]) {
    append(member, quoting: format == .json) { $0.append(contentsOf: octets) }
  }

  /// Appends a number as 16 or 32 hexadecimal digits.
  mutating func append(_ member: Member, hexadecimal high: UInt64?, _ low: UInt64) {
    append(member, quoting: format == .json) { bytes in
      if let high { bytes.append(hexadecimal: high) }
      bytes.append(hexadecimal: low)
    }
  }

  /// Ends the line.
  mutating func end() {
    if format == .json { bytes.append(UInt8(ascii: "}")) }
    bytes.append(UInt8(ascii: "\n"))
  }

  /// Hands the line over.
  func append(to lane: RecordLane) { lane.append(bytes.span) }

  private mutating func append(
    _ member: Member, quoting isQuoted: Bool, _ value: (inout [UInt8]) -> Void
  ) {
    bytes.append(contentsOf: member.opening)
    if isQuoted { bytes.append(UInt8(ascii: "\"")) }
    value(&bytes)
    if isQuoted { bytes.append(UInt8(ascii: "\"")) }
  }
}

extension Logger.Level {
  /// Its place among the levels, from 0.
  fileprivate var place: Int {
    switch self {
    case .trace: 0
    case .debug: 1
    case .info: 2
    case .notice: 3
    case .warning: 4
    case .error: 5
    case .critical: 6
    }
  }
}

extension String {
  /// Whether it stands for itself between spaces.
  fileprivate var isOneWord: Bool {
    !isEmpty
      && utf8.allSatisfy { $0 > 0x20 && $0 != 0x7F && $0 != UInt8(ascii: "\"") && $0 != 0x3D }
  }
}

extension [UInt8] {
  /// Appends a text so that it ends no string of JSON, no line and no colour of a terminal.
  mutating func append(escaped text: String) {
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x22, 0x5C:
        append(UInt8(ascii: "\\"))
        append(UInt8(scalar.value))
      case 0x20...0x7E: append(UInt8(scalar.value))
      case 0x0...0x1F, 0x7F...0x9F, 0x2028, 0x2029, 0x202A...0x202E, 0x2066...0x2069:
        append(escapeOf: scalar.value)
      default: append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
      }
    }
  }

  private mutating func append(escapeOf value: UInt32) {
    append(contentsOf: "\\u".utf8)
    for shift in [12, 8, 4, 0] as [UInt32] {
      let digit = UInt8(truncatingIfNeeded: value >> shift) & 0xF
      append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
    }
  }
}
