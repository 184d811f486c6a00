import Dispatch
import Glibc
import Locks
import Synchronization
import TestSupport
import Testing

@testable import Sockets

extension SocketsTests {
  @Suite struct EventLoopTests {
    @Test func `work handed in runs on the loop in order`() throws {
      let log = Guarded<[Int]>([])
      try withLoop { loop in
        for number in 0..<100 {
          loop.submit {
            loop.preconditionOnLoop()
            log.withLock { $0.append(number) }
          }
        }
      }
      #expect(log.withLock { $0 } == Array(0..<100))
    }

    @Test func `work handed to an ended loop is refused`() throws {
      let loop = try EventLoop(index: 0)
      loop.start()
      loop.submit { loop.stop() }
      loop.waitUntilStopped()
      #expect(!loop.submit { Issue.record("an ended loop ran work") })
    }

    @Test func `what belongs to a loop traps elsewhere`() async {
      await #expect(processExitsWith: .failure) {
        let loop = try EventLoop(index: 0)
        loop.start()
        loop.preconditionOnLoop()
      }
    }

    @Test func `a handler hears of bytes and of the peer's end`() throws {
      let pair = try Pair()
      let echo = Echo(pair)
      try withLoop { loop in
        loop.submit { echo.start(on: loop) }
        #expect(try pair.client.send([7, 8].span) == .done(2))
        #expect(eventually { echo.received.withLock { $0 } == [7, 8] })
        try pair.client.shutDownWriting()
        #expect(eventually { echo.hasEnded.load(ordering: .relaxed) })
      }
    }

    @Test func `a deadline passes once and a cleared one never`() throws {
      let pairs = [try Pair(), try Pair()]
      let counts = [Atomic<Int>.Box(), Atomic<Int>.Box()]
      try withLoop { loop in
        loop.submit {
          for index in 0..<2 {
            let timer = Timer(counts[index])
            guard
              let registration = try? loop.register(
                pairs[index].served, for: .reading, handler: timer)
            else {
              Issue.record("the kernel refused to watch")
              return
            }
            loop.setDeadline(registration, at: loop.now.advanced(byNanoseconds: 30_000_000))
            if index == 1 { loop.clearDeadline(registration) }
          }
        }
        #expect(eventually { counts[0].value.load(ordering: .relaxed) == 1 })
      }
      #expect(counts[1].value.load(ordering: .relaxed) == 0)
    }

    @Test func `delayed work runs once, on the loop, after its time`() throws {
      let count = Atomic<Int>.Box()
      try withLoop { loop in
        let start = MonotonicTime.current()
        loop.submit {
          loop.run(afterNanoseconds: 40_000_000) {
            loop.preconditionOnLoop()
            count.value.wrappingAdd(1, ordering: .relaxed)
          }
        }
        #expect(eventually { count.value.load(ordering: .relaxed) == 1 })
        #expect(MonotonicTime.current().nanoseconds(since: start) >= 40_000_000)
      }
      #expect(count.value.load(ordering: .relaxed) == 1)
    }

