internal import Dispatch
internal import Synchronization

/// Wakes the writer, once for all lines that come while it is awake.
///
/// Whoever appends a line looks at one flag; the writer raises it before it looks at the lanes. The
/// flag and the ends of the lanes are read and written in one order that all threads agree on, so
/// either the line is seen or the writer is woken.
final class RecordBell: Sendable {
  private let isListening = Atomic<Bool>(false)
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

  /// Waits for a stroke, at most so long; without end where nothing is given.
  func wait(milliseconds: Int? = nil) {
    guard let milliseconds else { return strokes.wait() }
    _ = strokes.wait(timeout: .now() + .milliseconds(milliseconds))
  }
}
