internal import Dispatch
internal import Locks
internal import Sockets
internal import Synchronization

/// Takes lines from many threads and writes them to a sink on a thread of its own: whoever hands
/// one over never waits for whoever reads it.
///
/// An event loop has a lane of its own; any other thread uses `append`. Lines of one lane keep
/// their order, those of several are as close together as `RecordLimits.gatheringMilliseconds`.
/// What is on its way when the process dies is lost with it.
public final class RecordWriter: Sendable {
  /// Words the loss of so many lines as a line; an empty one is not written.
  public typealias LossNote = @Sendable (_ count: Int) -> [UInt8]

  private let sink: any RecordSink
  private let lossNote: LossNote
  private let gatheringMilliseconds: Int
  private let bell = RecordBell()
  private let lanes: Guarded<[RecordLane]>
  private let sharedLanes: [SharedLane]
  private let refusals = Atomic<Int>(0)
  private let losses = Atomic<Int>(0)
  private let isToReopen = Atomic<Bool>(false)
  /// When a writer that ends gives up, by the monotonic clock; 0 while it goes on.
  private let end = Atomic<UInt64>(0)
  private let finished = DispatchGroup()

  /// Starts a writer, which runs until `close`.
  ///
  /// - Parameters:
  ///   - label: names the thread.
  ///   - gatheringMilliseconds: how long lines are gathered after the first, unless a lane is half
  ///     full before.
  ///   - lossNote: called on the writer's thread after lines were lost, once the sink takes lines
  ///     again.
  public init(
    label: String, sink: any RecordSink,
    gatheringMilliseconds: Int = RecordLimits.gatheringMilliseconds,
    lossNote: @escaping LossNote = { _ in [] }
  ) {
    self.gatheringMilliseconds = gatheringMilliseconds
    self.sink = sink
    self.lossNote = lossNote
    let bell = bell
    let sharedLanes = (0..<RecordLimits.sharedLanes).map { _ in SharedLane(bell: bell) }
    self.sharedLanes = sharedLanes
    lanes = Guarded(sharedLanes.map(\.lane))
    let queue = DispatchQueue(label: label)
    queue.async(group: finished) { self.run() }
  }

  /// Lines lost: those that found no room, and those that the sink did not take.
  public var lostCount: Int {
    let dropped = lanes.withLock { $0.reduce(0) { $0 + $1.droppedCount } }
    return dropped + refusals.load(ordering: .relaxed) + losses.load(ordering: .relaxed)
  }

  /// A lane for one more thread, which is to use it alone.
  public func makeLane(bytes: Int = RecordLimits.laneBytes) -> RecordLane {
    let lane = RecordLane(bytes: bytes, bell: bell)
    lanes.withLock { $0.append(lane) }
    return lane
  }

  /// Hands over lines from any thread, without waiting for another that does so too.
  ///
  /// - Returns: false where they found no room and are counted as lost, as one.
  @discardableResult
  public func append(_ lines: Span<UInt8>) -> Bool {
    for shared in sharedLanes where shared.enter() {
      defer { shared.leave() }
      return shared.lane.append(lines)
    }
    refusals.add(1, ordering: .relaxed)
    return false
  }

  /// Lets the sink open again what is behind it, before the next line; returns at once.
  public func reopen() {
    isToReopen.store(true, ordering: .releasing)
    bell.strike()
  }

  /// Writes what was handed over before, and ends.
  ///
  /// - Returns: whether everything found its end within the limit; a line handed over later finds
  ///   none.
  @discardableResult
  public func close(within limit: Duration) -> Bool {
    let nanoseconds = max(1, limit.wholeNanoseconds)
    end.store(
      MonotonicTime.current().advanced(byNanoseconds: nanoseconds).nanoseconds,
      ordering: .releasing)
    bell.strike()
    let patience = DispatchTimeInterval.milliseconds(RecordLimits.partingMilliseconds)
    let deadline = DispatchTime.now() + .nanoseconds(Int(clamping: nanoseconds))
    return finished.wait(timeout: deadline + patience) == .success
  }
}

