internal import API
internal import HTTP
internal import Logging
internal import Octets
internal import Records
internal import Sockets

/// Which answers are logged.
public struct AccessLogSettings: Sendable, Equatable {
  /// Whether answers are logged at all.
  public var isOn = true
  /// Of how many answers under 400 that are not slow one is logged; all others are.
  public var sampledOneIn = 1
  /// How long an answer takes that is slow.
  public var slowMilliseconds = 1000

  /// All of them.
  public init() {}
}

/// Logs the answers of one event loop, a line each, straight into the loop's lane.
///
/// A line says who asked for which resource and how that ended, and nothing that is in a request
/// but its id: no target, no field, no content. So nothing in it needs an escape, and it is put
/// where the writer reads it.
final class AccessLog: AnswerObserver {
  /// The most octets of a line.
  ///
  /// 1 KiB: its words, moments and numbers take less than half, an id and a caller's name have
  /// their limits, and paths and violations are the program's own.
  static let lineBytesMax = 1024

  private let settings: AccessLogSettings
  private let slowNanoseconds: UInt64
  private let level: Logger.Level
  private let format: LogFormat
  private let lane: RecordLane
  private var timestamp = LogTimestamp()
  private var unsampledCount = 0

  init(
    _ settings: AccessLogSettings, level: Logger.Level, format: LogFormat, lane: RecordLane
  ) {
    self.settings = settings
    slowNanoseconds = UInt64(settings.slowMilliseconds) * 1_000_000
    self.level = level
    self.format = format
    self.lane = lane
  }

  func observe(_ answer: borrowing AnsweredRequest) {
    let level = answer.status.logLevel
    guard level >= self.level, level > .info || isWanted(answer) else { return }
    let time = WallTime.current()
    lane.append(upTo: Self.lineBytesMax) { line in
      switch format {
      case .json: write(answer, level, at: time, with: JSONWords.self, into: &line)
      case .text: write(answer, level, at: time, with: TextWords.self, into: &line)
      }
    }
  }

  /// Whether an answer that went well is slow, or the next one to be sampled.
  private func isWanted(_ answer: borrowing AnsweredRequest) -> Bool {
    if answer.nanoseconds >= slowNanoseconds { return true }
    unsampledCount += 1
    guard unsampledCount >= settings.sampledOneIn else { return false }
    unsampledCount = 0
    return true
  }

  private func write<Words: LogWords>(
    _ answer: borrowing AnsweredRequest, _ level: Logger.Level, at time: WallTime,
    with _: Words.Type, into line: inout OctetRoom
  ) {
    func put(_ word: StaticString, _ text: String) {
      line.put(word)
      line.put(text)
      line.put(Words.quote)
    }
    line.put(Words.time)
    timestamp.put(time, into: &line)
    line.put(Words.level)
    line.put(level.name)
    line.put(Words.message)
    line.put(answer.isBrokenOff ? "broken off" : "answered")
    line.put(Words.quote)
    line.put(Words.requestID)
    line.put(answer.identity.id.span)
    line.put(Words.quote)
    if let trace = answer.identity.trace {
      line.put(Words.traceID)
      line.put(hexadecimal: trace.traceHigh)
      line.put(hexadecimal: trace.traceLow)
      line.put(Words.quote)
      line.put(Words.spanID)
      line.put(hexadecimal: trace.span)
      line.put(Words.quote)
    }
    if let caller = answer.caller { put(Words.caller, caller) }
    if let method = answer.method {
      line.put(Words.method)
      line.put(method.name)
      line.put(Words.quote)
    }
    put(Words.path, answer.path ?? "other")
    line.put(Words.status)
    line.put(Int(answer.status.code))
    if let violation = answer.violation { put(Words.violation, violation) }
    if let count = answer.lineCount {
      line.put(Words.lines)
      line.put(count)
    }
    line.put(Words.bytesIn)
    line.put(answer.bytesReceived)
    line.put(Words.bytesOut)
    line.put(answer.bytesSent)
    line.put(Words.microseconds)
    line.put(Int(clamping: answer.nanoseconds / 1000))
    line.put(Words.end)
  }
}

extension Status {
  /// What the server did wrong is an error, what a client did wrong is worth a note.
  fileprivate var logLevel: Logger.Level {
    switch code {
    case 500...: .error
    case 400...: .notice
    default: .info
    }
  }
}

extension Method {
  /// The method as a log may say it: a name that is known, or `other`.
  var name: StaticString {
    switch self {
    case .get: "GET"
    case .head: "HEAD"
    case .post: "POST"
    case .put: "PUT"
    case .delete: "DELETE"
    case .options: "OPTIONS"
    case .patch: "PATCH"
    case .trace: "TRACE"
    case .connect: "CONNECT"
    case .other: "other"
    }
  }
}
