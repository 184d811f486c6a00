import Foundation
import Insurance

/// The text of an instrument as it was printed, cut into its clauses.
struct InstrumentText {
  /// The places of the clauses, in order; 施行 is the sentence on when it comes into force.
  private(set) var places: [String] = []
  private var section: String?
  private var clause: String?

  /// Reads lines of print: a paragraph runs over several of them, and pages have numbers.
  ///
  /// A place begins a paragraph. A line that merely begins with one, in the middle of a sentence,
  /// is told apart by the end of the line before.
  init(_ lines: [String]) {
    var beginsParagraph = false
    for line in lines {
      let line = line.trimmingCharacters(in: .whitespacesAndNewlines)
      guard !line.isEmpty, line.wholeMatch(of: /— \d+ —/) == nil else { continue }
      let isHeading = beginsParagraph && place(line)
      beginsParagraph = isHeading || ["。", "：", "；", "）"].contains(line.last)
    }
  }

  /// Notes the place that a paragraph begins with; whether it is a section's heading.
  private mutating func place(_ line: String) -> Bool {
    if let match = line.prefixMatch(of: /([一二三四五六七八九十]+)、/) {
      (section, clause) = (String(match.1), nil)
      places.append(String(match.1))
      return true
    }
    guard let section else { return false }
    if let match = line.prefixMatch(of: /（[一二三四五六七八九十]+）/) {
      clause = section + match.output
      places.append(section + match.output)
    } else if let clause, let match = line.prefixMatch(of: /([1-9])\./) {
      places.append(clause + match.1)
    } else if line.hasPrefix("本办法自") || line.hasPrefix("本意见自") {
      places.append("施行")
    }
    return false
  }
}
