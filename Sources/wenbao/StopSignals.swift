import Dispatch
import Glibc

/// Calls back once when the process is told to stop, by SIGTERM or SIGINT.
final class StopSignals {
  private let sources: [any DispatchSourceSignal]

  /// Watches from now on; the default actions of the signals are off.
  init(_ stop: @escaping @Sendable (_ signal: String) -> Void) {
    let queue = DispatchQueue(label: "wenbao.signals")
    sources = [(SIGTERM, "SIGTERM"), (SIGINT, "SIGINT")].map { number, name in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
      source.setEventHandler { stop(name) }
      source.resume()
      return source
    }
  }

  /// Stops watching; a source lives as long as this object.
  func cancel() {
    for source in sources { source.cancel() }
  }
}
