import Dispatch
import Locks
import Logging
import Server

/// Says in the log what becomes of connections on which no request is answered: once a second and
/// by number, so that no flood of them is a flood of lines.
final class ConnectionJournal {
  private let tellers: [Teller]
  private let timer: any DispatchSourceTimer

  /// Begins to watch each listener, which its lines name.
  init(_ listeners: [(name: String, monitor: ServerMonitor)], logger: Logger) {
    let tellers = listeners.map { Teller($0.name, $0.monitor, logger) }
    self.tellers = tellers
    timer = DispatchSource.makeTimerSource(queue: DispatchQueue(label: "wenbao.journal"))
    timer.schedule(deadline: .now() + .seconds(1), repeating: .seconds(1))
    timer.setEventHandler {
      for teller in tellers { teller.tell() }
    }
    timer.resume()
  }

  /// Stops, after it has told the rest; the timer lives as long as this object.
  func cancel() {
    timer.cancel()
    for teller in tellers { teller.tell() }
  }
}

/// Compares the counters of a listener with what was told of them last.
private final class Teller: Sendable {
  /// What is said of a counter that has risen, and how loudly.
  private static let events: [(counter: ServerCounter, level: Logger.Level, words: String)] = [
    (.acceptPauses, .error, "accepting paused for want of descriptors or memory"),
    (.refusedOverConnections, .warning, "connections refused: too many in all"),
    (.refusedOverOrigin, .warning, "connections refused: too many of their origin"),
    (.cut, .warning, "connections cut at the end of the drain"),
    (.handshakeFailures, .info, "TLS handshakes failed"),
    (.handshakeTimeouts, .info, "TLS handshakes given up in time"),
    (.headTimeouts, .info, "requests given up in time before their head was whole"),
    (.bodyTimeouts, .info, "requests given up in time before their content was whole"),
    (.writeTimeouts, .info, "connections closed whose clients took no answer"),
    (.goneBeforeAccepted, .debug, "connections gone before they were accepted"),
    (.broken, .debug, "connections reset by clients or broken"),
    (.idleTimeouts, .debug, "idle connections closed"),
  ]

  private let listener: String
  private let monitor: ServerMonitor
  private let logger: Logger
  private let told: Guarded<ServerCounters>

  init(_ listener: String, _ monitor: ServerMonitor, _ logger: Logger) {
    self.listener = listener
    self.monitor = monitor
    self.logger = logger
    told = Guarded(monitor.counters)
  }

  func tell() {
    let now = monitor.counters
    let before = told.withLock { told in
      defer { told = now }
      return told
    }
    for event in Self.events where now[event.counter] > before[event.counter] {
      logger.log(
        level: event.level, "\(event.words)",
        metadata: [
          "listener": "\(listener)",
          "count": "\(now[event.counter] - before[event.counter])",
        ])
    }
  }
}
