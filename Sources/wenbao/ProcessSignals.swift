import Dispatch

/// Calls back when a signal arrives, on a queue of its own and one at a time.
final class ProcessSignals {
  private let sources: [any DispatchSourceSignal]

  /// Watches the signals; returns once their default actions are off, and none is missed.
  ///
  /// A signal that was held (`ProcessSettings.hold`) and has come counts as coming now.
  init(_ handlers: [(number: Int32, handle: @Sendable () -> Void)]) {
    let queue = DispatchQueue(label: "wenbao.signals")
    let registrations = DispatchGroup()
    sources = handlers.map { number, handle in
      let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
      source.setEventHandler { handle() }
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
