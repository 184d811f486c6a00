import Dispatch
import Glibc

/// Calls back when the process is told to stop, by SIGTERM or SIGINT.
final class StopSignals {
  private let sources: [any DispatchSourceSignal]

  /// Watches the signals, whose default actions are off; returns once none can be missed.
  init(_ stop: @escaping @Sendable (_ signal: String) -> Void) {
    let queue = DispatchQueue(label: "wenbao.signals")
    let registrations = DispatchGroup()
    sources = [(SIGTERM, "SIGTERM"), (SIGINT, "SIGINT")].map { number, name in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
      source.setEventHandler { stop(name) }
      registrations.enter()
      source.setRegistrationHandler { registrations.leave() }
      source.resume()
      return source
    }
    registrations.wait()
  }

  /// Stops watching; a source lives as long as this object.
  func cancel() {
    for source in sources { source.cancel() }
  }
}
