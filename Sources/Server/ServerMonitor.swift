internal import Sockets
internal import Synchronization

/// How a server fares, for anyone to read at any time: its responders, its metrics, a watchdog.
public final class ServerMonitor: Sendable {
  private let ready = Atomic<Bool>(false)
  private let loops: [EventLoop]
  let loopCounters: [LoopCounters]

  init(loops: [EventLoop]) {
    self.loops = loops
    loopCounters = loops.map { _ in LoopCounters() }
  }

  /// Whether new work should come here: from the start to the first moment of a drain.
  public var isReady: Bool { ready.load(ordering: .relaxed) }

  /// The counters, summed over the loops; each figure is exact, the set of them no snapshot.
  public var counters: ServerCounters {
    var sum = ServerCounters()
    for counters in loopCounters { sum.add(counters) }
    return sum
  }

  /// For each loop, how long it has been at one event, in nanoseconds; 0 while it waits.
  ///
  /// A figure beyond a few hundred milliseconds means that a responder is stuck.
  public var loopBusyNanoseconds: [UInt64] { loops.map(\.busyNanoseconds) }

  /// How many loops have been at one event for longer than `time`.
  ///
  /// Whoever comes to one of them gets no answer; a loop that has much to do and gets on is none.
  public func stuckLoopCount(after time: Duration = stuckTime) -> Int {
    let limit = time.wholeNanoseconds
    return loopBusyNanoseconds.count { $0 > limit }
  }

  /// The time after which a loop counts as stuck.
  ///
  /// 2 s, as Vert.x (`maxEventLoopExecuteTime`); an event is dealt with in milliseconds.
  public static let stuckTime = Duration.seconds(2)

  func setReady(_ isReady: Bool) { ready.store(isReady, ordering: .relaxed) }
}
