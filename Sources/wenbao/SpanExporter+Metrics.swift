import API
import Logging
import Telemetry

extension SpanExporter {
  /// An exporter to the collector of the settings, which says in the log when that fails.
  convenience init?(_ settings: Settings.Tracing, logger: Logger) {
    guard let collector = settings.collector else { return nil }
    self.init(to: collector, version: Version.current) { failure in
      if let failure {
        logger.warning("spans cannot be exported", metadata: ["reason": "\(failure)"])
      } else {
        logger.notice("spans are exported again")
      }
    }
  }

  /// What is counted of spans.
  var families: [MetricFamily] {
    [
      MetricFamily(
        "wenbao_spans_total", .counter, help: "Spans of sampled requests, by what became of them.",
        samples: [
          .init(labels: [("result", "exported")], value: "\(exportedCount)"),
          .init(labels: [("result", "dropped")], value: "\(droppedCount)"),
        ]),
      MetricFamily(
        "wenbao_span_exports_total", .counter,
        help: "Requests to the collector of spans, by result.",
        samples: [
          .init(labels: [("result", "accepted")], value: "\(acceptedCount)"),
          .init(labels: [("result", "failed")], value: "\(failureCount)"),
        ]),
    ]
  }
}
