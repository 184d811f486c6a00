internal import Dispatch
internal import Synchronization

/// Wakes the writer, once for all lines that come while it is awake.
///
/// Whoever appends a line looks at one flag; the writer raises it before it looks at the lanes. So
/// either the line is seen or the writer is woken, but for a line and a flag that cross on their
/// way from one processor to the other. To rule that out each line would have to wait until all
/// that was stored before it has arrived, which takes longer than to write it. Instead the writer
/// looks a second time, milliseconds after it has raised the flag, before it waits without end: by
/// then what was stored while the flag was down has long arrived.
final class RecordBell: Sendable {
  private let isListening = Atomic<Bool>(false)
  private let isGathering = Atomic<Bool>(false)
  private let strokes = DispatchSemaphore(value: 0)

  /// Wakes the writer if it listens; never waits.
  func ring() {
    guard isListening.load(ordering: .relaxed), isListening.exchange(false, ordering: .relaxed)
    else { return }
    strokes.signal()
  }

  /// Wakes the writer whatever it does.
  func strike() { strokes.signal() }

  /// Asks to be woken by the next line.
  ///
  /// - Returns: whether it was asked before already, and no line has come since.
  func listen() -> Bool { isListening.exchange(true, ordering: .sequentiallyConsistent) }

  /// Ends the writer's gathering, for a lane fills up; never waits.
  func hurry() {
    guard isGathering.load(ordering: .relaxed), isGathering.exchange(false, ordering: .relaxed)
    else { return }
    strokes.signal()
  }

  /// Waits for more lines for so long, or until it is to hurry.
  func gather(milliseconds: Int) {
    isGathering.store(true, ordering: .relaxed)
    wait(milliseconds: milliseconds)
    isGathering.store(false, ordering: .relaxed)
  }

  /// Waits for a stroke, at most so long; without end where nothing is given.
  ///
  /// - Returns: whether there was one.
  @discardableResult
  func wait(milliseconds: Int? = nil) -> Bool {
    let limit = milliseconds.map { DispatchTime.now() + .milliseconds($0) } ?? .distantFuture
    return strokes.wait(timeout: limit) == .success
  }
}
