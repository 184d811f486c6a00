import Locks
import Synchronization

/// Holds what is in force, swapped whole while requests are answered: an answer sees one value and
/// never parts of two.
public final class Slot<Value: Sendable>: Sendable {
  private let generationCount = Atomic<Int>(0)
  private let value: Guarded<Value>

  /// A slot that holds a first value.
  public init(_ value: Value) {
    self.value = Guarded(value)
  }

  /// How often the value has been replaced.
  public var generation: Int { generationCount.load(ordering: .acquiring) }

  /// The newest value.
  public var current: Value { value.withLock { $0 } }

  /// Puts a newer value in force.
  public func replace(with newer: Value) {
    value.withLock { $0 = newer }
    generationCount.add(1, ordering: .releasing)
  }
}

/// The policy in force.
public typealias PolicySlot = Slot<PolicyEdition>

/// The callers in force; nil where everyone may call.
public typealias CallerSlot = Slot<Callers?>

extension Slot where Value == PolicyEdition {
  /// The newest edition.
  public var edition: PolicyEdition { current }
}

/// What one thread keeps of a slot: an atomic load tells whether it is still the newest, and only
/// where it is not is the lock taken.
struct SlotReader<Value: Sendable>: Sendable {
  private let slot: Slot<Value>
  private let adopt: @Sendable (Value) -> Value
  private var generation: Int
  private var value: Value

  /// What a thread keeps of a slot, as `adopt` makes it out of what all see.
  init(_ slot: Slot<Value>, adopting adopt: @escaping @Sendable (Value) -> Value = { $0 }) {
    self.slot = slot
    self.adopt = adopt
    // In this order: a value replaced in between is looked up again.
    generation = slot.generation
    value = adopt(slot.current)
  }

  /// The newest value.
  mutating func newest() -> Value {
    let generation = slot.generation
    if generation != self.generation {
      self.generation = generation
      value = adopt(slot.current)
    }
    return value
  }
}
