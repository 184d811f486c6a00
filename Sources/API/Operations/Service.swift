public import Insurance
import Synchronization

/// What all event loops' responders share: the policy, what the service says of itself, and
/// whether it still takes work.
public final class Service: Sendable {
  /// The policy in force.
  public let policy: PolicySlot
  /// The program's version.
  public let version: String
  /// The contract as `GET /openapi.yaml` sends it; nil where the file is not there.
  public let openAPI: [UInt8]?
  /// What day it is in Wenzhou.
  public let today: @Sendable () -> Day
  private let draining = Atomic<Bool>(false)

  /// A service that is ready.
  public init(
    policy: PolicySlot, version: String, openAPI: [UInt8]?, today: @escaping @Sendable () -> Day
  ) {
    self.policy = policy
    self.version = version
    self.openAPI = openAPI
    self.today = today
  }

  /// Whether the service is about to stop: `/readyz` then says so.
  public var isDraining: Bool { draining.load(ordering: .relaxed) }

  /// Turns readiness off for good.
  public func beginDraining() { draining.store(true, ordering: .relaxed) }
}
