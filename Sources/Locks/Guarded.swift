public import Synchronization

/// A value behind a lock.
///
/// It is a `Mutex` that says of itself what it does: a contended mutex is handed over by the kernel
/// (FUTEX_LOCK_PI), where the thread sanitizer does not see it. The atomic repeats the hand-over in
/// its sight, and costs a plain load and store.
public struct Guarded<Value: Sendable>: ~Copyable, Sendable {
  @usableFromInline let mutex: Mutex<Value>
  @usableFromInline let handover = Atomic<Bool>(false)

  /// Puts a value behind a lock.
  @inlinable
  public init(_ value: Value) { mutex = Mutex(value) }

  /// Runs `body` with the value while nobody else can.
  @inlinable
  public borrowing func withLock<Result: Sendable>(_ body: (inout Value) -> Result) -> Result {
    mutex.withLock { value in
      _ = handover.load(ordering: .acquiring)
      defer { handover.store(true, ordering: .releasing) }
      return body(&value)
    }
  }
}
