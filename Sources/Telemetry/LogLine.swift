internal import Logging
internal import Octets
internal import Records
internal import Sockets

/// One line of the log while it is written: an object of JSON, or words for a terminal.
///
/// Whatever a text holds, the line stays one line and the object one object: quotation marks,
/// backslashes, control characters of either range and Unicode's line ends are escaped as in JSON.
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

  /// The most octets of a line before its message.
  private static let beginningBytesMax = 80

  private let format: LogFormat
  private(set) var bytes: [UInt8] = []

  /// A line that is not begun.
  init(_ format: LogFormat) { self.format = format }

  /// Begins a line.
  mutating func begin(_ level: Logger.Level, _ message: String, at time: WallTime = .current()) {
    let words = format.words
    bytes.removeAll(keepingCapacity: true)
    bytes.append(upTo: Self.beginningBytesMax) { room in
      var timestamp = LogTimestamp()
      room.put(words.time)
      timestamp.put(time, into: &room)
      room.put(words.level)
      room.put(level.name)
      room.put(words.message)
    }
    bytes.append(escaped: message)
    bytes.append(upTo: 1) { $0.put(words.quote) }
  }

  /// Appends a number that is not negative.
  mutating func append(_ member: Member, _ number: Int) {
    bytes.append(contentsOf: member.opening)
    bytes.append(upTo: OctetRoom.numberBytesMax) { $0.put(number) }
  }

  /// Appends a text, whatever it holds.
  mutating func append(_ member: Member, _ text: String) {
    let isQuoted = format == .json || !text.isOneWord
    bytes.append(contentsOf: member.opening)
    if isQuoted { bytes.append(UInt8(ascii: "\"")) }
    bytes.append(escaped: text)
    if isQuoted { bytes.append(UInt8(ascii: "\"")) }
  }

  /// Ends the line.
  mutating func end() { bytes.append(upTo: 2) { $0.put(format.words.end) } }
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
