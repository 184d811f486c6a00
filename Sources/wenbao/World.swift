import API
import Server
import Sockets
import Synchronization

/// The world around the service: clocks, and what the program counts once the server is there.
///
/// What comes later comes once and is looked at without a lock: a loop that is stuck, wherever in
/// its work it is, keeps no other from saying so.
final class World: Sendable {
  private let counted = AtomicLazyReference<ProcessMetrics>()
  private let loader = AtomicLazyReference<Reloader>()

  /// What the program counts; nothing before the server is there.
  var metrics: ProcessMetrics? { counted.load() }

  /// What loads settings, certificates and policy again; nothing before anyone can ask for it.
  var reloader: Reloader? { loader.load() }

  /// Makes known what the program counts; the first time alone counts.
  func complete(with metrics: ProcessMetrics) { _ = counted.storeIfNil(metrics) }

  /// Makes known what loads everything again; the first time alone counts.
  func complete(with reloader: Reloader) { _ = loader.storeIfNil(reloader) }

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
