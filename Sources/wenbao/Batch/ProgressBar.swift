import Foundation
import Glibc

/// A line on the terminal that says how far a run has come; nothing where stderr is no terminal.
struct ProgressBar {
  /// As often as a reader follows.
  private static let interval = Duration.milliseconds(200)
  /// How many columns the bar has.
  private static let columns = 24

  private let isShown: Bool
  private var lastShown = ContinuousClock.now

  /// A bar; not shown where answers go to a terminal themselves.
  init(besideStandardOutput: Bool) {
    isShown = isatty(STDERR_FILENO) == 1 && !(besideStandardOutput && isatty(STDOUT_FILENO) == 1)
  }

  /// Shows the state of a run, unless the last one was shown just before.
  mutating func show(_ tally: BatchTally) {
    let now = ContinuousClock.now
    guard isShown, now - lastShown >= Self.interval else { return }
    lastShown = now
    let bar = tally.share.map { share in
      let full = Int(share * Double(Self.columns))
      let empty = Self.columns - full
      return "[\(String(repeating: "#", count: full))\(String(repeating: ".", count: empty))] "
    }
    write("\r\(bar ?? "")\(tally.progress)\u{1B}[K")
  }

  /// Clears the line for what is said at the end.
  func clear() {
    if isShown { write("\r\u{1B}[K") }
  }

  private func write(_ text: String) {
    try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
  }
}
