internal import Dispatch
internal import Locks
internal import Synchronization

/// What a loop tells of a descriptor it watches; always on the loop.
public protocol EventHandler: AnyObject {
  /// The descriptor is ready for what it is watched for, or broken, which the next call on it says.
  func handleReadiness()

  /// The deadline that was set has passed; there is none now.
  func handlePassedDeadline()
}

/// What a loop knows a watched descriptor by: a slot, and which of its users.
///
/// The generation makes events that were already fetched when a slot changed hands harmless: they
/// name a user that is gone, and are ignored.
public struct Registration: Hashable, Sendable {
  let slot: UInt32
  let generation: UInt32

  var token: UInt64 { UInt64(generation) << 32 | UInt64(slot) }
}

/// One thread's endless round: wait for events, tell the handlers, run what was handed in, see to
/// the deadlines.
///
/// Level-triggered: a handler may read once and leave, and is told again; so no connection starves
/// another, a short read needs no second call to learn that it was one, and to stop reading is to
/// drop an interest. Edge-triggering would save a call when a write blocks, which is rare.
///
/// The loop runs as one work item of a queue of its own (which Dispatch serves with a thread beyond
/// the pool's width, so loops starve nobody). What belongs to it is touched there alone, and every
/// entry checks that (`preconditionOnLoop`).
///
/// `@unchecked Sendable`: other threads may use `submit`, `busyNanoseconds`, `turns`, `start` and
/// `waitUntilStopped`, which touch constants, a mutex and atomics; all other state is used only
/// behind `preconditionOnLoop`.
public final class EventLoop: @unchecked Sendable {
  /// The token of the descriptor by which other threads wake the loop; no generation reaches it.
  private static let wakeUpToken = UInt64.max

  /// The loop's number, from 0.
  public let index: Int

  private let queue: DispatchQueue
  private let finished = DispatchGroup()
  private let epoll: Descriptor
  private let wakeUp: Descriptor
  private let inbox = Guarded(Inbox())
  private let workStart = Atomic<UInt64>(0)
  private let turnCount = Atomic<UInt64>(0)
  /// The thread that runs the round, by `SystemCalls.thisThread`; 0 while none does.
  private let thread = Atomic<UInt>(0)

  private struct Inbox {
    var works: [@Sendable () -> Void] = []
    var isClosed = false
  }

  private struct Slot {
    var generation: UInt32 = 0
    var handler: (any EventHandler)?
  }

  private var slots: [Slot] = []
  private var freeSlots: [UInt32] = []
  private var wheel: DeadlineWheel
  private var passed: [Int] = []
  private var events = SystemCalls.ReadyEvents()
  private var isStopping = false
  private var clock: MonotonicTime
  private var wallClock: Int64

  /// Opens a loop's descriptors; nothing runs before `start`.
  public init(index: Int) throws(SystemCallError) {
    self.index = index
    queue = DispatchQueue(label: "wenbao.loop.\(index)")
    epoll = Descriptor(adopting: try SystemCalls.createEpoll())
    wakeUp = Descriptor(adopting: try SystemCalls.createEventCounter())
    clock = .current()
    wallClock = SystemCalls.wallSeconds()
    wheel = DeadlineWheel(now: clock)
    try SystemCalls.add(
      wakeUp.number, to: epoll.number, events: Interest.reading.rawValue,
      token: Self.wakeUpToken)
  }
}

// MARK: From any thread

extension EventLoop {
  /// Starts the round, once.
  public func start() { queue.async(group: finished) { self.run() } }

  /// Waits until the round has ended.
  public func waitUntilStopped() { finished.wait() }

  /// Runs `work` on the loop, soon and in the order handed in.
  ///
  /// Returns false where the loop has ended: then `work` never runs.
  @discardableResult
  public func submit(_ work: @escaping @Sendable () -> Void) -> Bool {
    let (isFirst, isClosed) = inbox.withLock { inbox in
      if inbox.isClosed { return (false, true) }
      inbox.works.append(work)
      return (inbox.works.count == 1, false)
    }
    if isFirst { signalWakeUp() }
    return !isClosed
  }

