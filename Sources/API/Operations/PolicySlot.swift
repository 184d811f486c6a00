import Synchronization

/// The policy in force, swapped whole: an answer sees one policy and never parts of two.
///
/// Readers keep an edition and look at the generation, an atomic load, to see whether it is still
/// the newest; only then do they take the lock.
public final class PolicySlot: Sendable {
  private let generationCount = Atomic<Int>(0)
  private let current: Mutex<PolicyEdition>

  /// A slot that holds a first edition.
  public init(_ edition: PolicyEdition) {
    current = Mutex(edition)
  }

  /// How often the policy has been replaced.
  public var generation: Int { generationCount.load(ordering: .acquiring) }

  /// The newest edition.
  public var edition: PolicyEdition { current.withLock { $0 } }

  /// Puts a newer edition in force.
  public func replace(with edition: PolicyEdition) {
    current.withLock { $0 = edition }
    generationCount.add(1, ordering: .releasing)
  }
}