// MARK: The writer's thread

extension RecordWriter {
  /// What the thread keeps from round to round.
  private struct Round {
    /// The lines of a lane.
    ///
    /// Room for a whole lane is asked for once: what is never used of it costs addresses alone.
    var lines: [UInt8] = []
    /// After how long the sink wants to rest again, in milliseconds.
    var rest: Int?
    var lostNoted = 0
    var lastNote: MonotonicTime?

    init() { lines.reserveCapacity(RecordLimits.laneBytes) }
  }

  private func run() {
    var round = Round()
    while true {
      let isSecondLook = bell.listen()
      let isLast = end.load(ordering: .acquiring) != 0
      if isToReopen.exchange(false, ordering: .acquiring) { sink.reopen() }
      writeLines(&round)
      noteLoss(&round, isLast: isLast)
      if isLast { return sink.finish() }
      if bell.wait(milliseconds: pause(round.rest, lostNoted: round.lostNoted, isSecondLook)) {
        bell.gather(milliseconds: gatheringMilliseconds)
      }
    }
  }

  /// How long to wait for a line at most, in milliseconds; nil for no end.
  private func pause(_ rest: Int?, lostNoted: Int, _ isSecondLook: Bool) -> Int? {
    var pause = rest ?? .max
    // A loss that is not noted yet is noted soon, be there another line or not.
    if lostCount > lostNoted { pause = min(pause, RecordLimits.lossNoteSeconds * 1000) }
    if !isSecondLook { pause = min(pause, RecordLimits.gatheringMilliseconds) }
    return pause == .max ? nil : pause
  }

  private func writeLines(_ round: inout Round) {
    var hasWritten = false
    for lane in lanes.withLock({ $0 }) {
      round.lines.removeAll(keepingCapacity: true)
      lane.take(into: &round.lines)
      if round.lines.isEmpty { continue }
      write(round.lines.span)
      hasWritten = true
    }
    if hasWritten || round.rest != nil { round.rest = sink.rest() }
  }

  /// Writes lines and counts those that the sink does not take.
  private func write(_ lines: Span<UInt8>) {
    let count = sink.write(lines) { isOver }
    precondition(0...lines.count ~= count, "a sink writes what it is given")
    var lost = 0
    for position in count..<lines.count where lines[position] == UInt8(ascii: "\n") { lost += 1 }
    losses.add(lost, ordering: .relaxed)
  }

  /// Writes a note of the lines lost since the last one, now and then; where the sink does not take
  /// it, the next one tells of them.
  private func noteLoss(_ round: inout Round, isLast: Bool) {
    let lost = lostCount
    guard lost > round.lostNoted else { return }
    let now = MonotonicTime.current()
    let pause = UInt64(RecordLimits.lossNoteSeconds) * 1_000_000_000
    if let lastNote = round.lastNote, !isLast, now.nanoseconds(since: lastNote) < pause { return }
    round.lastNote = now
    let note = lossNote(lost - round.lostNoted)
    guard note.isEmpty || sink.write(note.span, unless: { isOver }) == note.count else { return }
    round.lostNoted = lost
    round.rest = sink.rest()
  }

  private var isOver: Bool {
    let end = end.load(ordering: .acquiring)
    return end != 0 && MonotonicTime.current().nanoseconds >= end
  }
}

/// A lane for threads that write now and then, one of them at a time.
private final class SharedLane: Sendable {
  let lane: RecordLane
  private let isTaken = Atomic<Bool>(false)

  init(bell: RecordBell) {
    lane = RecordLane(bytes: RecordLimits.sharedLaneBytes, bell: bell)
  }

  /// Takes the lane for the calling thread; returns false where another has it.
  func enter() -> Bool { !isTaken.exchange(true, ordering: .acquiring) }

  func leave() { isTaken.store(false, ordering: .releasing) }
}
