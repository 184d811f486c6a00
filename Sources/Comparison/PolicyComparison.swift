public import Insurance

/// Adds up what lines come to under two policies, in memory that does not grow with the lines.
public struct PolicyComparison: Sendable {
  /// The lines whose difference is shown in full.
  public static let largestCount = 10
  /// The numbers of faulty lines that are kept; all are counted.
  public static let faultyNumbersMax = 1000

  private(set) var total = Tally()
  private(set) var faulty = FaultyLines()
  private(set) var largest: [LargestDifference] = []
  private(set) var schemes: [Scheme: Tally] = [:]
  private(set) var kinds: [EncounterKind: Tally] = [:]
  private(set) var places: [Place: Tally] = [:]
  private(set) var months: [Month: Tally] = [:]
  private(set) var causes: [LineDifference.Cause: Tally] = [:]
  /// One for each step of `CostScale`.
  private(set) var costs: [Tally]

  /// A comparison of no lines yet.
  public init() { costs = Array(repeating: Tally(), count: CostScale.count) }

  /// Adds a line; the numbers of the lines rise.
  ///
  /// - Throws: `ComparisonFault` where the sums no longer fit.
  public mutating func add(
    _ number: Int, _ outcome: LineOutcome
  ) throws(ComparisonFault) {
    switch outcome {
    case .faulty(let sides): faulty.add(number, sides)
    case .settled(let line, let answers):
      try checkRoom(for: line)
      count(line)
      guard let answers, isLarge(line) else { return }
      insert(
        LargestDifference(
          number: number, line: line, before: Explanation(answers.before),
          after: Explanation(answers.after)))
    }
  }

  /// All sums are parts of what is charged, so that while it fits, they do.
  private func checkRoom(for line: LineDifference) throws(ComparisonFault) {
    let (_, overflow) = total.total.fen.addingReportingOverflow(line.before.total.fen)
    if overflow { throw .sumsTooLarge }
  }

  private mutating func count(_ line: LineDifference) {
    total.add(line)
    schemes[line.scheme, default: Tally()].add(line)
    kinds[line.kind, default: Tally()].add(line)
    places[line.place, default: Tally()].add(line)
    months[line.month, default: Tally()].add(line)
    causes[line.cause, default: Tally()].add(line)
    costs[CostScale.step(of: line.before.total)].add(line)
  }

  /// Whether a line is among the largest so far; of equal ones the first stays.
  private func isLarge(_ line: LineDifference) -> Bool {
    guard line.isChanged else { return false }
    guard largest.count == Self.largestCount, let least = largest.last else { return true }
    return line.magnitude > least.line.magnitude
  }

  private mutating func insert(_ difference: LargestDifference) {
    let place = largest.firstIndex { $0.line.magnitude < difference.line.magnitude }
    largest.insert(difference, at: place ?? largest.count)
    if largest.count > Self.largestCount { largest.removeLast() }
  }
}

/// Why lines cannot be compared on.
public enum ComparisonFault: Error, Hashable, Sendable {
  /// What was charged together exceeds 92 000 000 000 000 000 yuan, the most that 64 bits hold.
  case sumsTooLarge
}

/// A line among those that differ most, and how it came about under each policy.
public struct LargestDifference: Sendable {
  /// The line's number, from 1: all that is told of whose it is.
  public let number: Int
  /// What differs.
  public let line: LineDifference
  /// How the first policy explains it.
  public let before: Explanation
  /// How the second does.
  public let after: Explanation
}

extension LargestDifference {
  /// One step under both policies.
  public struct SideBySide: Sendable {
    /// The rule.
    public let rule: Rule
    /// Its step under the first policy.
    public let before: ExplainedStep?
    /// Its step under the second.
    public let after: ExplainedStep?

    /// Whether they are not the same.
    public var differs: Bool { before != after }

    /// The clauses of both, each once.
    public var citations: [Citation] {
      var citations = before?.citations ?? []
      for citation in after?.citations ?? [] where !citations.contains(citation) {
        citations.append(citation)
      }
      return citations
    }
  }

  /// The steps of both explanations side by side, in the order of calculation.
  public var steps: [SideBySide] {
    Rule.allCases.compactMap { rule in
      let (one, other) = (before.step(of: rule), after.step(of: rule))
      guard one != nil || other != nil else { return nil }
      return SideBySide(rule: rule, before: one, after: other)
    }
  }
}

/// The lines that a policy refused.
public struct FaultyLines: Equatable, Sendable {
  /// How many are refused under either.
  public private(set) var count = 0
  /// How many under the first.
  public private(set) var countBefore = 0
  /// How many under the second.
  public private(set) var countAfter = 0
  /// The numbers of the first of them.
  public private(set) var numbers: [Int] = []

  mutating func add(_ number: Int, _ sides: FaultySides) {
    count += 1
    if sides.before { countBefore += 1 }
    if sides.after { countAfter += 1 }
    if numbers.count < PolicyComparison.faultyNumbersMax { numbers.append(number) }
  }
}

extension LineDifference {
  /// How much more or less the person bears.
  fileprivate var magnitude: Money { max(personalChange, .zero - personalChange) }
}
