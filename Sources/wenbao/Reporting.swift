import API
import Logging
import Telemetry

/// What is told of the service while it runs: its log, and the spans of its requests.
struct Reporting: Sendable {
  let log: ServiceLog
  /// Nil where no collector is named.
  let spans: SpanExporter?
  let logger: Logger

  /// Begins to log to standard error, and to export where the settings say so.
  init(_ settings: Settings) {
    log = ServiceLog.toStandardError(settings.log)
    logger = log.logger(label: "wenbao")
    spans = SpanExporter(settings.tracing, logger: logger)
  }

  /// Who is told of the answers of one more event loop, whose clients ask by a scheme.
  func observers(scheme: String) -> [any AnswerObserver] {
    [log.makeAccessLog(), spans?.makeRecorder(scheme: scheme)].compactMap { $0 }
  }

  /// Sends and writes what is left, within a few seconds.
  func close() {
    spans?.close()
    log.close()
  }
}
