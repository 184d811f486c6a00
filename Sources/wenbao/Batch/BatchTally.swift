import Bulk

/// How far a batch has come, and how fast.
struct BatchTally {
  /// The lines answered, those of an earlier run among them.
  private(set) var lineCount: Int
  /// Those of them that were refused.
  private(set) var refusedCount: Int
  /// The lines that an earlier run has answered.
  let earlierLineCount: Int
  private let start = ContinuousClock.now
  private let inputBytes: Int?
  private var bytesRead = 0

  /// The tally at the start of a run.
  ///
  /// - Parameter inputBytes: the octets of the input; nil where nobody knows.
  init(earlier point: ResumePoint?, inputBytes: Int?) {
    lineCount = point?.lineCount ?? 0
    refusedCount = point?.countedCount ?? 0
    earlierLineCount = lineCount
    self.inputBytes = inputBytes
  }

  /// Counts some lines that have been answered.
  mutating func count(_ answers: BatchAnswers, bytesRead: Int) {
    lineCount += answers.lineCount
    refusedCount += answers.refusedCount
    self.bytesRead = bytesRead
  }

  /// The summary of a run, as in "1000000 lines, 3 refused, 6.1 s, 163934 lines/s".
  var summary: String {
    let earlier = earlierLineCount == 0 ? "" : " (\(earlierLineCount) by an earlier run)"
    return "\(lineCount) lines\(earlier), \(refusedCount) refused, \(seconds.oneDecimal) s, "
      + "\(Int(rate)) lines/s"
  }

  /// The state of a run, as in "412000 lines  164000 lines/s  37 %  1:09 left".
  var progress: String {
    var parts = ["\(lineCount) lines", "\(Int(rate)) lines/s"]
    if let share {
      parts.append("\(Int(share * 100)) %")
      if share > 0 { parts.append("\(Self.clock(seconds * (1 - share) / share)) left") }
    }
    return parts.joined(separator: "  ")
  }

  /// How much of the input has been read, from 0 to 1; nil where nobody knows.
  var share: Double? {
    guard let inputBytes, inputBytes > 0 else { return nil }
    return min(Double(bytesRead) / Double(inputBytes), 1)
  }

  private var seconds: Double { (ContinuousClock.now - start) / .seconds(1) }

  /// Lines a second, those of this run.
  private var rate: Double { Double(lineCount - earlierLineCount) / max(seconds, 1e-9) }

  /// As in "1:09" or "2:01:09".
  private static func clock(_ seconds: Double) -> String {
    let whole = Int(seconds.rounded())
    let (hours, minutes, rest) = (whole / 3600, whole / 60 % 60, whole % 60)
    let padded = { (number: Int) in number < 10 ? "0\(number)" : "\(number)" }
    return hours > 0
      ? "\(hours):\(padded(minutes)):\(padded(rest))" : "\(minutes):\(padded(rest))"
  }
}

extension Double {
  /// Rounded to one decimal.
  fileprivate var oneDecimal: String { "\((self * 10).rounded() / 10)" }
}
