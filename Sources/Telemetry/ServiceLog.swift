public import API
public import Logging
public import Records
internal import Sockets

/// The log of the service: what the program says and what it answers, as lines of one format to one
/// sink, by way of a writer that nobody waits for.
public final class ServiceLog: Sendable {
  /// How long the last lines may take when the service stops.
  ///
  /// 2 s: whoever reads them has had time until then.
  public static let closingTime = Duration.seconds(2)

  /// How lines are written.
  public let format: LogFormat
  /// From which level on.
  public let level: Logger.Level
  /// Which answers are logged.
  public let access: AccessLogSettings
  private let writer: RecordWriter

  /// Begins a log.
  public init(
    _ format: LogFormat, level: Logger.Level, access: AccessLogSettings = AccessLogSettings(),
    to sink: any RecordSink
  ) {
    self.format = format
    self.level = level
    self.access = access
    writer = RecordWriter(label: "wenbao.log", sink: sink) { count in
      guard level <= .warning else { return [] }
      var line = LogLine(format)
      line.begin(.warning, "log lines dropped")
      line.append(LogLine.Member("count", format), count)
      line.end()
      return line.bytes
    }
  }

  /// What the program logs with.
  public func logger(label: String) -> Logger {
    Logger(label: label) { _ in LineLogHandler(format, level: level, writer: writer) }
  }

  /// What logs the answers of one more event loop; nil where answers are not logged.
  public func makeAccessLog() -> (any AnswerObserver)? {
    guard access.isOn else { return nil }
    return AccessLog(access, level: level, format: format, lane: writer.makeLane())
  }

  /// Lines that were not written.
  public var droppedCount: Int { writer.lostCount }

  /// Writes what is left, within `closingTime`.
  public func close() { writer.close(within: Self.closingTime) }
}
