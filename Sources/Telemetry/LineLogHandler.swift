internal import Logging
internal import Records
internal import Sockets

/// What the program says through swift-log, as lines of the log.
struct LineLogHandler: LogHandler {
  var metadata: Logger.Metadata = [:]
  var metadataProvider: Logger.MetadataProvider?
  var logLevel: Logger.Level

  private let format: LogFormat
  private let writer: RecordWriter

  init(_ format: LogFormat, level: Logger.Level, writer: RecordWriter) {
    self.format = format
    logLevel = level
    self.writer = writer
  }

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    let own = metadata.merging(metadataProvider?.get() ?? [:]) { $1 }
    let all = own.merging(event.metadata ?? [:]) { $1 }
    var line = LogLine(format)
    line.begin(event.level, event.message.description)
    for (name, value) in all.sorted(by: { $0.key < $1.key }) {
      line.append(LogLine.Member(name, format), value.description)
    }
    line.end()
    writer.append(line.bytes.span)
  }
}
