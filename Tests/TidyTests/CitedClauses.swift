import Foundation
import Insurance

/// The clauses that a line cites in words, such as `A 三（五）1, 四（五）1` or
/// `温政办〔2024〕6号 三（八）（九）`.
struct CitedClauses {
  /// The clauses, in the order of the line.
  private(set) var all: [Citation] = []

  init(in line: String) {
    guard line.utf8.contains(where: { $0 >= 0xE4 }) else { return }
    let citation =
      #/
      (\b[AB]\ |温政办〔20\d\d〕\d+号\ ?)
      ((?:(?:,\ |，|、|\ and\ )?
        [一二三四五六七八九十]+(?:(?:（[一二三四五六七八九十]+）)+[1-9]?|(?!\p{Script=Han})))+)
      /#
    for match in line.matches(of: citation) {
      let instrument = CitedClauses.number(of: match.1)
      for place in CitedClauses.places(in: match.2) {
        all.append(Citation(instrument: instrument, clause: place))
      }
    }
  }

  /// The instrument's number: A and B stand for the two.
  private static func number(of name: Substring) -> String {
    switch name {
    case "A ": Instrument.measures.rawValue
    case "B ": Instrument.opinions.rawValue
    default: name.trimmingCharacters(in: .whitespaces)
    }
  }

  /// `三（一）（二）, 四（五）1` is 三（一）, 三（二） and 四（五）1.
  private static func places(in list: Substring) -> [String] {
    list.matches(of: /([一二三四五六七八九十]+)((?:（[一二三四五六七八九十]+）)*)([1-9]?)/)
      .flatMap { match -> [String] in
        let clauses = match.2.split(separator: "（").map { "（\($0)" }
        guard let last = clauses.last else { return [String(match.1)] }
        return clauses.dropLast().map { match.1 + $0 } + ["\(match.1)\(last)\(match.3)"]
      }
  }
}