    @Test func `an event of a registration that was let go of in the same turn is ignored`() throws
    {
      let pairs = [try Pair(), try Pair()]
      let calls = Atomic<Int>.Box()
      for pair in pairs { #expect(try pair.client.send([1].span) == .done(1)) }
      try withLoop { loop in
        loop.submit {
          let group = Group(loop, calls)
          for pair in pairs { group.watch(pair.served) }
        }
        #expect(eventually { calls.value.load(ordering: .relaxed) == 1 })
      }
      #expect(calls.value.load(ordering: .relaxed) == 1)
    }

    @Test func `a stuck loop shows from another thread`() throws {
      try withLoop { loop in
        let release = DispatchSemaphore(value: 0)
        #expect(eventually { loop.busyNanoseconds == 0 })
        let turns = loop.turns
        loop.submit { release.wait() }
        #expect(eventually { loop.busyNanoseconds > 20_000_000 })
        #expect(loop.turns > turns)
        release.signal()
        #expect(eventually { loop.busyNanoseconds == 0 })
      }
    }

    @Test func `a loop that gets on is not busy with what came before`() throws {
      let pairs = try (0..<3).map { _ in try Pair() }
      for pair in pairs { #expect(try pair.client.send([1].span) == .done(1)) }
      let sleeper = Sleeper()
      try withLoop { loop in
        loop.submit {
          for pair in pairs { sleeper.watch(pair.served, on: loop) }
        }
        #expect(eventually { sleeper.excesses.withLock { $0.count } == pairs.count })
      }
      #expect(sleeper.excesses.withLock { $0 } == [0, 0, 0])
    }

    @Test func `loops leave Dispatch's other queues their threads`() throws {
      let loops = try (0..<16).map { try EventLoop(index: $0) }
      for loop in loops { loop.start() }
      let done = DispatchSemaphore(value: 0)
      DispatchQueue.global().async { done.signal() }
      #expect(done.wait(timeout: .now() + 60) == .success)
      for loop in loops { loop.submit { loop.stop() } }
      for loop in loops { loop.waitUntilStopped() }
    }

    #if DEBUG
      @Test func `a wait that is interrupted goes on`() throws {
        let ran = Atomic<Int>.Box()
        try withLoop { loop in
          loop.submit { ForcedErrno.force(.interrupted, on: .epollWait, count: 3) }
          #expect(eventually { loop.turns >= 4 })
          loop.submit { ran.value.wrappingAdd(1, ordering: .relaxed) }
          #expect(eventually { ran.value.load(ordering: .relaxed) == 1 })
        }
      }
    #endif
  }
}

private func withLoop(_ body: (EventLoop) throws -> Void) throws {
  let loop = try EventLoop(index: 0)
  loop.start()
  defer {
    loop.submit { loop.stop() }
    loop.waitUntilStopped()
  }
  try body(loop)
}

extension Atomic where Value == Int {
  /// A counter that several owners share.
  final class Box: Sendable {
    let value = Atomic<Int>(0)
  }
}

/// Reads what comes.
///
/// `@unchecked Sendable`: the mutable state is used on its loop alone.
private final class Echo: EventHandler, @unchecked Sendable {
  let received = Guarded<[UInt8]>([])
  let hasEnded = Atomic<Bool>(false)
  private let pair: Pair
  private var loop: EventLoop?
  private var registration: Registration?

  init(_ pair: Pair) { self.pair = pair }

  func start(on loop: EventLoop) {
    self.loop = loop
    registration = try? loop.register(pair.served, for: .reading, handler: self)
  }

  func handleReadiness() {
    var buffer = [UInt8](repeating: 0, count: 8)
    guard case .done(let count)? = try? pair.receive(&buffer) else { return }
    received.withLock { $0 += buffer[..<count] }
    guard count == 0, let loop, let registration else { return }
    hasEnded.store(true, ordering: .relaxed)
    loop.forget(registration)
    try? SystemCalls.shutDownWriting(pair.served.number)
    self.registration = nil
    self.loop = nil
  }

  func handlePassedDeadline() {}
}

private final class Timer: EventHandler {
  let count: Atomic<Int>.Box

  init(_ count: Atomic<Int>.Box) { self.count = count }

  func handleReadiness() {}

  func handlePassedDeadline() { count.value.wrappingAdd(1, ordering: .relaxed) }
}

/// Takes its time over each descriptor that is ready, and notes by how much the loop's time for it
/// exceeds that since it was done with the one before.
///
/// `@unchecked Sendable`: the mutable state is used on its loop alone.
private final class Sleeper: EventHandler, @unchecked Sendable {
  let excesses = Guarded<[UInt64]>([])
  private var loop: EventLoop?
  private var awaited = 0
  private var doneAt: MonotonicTime?

  func watch(_ descriptor: borrowing Descriptor, on loop: EventLoop) {
    self.loop = loop
    awaited += 1
    if (try? loop.register(descriptor, for: .reading, handler: self)) == nil {
      Issue.record("the kernel refused to watch")
    }
  }

  func handleReadiness() {
    guard let loop, awaited > 0 else { return }
    awaited -= 1
    let busy = loop.busyNanoseconds
    let past = doneAt.map { MonotonicTime.current().nanoseconds(since: $0) }
    excesses.withLock { $0.append(past.map { busy > $0 ? busy - $0 : 0 } ?? 0) }
    usleep(20_000)
    doneAt = .current()
    if awaited == 0 {
      loop.stop()
      self.loop = nil
    }
  }

  func handlePassedDeadline() {}
}

/// The first of its handlers that is told withdraws them all.
private final class Group: EventHandler {
  private let loop: EventLoop
  private let calls: Atomic<Int>.Box
  private var registrations: [Registration] = []

  init(_ loop: EventLoop, _ calls: Atomic<Int>.Box) {
    self.loop = loop
    self.calls = calls
  }

  func watch(_ descriptor: borrowing Descriptor) {
    guard let registration = try? loop.register(descriptor, for: .reading, handler: self) else {
      Issue.record("the kernel refused to watch")
      return
    }
    registrations.append(registration)
  }

  func handleReadiness() {
    calls.value.wrappingAdd(1, ordering: .relaxed)
    for registration in registrations { loop.forget(registration) }
    registrations = []
  }

  func handlePassedDeadline() {}
}
