public import API
internal import HTTP
internal import Records

/// Sends the spans of sampled requests to a collector of OpenTelemetry (OTLP over HTTP, as JSON),
/// out of the way of every request.
public final class SpanExporter: Sendable {
  private let sink: SpanSink
  private let writer: RecordWriter

  /// Begins to export.
  ///
  /// - Parameters:
  ///   - version: the program's, which the spans name.
  ///   - change: is told when the collector fails, with the reason, and with none when it works
  ///     again.
  public convenience init(
    to collector: CollectorAddress, version: String,
    change: @escaping @Sendable (_ failure: String?) -> Void
  ) {
    self.init(
      to: collector, version: version,
      gatheringMilliseconds: TracingLimits.gatheringMilliseconds, change: change)
  }

  init(
    to collector: CollectorAddress, version: String, gatheringMilliseconds: Int,
    change: @escaping SpanSink.Change
  ) {
    sink = SpanSink(collector, version: version, change: change)
    writer = RecordWriter(
      label: "wenbao.spans", sink: sink, gatheringMilliseconds: gatheringMilliseconds)
  }

  /// What records the answers of one more event loop.
  ///
  /// - Parameter scheme: `http` or `https`, as clients ask for it there.
  public func makeRecorder(scheme: String) -> any AnswerObserver {
    SpanRecorder(scheme: scheme, lane: writer.makeLane())
  }

  /// Spans that the collector took.
  public var exportedCount: Int { sink.exportedCount }

  /// Spans that found no room, or that the collector did not take.
  public var droppedCount: Int { writer.lostCount }

  /// Requests that the collector took.
  public var acceptedCount: Int { sink.acceptedCount }

  /// Requests that the collector refused or did not answer.
  public var failureCount: Int { sink.failureCount }

  /// Sends what is left, within two seconds.
  public func close() { writer.close(within: TracingLimits.closingTime) }
}
