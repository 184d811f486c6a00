internal import Dispatch
internal import Synchronization

/// Wakes the writer, once for all lines that come while it is awake.
///
/// Whoever appends a line looks at one flag; the writer raises it before it looks at the lanes. The
/// flag and the ends of the lanes are read and written in one order that all threads agree on, so
/// either the line is seen or the writer is woken.
final class RecordBell: Sendable {
  private let isListening = Atomic<Bool>(false)
  private let isGathering = Atomic<Bool>(false)
  private let strokes = DispatchSemaphore(value: 0)

  /// Wakes the writer if it listens; never waits.
  func ring() {
    guard isListening.load(ordering: .sequentiallyConsistent),
      isListening.exchange(false, ordering: .sequentiallyConsistent)
    else { return }
    strokes.signal()
  }

  /// Wakes the writer whatever it does.
  func strike() { strokes.signal() }

  /// Asks to be woken by the next line.
  func listen() { isListening.store(true, ordering: .sequentiallyConsistent) }

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
  func wait(milliseconds: Int? = nil) {
    guard let milliseconds else { return strokes.wait() }
    _ = strokes.wait(timeout: .now() + .milliseconds(milliseconds))
  }
}
