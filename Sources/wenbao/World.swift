import API
import Server
import Sockets

/// The world around the service: clocks, and what the program counts once the server is there.
final class World: Sendable {
  private let counted = Guarded<ProcessMetrics?>(nil)
  private let loader = Guarded<Reloader?>(nil)

  /// What the program counts; nothing before the server is there.
  var metrics: ProcessMetrics? {
    get { counted.withLock { $0 } }
    set { counted.withLock { $0 = newValue } }
  }

  /// What loads settings, certificates and policy again; nothing before anyone can ask for it.
  var reloader: Reloader? {
    get { loader.withLock { $0 } }
    set { loader.withLock { $0 = newValue } }
  }

  /// The world as the service asks for it.
  var surroundings: Surroundings {
    var surroundings = Surroundings(
      today: Today.inWenzhou, nanoseconds: { MonotonicTime.current().nanoseconds },
      metrics: { self.metrics?.families ?? [] },
      stuckLoopCount: { self.metrics?.stuckLoopCount ?? 0 })
    surroundings.reload = { self.reloader?.reload(because: .request) ?? 0 }
    surroundings.lastReload = { self.reloader?.report ?? ReloadReport(number: 0, cause: .start) }
    return surroundings
  }
}
