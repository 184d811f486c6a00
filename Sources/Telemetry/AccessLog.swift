internal import API
internal import HTTP
internal import Logging
internal import Records

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
/// but its id: no target, no field, no content.
final class AccessLog: AnswerObserver {
  private let settings: AccessLogSettings
  private let slowNanoseconds: UInt64
  private let level: Logger.Level
  private let lane: RecordLane
  private let members: Members
  private var line: LogLine
  private var unsampledCount = 0

  init(
    _ settings: AccessLogSettings, level: Logger.Level, format: LogFormat, lane: RecordLane
  ) {
    self.settings = settings
    slowNanoseconds = UInt64(settings.slowMilliseconds) * 1_000_000
    self.level = level
    self.lane = lane
    members = Members(format)
    line = LogLine(format)
  }

  func observe(_ answer: borrowing AnsweredRequest) {
    let level = answer.status.logLevel
    guard level >= self.level, level > .info || isWanted(answer) else { return }
    line.begin(level, answer.isBrokenOff ? "broken off" : "answered")
    write(answer)
    line.end()
    line.append(to: lane)
  }

  /// Whether an answer that went well is slow, or the next one to be sampled.
  private func isWanted(_ answer: borrowing AnsweredRequest) -> Bool {
    if answer.nanoseconds >= slowNanoseconds { return true }
    unsampledCount += 1
    guard unsampledCount >= settings.sampledOneIn else { return false }
    unsampledCount = 0
    return true
  }

  private func write(_ answer: borrowing AnsweredRequest) {
    line.append(members.requestID, plain: answer.identity.id)
    if let trace = answer.identity.trace {
      line.append(members.traceID, hexadecimal: trace.traceHigh, trace.traceLow)
      line.append(members.spanID, hexadecimal: nil, trace.span)
    }
    if let caller = answer.caller { line.append(members.caller, plain: caller) }
    if let method = answer.method { line.append(members.method, plain: method.name) }
    line.append(members.path, plain: answer.path ?? "other")
    line.append(members.status, Int(answer.status.code))
    if let violation = answer.violation { line.append(members.violation, plain: violation) }
    if let count = answer.lineCount { line.append(members.lines, count) }
    line.append(members.bytesIn, answer.bytesReceived)
    line.append(members.bytesOut, answer.bytesSent)
    line.append(members.microseconds, Int(clamping: answer.nanoseconds / 1000))
  }

  /// The names, as lines of a format have them.
  private struct Members {
    let requestID, traceID, spanID, caller, method, path, status, violation, lines: LogLine.Member
    let bytesIn, bytesOut, microseconds: LogLine.Member

    init(_ format: LogFormat) {
      func member(_ name: String) -> LogLine.Member { LogLine.Member(name, format) }
      requestID = member("requestId")
      traceID = member("traceId")
      spanID = member("spanId")
      caller = member("caller")
      method = member("method")
      path = member("path")
      status = member("status")
      violation = member("violation")
      lines = member("lines")
      bytesIn = member("bytesIn")
      bytesOut = member("bytesOut")
      microseconds = member("microseconds")
    }
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
  var name: String {
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
