public import HTTP
public import Insurance
import Locks
import Synchronization

/// What all event loops' responders share: the policy, what the service says of itself, and
/// whether it still takes work.
public final class Service: Sendable {
  /// The policy in force.
  public let policy: PolicySlot
  /// The program's version.
  public let version: String
  /// The longest line of a batch, in octets; no more than a document may have.
  public let batchLineBytesMax: Int
  /// The contract as `GET /openapi.yaml` sends it; nil where the file is not there.
  public let openAPI: PreparedContent?
  /// Who may call; nil where everyone may.
  public let callers: CallerSlot
  /// Makes what records the settlements of one event loop; nil where none is kept.
  let makeDecisionRecorder: (@Sendable () -> DecisionRecorder)?
  /// The world around the service, which it has no eyes for itself.
  public let surroundings: Surroundings
  private let loops = Guarded<[LoopMetrics]>([])
  private let draining = Atomic<Bool>(false)

  /// A service that is ready.
  ///
  /// - Parameters:
  ///   - openAPI: the octets of the contract.
  ///   - decisions: makes what records the settlements of one event loop.
  public init(
    policy: PolicySlot, version: String, openAPI: [UInt8]?, callers: Callers? = nil,
    decisions: (@Sendable () -> DecisionRecorder)? = nil,
    surroundings: Surroundings, batchLineBytesMax: Int = RequestLimits.bodyBytesMax
  ) {
    self.policy = policy
    self.version = version
    self.openAPI = openAPI.map { PreparedContent($0) }
    self.callers = CallerSlot(callers)
    makeDecisionRecorder = decisions
    self.surroundings = surroundings
    self.batchLineBytesMax = min(batchLineBytesMax, RequestLimits.bodyBytesMax)
  }

  /// Whether the service is about to stop: `/readyz` then says so.
  public var isDraining: Bool { draining.load(ordering: .relaxed) }

  /// Turns readiness off for good.
  public func beginDraining() { draining.store(true, ordering: .relaxed) }

  /// The metrics of one more event loop.
  func makeLoopMetrics() -> LoopMetrics {
    let metrics = LoopMetrics()
    loops.withLock { $0.append(metrics) }
    return metrics
  }

  /// The page of `GET /metrics`.
  func metricsText() -> String {
    MetricsPage(loops: loops.withLock { $0 }, accounts: callers.current?.accounts ?? [])
      .text(with: surroundings.metrics())
  }
}

/// What a service asks of the world around it.
public struct Surroundings: Sendable {
  /// What day it is in Wenzhou.
  public var today: @Sendable () -> Day
  /// A clock that only goes forward, in nanoseconds.
  public var nanoseconds: @Sendable () -> UInt64
  /// What the program counts beside the answers.
  public var metrics: @Sendable () -> [MetricFamily]
  /// How many event loops no longer turn.
  public var stuckLoopCount: @Sendable () -> Int
  /// Begins a reload after the one under way and returns its number, at once.
  public var reload: @Sendable () -> Int = { 0 }
  /// What became of the last reload that has begun.
  public var lastReload: @Sendable () -> ReloadReport = {
    ReloadReport(number: 0, cause: .start)
  }

  /// A world.
  public init(
    today: @escaping @Sendable () -> Day, nanoseconds: @escaping @Sendable () -> UInt64,
    metrics: @escaping @Sendable () -> [MetricFamily] = { [] },
    stuckLoopCount: @escaping @Sendable () -> Int = { 0 }
  ) {
    self.today = today
    self.nanoseconds = nanoseconds
    self.metrics = metrics
    self.stuckLoopCount = stuckLoopCount
  }
}
