/// How much is kept of spans on their way to a collector, and how long they may take.
public enum TracingLimits {
  /// Spans in one request to the collector.
  ///
  /// 512, as OpenTelemetry's batch processor (`OTEL_BSP_MAX_EXPORT_BATCH_SIZE`).
  static let batchSpansMax = 512

  /// How long spans are gathered after the first of them.
  ///
  /// 1 s; OpenTelemetry's batch processor takes 5 (`OTEL_BSP_SCHEDULE_DELAY`).
  static let gatheringMilliseconds = 1000

  /// How long a request to the collector may take, from the connection to the answer.
  ///
  /// 5 s; OTLP's exporters take 10.
  static let requestTime = Duration.seconds(5)

  /// How often a batch is offered to a collector that fails.
  static let attemptsMax = 3

  /// The pause after the first attempt, which doubles with each.
  static let pauseMilliseconds = 250

  /// How long the last spans may take when the service stops.
  static let closingTime = Duration.seconds(2)

  /// Octets of an answer that are looked at: its status line.
  static let answerBytesMax = 1024
}