  /// How long the present handler or work has been running; 0 while the loop waits for events.
  ///
  /// Many short ones in one turn are no long one. A figure beyond a few hundred milliseconds means
  /// that the loop is stuck in a handler.
  public var busyNanoseconds: UInt64 {
    let start = workStart.load(ordering: .relaxed)
    return start == 0 ? 0 : MonotonicTime.current().nanoseconds(since: .init(nanoseconds: start))
  }

  /// How many turns the loop has begun.
  public var turns: UInt64 { turnCount.load(ordering: .relaxed) }

  private func signalWakeUp() {
    do throws(SystemCallError) {
      try SystemCalls.signal(wakeUp.number)
    } catch {
      fatalError("an open event counter can be written to: \(error)")
    }
  }
}

// MARK: On the loop

extension EventLoop {
  /// Traps unless it is called on this loop: what belongs to a loop is used there alone.
  public func preconditionOnLoop() {
    precondition(
      thread.load(ordering: .relaxed) == SystemCalls.thisThread,
      "what belongs to a loop is used on its thread")
  }

  /// The monotonic clock, read once a turn.
  public var now: MonotonicTime {
    preconditionOnLoop()
    return clock
  }

  /// Seconds since 1970, read once a turn.
  public var wallSeconds: Int64 {
    preconditionOnLoop()
    return wallClock
  }

  /// The handlers of all that is watched now.
  public var handlers: [any EventHandler] {
    preconditionOnLoop()
    return slots.compactMap(\.handler)
  }

  /// Watches a descriptor, keeping its handler alive until `forget` or `withdraw`.
  public func register(
    _ descriptor: borrowing Descriptor, for interest: Interest, handler: any EventHandler
  ) throws(SystemCallError) -> Registration {
    preconditionOnLoop()
    let slot = takeSlot()
    let registration = Registration(slot: slot, generation: slots[Int(slot)].generation)
    do throws(SystemCallError) {
      try SystemCalls.add(
        descriptor.number, to: epoll.number, events: interest.rawValue, token: registration.token)
    } catch {
      freeSlots.append(slot)
      throw error
    }
    slots[Int(slot)].handler = handler
    return registration
  }

  /// Watches a registered descriptor for something else.
  public func change(
    _ registration: Registration, of descriptor: borrowing Descriptor, to interest: Interest
  ) throws(SystemCallError) {
    preconditionInUse(registration)
    try SystemCalls.change(
      descriptor.number, in: epoll.number, events: interest.rawValue, token: registration.token)
  }

  /// Lets go of a handler whose descriptor is closed next, which ends the kernel's watch.
  public func forget(_ registration: Registration) {
    preconditionInUse(registration)
    let slot = Int(registration.slot)
    wheel.clear(slot)
    slots[slot].generation &+= 1
    slots[slot].handler = nil
    freeSlots.append(registration.slot)
  }

  /// Ends the watch of a descriptor that stays open, here or as a duplicate on another loop.
  public func withdraw(
    _ registration: Registration, of descriptor: borrowing Descriptor
  ) throws(SystemCallError) {
    try SystemCalls.remove(descriptor.number, from: epoll.number)
    forget(registration)
  }

  /// Sets or moves the one deadline of a registration.
  public func setDeadline(_ registration: Registration, at deadline: MonotonicTime) {
    preconditionInUse(registration)
    wheel.set(Int(registration.slot), at: deadline)
  }

  /// Takes the deadline of a registration away.
  public func clearDeadline(_ registration: Registration) {
    preconditionInUse(registration)
    wheel.clear(Int(registration.slot))
  }

