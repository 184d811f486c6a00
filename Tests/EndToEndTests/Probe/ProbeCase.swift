import Foundation

/// What a client sends that knows its RFCs, or knows them not, and what it must be answered.
struct ProbeCase {
  /// The section that rules on it, as `9112 3.2`.
  let section: String
  /// What the client does.
  let name: String
  /// The octets sent: `¶` stands for CR LF, and a line `H` for a Host field.
  let input: String
  /// The statuses answered, in order, interim ones too.
  let statuses: [Int]
  /// Whether the connection goes on, so that a request sent right behind is answered too.
  let persists: Bool
  /// The places, among the answers, of those to HEAD.
  var bodiless: Set<Int> = []

  /// The octets.
  var octets: [UInt8] {
    let lines = input.replacingOccurrences(of: "¶", with: "\r\n")
    return Array(lines.replacingOccurrences(of: "\r\nH\r\n", with: "\r\nHost: a\r\n").utf8)
  }
}

/// The cases of one section after the other.
struct ProbeTable {
  private(set) var cases: [ProbeCase] = []
  private var section = ""

  /// Begins a section.
  mutating func section(_ section: String) { self.section = section }

  /// What is answered so, after which the connection goes on.
  mutating func serves(_ name: String, _ input: String, _ statuses: Int...) {
    add(name, input, statuses.isEmpty ? [200] : statuses, persists: true)
  }

  /// What is answered so, after which the connection ends.
  mutating func ends(_ name: String, _ input: String, _ statuses: Int...) {
    add(name, input, statuses.isEmpty ? [400] : statuses, persists: false)
  }

  /// HEAD, which is answered so and without content.
  mutating func heads(_ name: String, _ input: String, _ status: Int = 200) {
    let probe = ProbeCase(
      section: section, name: name, input: input, statuses: [status], persists: true,
      bodiless: [0])
    cases.append(probe)
  }

  private mutating func add(_ name: String, _ input: String, _ statuses: [Int], persists: Bool) {
    cases.append(
      ProbeCase(
        section: section, name: name, input: input, statuses: statuses, persists: persists))
  }
}
