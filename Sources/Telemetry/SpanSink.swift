internal import Dispatch
internal import Records
internal import Sockets
internal import Synchronization

/// Where spans end up: gathered into documents of OTLP and posted to a collector.
///
/// A span is a line of JSON. What the collector does not take after some attempts is lost.
final class SpanSink: RecordSink {
  /// Is told when the collector fails, with the reason, and with none when it works again.
  typealias Change = @Sendable (_ failure: String?) -> Void

  private let client: CollectorClient
  private let opening: [UInt8]
  private let change: Change
  private let isFailing = Atomic<Bool>(false)
  private let exported = Atomic<Int>(0)
  private let accepted = Atomic<Int>(0)
  private let failures = Atomic<Int>(0)

  init(_ collector: CollectorAddress, version: String, change: @escaping Change) {
    client = CollectorClient(collector: collector)
    opening = SpanDocument.opening(version: version)
    self.change = change
  }

  /// Spans that the collector took.
  var exportedCount: Int { exported.load(ordering: .relaxed) }
  /// Documents that the collector took.
  var acceptedCount: Int { accepted.load(ordering: .relaxed) }
  /// Attempts that failed.
  var failureCount: Int { failures.load(ordering: .relaxed) }

  func write(_ lines: Span<UInt8>, unless isOver: () -> Bool) -> Int {
    var start = 0
    while start < lines.count {
      var document = SpanDocument(opening)
      let end = document.append(lines, from: start)
      guard post(document, unless: isOver) else { return start }
      exported.add(document.count, ordering: .relaxed)
      start = end
    }
    return lines.count
  }

  /// Offers a document until it is taken, or no attempt is left.
  private func post(_ document: borrowing SpanDocument, unless isOver: () -> Bool) -> Bool {
    let content = document.closed
    var pause = TracingLimits.pauseMilliseconds
    for attempt in 1...TracingLimits.attemptsMax {
      switch client.post(content, unless: isOver) {
      case .accepted:
        accepted.add(1, ordering: .relaxed)
        if isFailing.exchange(false, ordering: .relaxed) { change(nil) }
        return true
      case .refused(let status):
        note("status \(status)")
        return false
      case .failed(let reason):
        note(reason)
        if attempt == TracingLimits.attemptsMax || isOver() { return false }
        rest(pause, unless: isOver)
        pause *= 2
      }
    }
    return false
  }

  private func note(_ reason: String) {
    failures.add(1, ordering: .relaxed)
    if !isFailing.exchange(true, ordering: .relaxed) { change(reason) }
  }

  private func rest(_ milliseconds: Int, unless isOver: () -> Bool) {
    let end = MonotonicTime.current().advanced(byNanoseconds: UInt64(milliseconds) * 1_000_000)
    while MonotonicTime.current() < end, !isOver() {
      _ = DispatchSemaphore(value: 0).wait(timeout: .now() + .milliseconds(10))
    }
  }
}