  /// Runs `work` on the loop after a while; never, if the loop ends before.
  ///
  /// It needs no descriptor, as a timer of Dispatch may, and so works when there is none left.
  public func run(afterNanoseconds delay: UInt64, _ work: @escaping () -> Void) {
    preconditionOnLoop()
    let slot = takeSlot()
    let registration = Registration(slot: slot, generation: slots[Int(slot)].generation)
    slots[Int(slot)].handler = DelayedWork { [unowned self] in
      forget(registration)
      work()
    }
    wheel.set(Int(slot), at: clock.advanced(byNanoseconds: delay))
  }

  /// Ends the round after this turn; work handed in before still runs.
  public func stop() {
    preconditionOnLoop()
    isStopping = true
  }

  private func takeSlot() -> UInt32 {
    if let slot = freeSlots.popLast() { return slot }
    let slot = slots.count
    slots.append(Slot())
    wheel.reserve(slot)
    return UInt32(slot)
  }

  private func preconditionInUse(_ registration: Registration) {
    preconditionOnLoop()
    precondition(
      slots[Int(registration.slot)].generation == registration.generation,
      "the registration was let go of before")
  }
}

// MARK: The round

extension EventLoop {
  private func run() {
    thread.store(SystemCalls.thisThread, ordering: .relaxed)
    while !isStopping { turn() }
    endRound()
    thread.store(0, ordering: .relaxed)
  }

  private func turn() {
    let count = SystemCalls.wait(epoll.number, into: &events, milliseconds: waitMilliseconds())
    readClocks()
    for position in 0..<count {
      if position > 0 { beginWork() }
      deliver(events.token(position))
    }
    expireDeadlines()
    workStart.store(0, ordering: .relaxed)
  }

  /// Notes that the loop has got on to what comes next.
  private func beginWork(at time: MonotonicTime = .current()) {
    workStart.store(time.nanoseconds, ordering: .relaxed)
  }

  private func readClocks() {
    clock = .current()
    wallClock = SystemCalls.wallSeconds()
    beginWork(at: clock)
    turnCount.wrappingAdd(1, ordering: .relaxed)
  }

  private func waitMilliseconds() -> CInt {
    guard let next = wheel.nextTurn else { return -1 }
    let wait = next.nanoseconds(since: .current())
    return CInt(clamping: (wait + 999_999) / 1_000_000)
  }

  private func deliver(_ token: UInt64) {
    if token == Self.wakeUpToken {
      runInbox()
      return
    }
    let slot = slots[Int(UInt32(truncatingIfNeeded: token))]
    guard slot.generation == UInt32(truncatingIfNeeded: token >> 32) else { return }
    slot.handler?.handleReadiness()
  }

  private func runInbox() {
    do throws(SystemCallError) {
      try SystemCalls.reset(wakeUp.number)
    } catch {
      fatalError("an open event counter can be read: \(error)")
    }
    let works = inbox.withLock { inbox in
      let works = inbox.works
      inbox.works = []
      return works
    }
    for work in works {
      beginWork()
      work()
    }
  }

  private func expireDeadlines() {
    wheel.expire(now: clock, into: &passed)
    guard !passed.isEmpty else { return }
    let slotsPassed = passed
    let generations = slotsPassed.map { slots[$0].generation }
    passed.removeAll(keepingCapacity: true)
    for (slot, generation) in zip(slotsPassed, generations) {
      // A handler told earlier may have let this one go.
      guard slots[slot].generation == generation else { continue }
      beginWork()
      slots[slot].handler?.handlePassedDeadline()
    }
  }

  private func endRound() {
    let works = inbox.withLock { inbox in
      inbox.isClosed = true
      let works = inbox.works
      inbox.works = []
      return works
    }
    for work in works { work() }
    slots = []
    freeSlots = []
  }
}

/// What a loop runs once, when a deadline has passed.
private final class DelayedWork: EventHandler {
  private let work: () -> Void

  init(_ work: @escaping () -> Void) { self.work = work }

  func handleReadiness() {
    preconditionFailure("delayed work has no descriptor")
  }

  func handlePassedDeadline() { work() }
}
