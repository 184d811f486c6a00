public import Insurance

/// What a comparison found.
public struct ComparisonReport: Sendable {
  /// The first policy.
  public let before: ComparedPolicy
  /// The second.
  public let after: ComparedPolicy
  /// Whether each person's year was carried along under each policy, rather than brought by lines.
  public let carriesPersons: Bool
  /// All lines that both settle.
  public let total: Tally
  /// The lines that either refused.
  public let faulty: FaultyLines
  /// The same lines parted in several ways; the rows of each add up to `total`.
  public let breakdowns: [Breakdown]
  /// The same lines by cost, a tenth of them each as nearly as equal costs allow.
  public let deciles: [Decile]
  /// The lines that differ most, the largest difference first.
  public let largest: [LargestDifference]

  /// How many lines there were.
  public var lineCount: Int { total.lines + faulty.count }

  /// What a comparison of two policies found.
  public init(
    _ comparison: PolicyComparison, _ before: ComparedPolicy, _ after: ComparedPolicy,
    carriesPersons: Bool = false
  ) {
    self.carriesPersons = carriesPersons
    self.before = before
    self.after = after
    total = comparison.total
    faulty = comparison.faulty
    largest = comparison.largest
    deciles = Decile.all(comparison.costs)
    breakdowns = Breakdown.Dimension.allCases.map { Breakdown(of: comparison, by: $0) }
  }
}

/// One of the two policies that are compared.
public struct ComparedPolicy: Hashable, Sendable {
  /// Where it was loaded from.
  public let folder: String
  /// What the deployment calls it.
  public let id: String
  /// The digest of its files.
  public let digest: String
  /// The day whose terms were applied to every line; nil where each line had those of its own day.
  public let day: Day?
  /// The readings and parameters changed in it, as `name=value`.
  public let changes: [String]

  /// A policy as it was compared.
  public init(folder: String, id: String, digest: String, day: Day?, changes: [String]) {
    self.folder = folder
    self.id = id
    self.digest = digest
    self.day = day
    self.changes = changes
  }
}

/// All lines, parted by one thing about them.
public struct Breakdown: Sendable {
  /// What lines are parted by.
  public enum Dimension: String, CaseIterable, Sendable {
    /// The clauses that their difference comes from.
    case clause
    /// The person's scheme.
    case scheme
    /// The kind of care.
    case kind
    /// The level of the institution.
    case level
    /// The month of the encounter.
    case month
  }

  /// What the lines of a row have in common.
  public enum Key: Hashable, Sendable {
    /// What their difference comes from.
    case cause(LineDifference.Cause)
    /// The person's scheme.
    case scheme(Scheme)
    /// The kind of care.
    case kind(EncounterKind)
    /// The level of the institution, or a pharmacy.
    case place(Place)
    /// The month of the encounter.
    case month(Month)
  }

  /// What lines are parted by.
  public let dimension: Dimension
  /// The parts, none of them without lines.
  public let rows: [(key: Key, tally: Tally)]

  /// What a comparison found, parted by one thing.
  init(of comparison: PolicyComparison, by dimension: Dimension) {
    self.dimension = dimension
    rows =
      switch dimension {
      case .clause:
        comparison.causes.sorted { Breakdown.precedes($0.key, $1.key) }
          .map { (.cause($0), $1) }
      case .scheme: Breakdown.rows(comparison.schemes, Key.scheme)
      case .kind: Breakdown.rows(comparison.kinds, Key.kind)
      case .level: Breakdown.rows(comparison.places, Key.place)
      case .month:
        comparison.months.sorted { $0.key.firstDay < $1.key.firstDay }.map { (.month($0), $1) }
      }
  }

  private static func rows<Value: CaseIterable & Hashable>(
    _ tallies: [Value: Tally], _ key: (Value) -> Key
  ) -> [(key: Key, tally: Tally)] {
    Value.allCases.compactMap { value in tallies[value].map { (key(value), $0) } }
  }

  /// Clauses by instrument and place, fewer before more; after them what has none.
  fileprivate static func precedes(
    _ one: LineDifference.Cause, _ other: LineDifference.Cause
  ) -> Bool {
    switch (one, other) {
    case (.clauses(let one), .clauses(let other)) where one.count == other.count:
      one.lexicographicallyPrecedes(other) {
        ($0.instrument, $0.clause) < ($1.instrument, $1.clause)
      }
    case (.clauses(let one), .clauses(let other)): one.count < other.count
    case (.clauses, _), (.earlierLines, .unchanged): true
    default: false
    }
  }
}

/// A tenth of the lines by cost.
public struct Decile: Sendable {
  /// Which tenth, from 1, the cheapest.
  public let number: Int
  /// The costs it goes from, and the step of cost it ends below; nil where it has no lines.
  public let costs: Range<Money>?
  /// Its lines.
  public let tally: Tally

  /// How many there are.
  static let count = 10

  /// All tenths.
  ///
  /// A step of cost stands whole in the tenth that the middle of its lines is in, so a tenth may
  /// have some more or fewer lines than another, and none where one cost is that frequent.
  static func all(_ costs: [Tally]) -> [Decile] {
    let lines = costs.reduce(0) { $0 + $1.lines }
    var tallies = Array(repeating: Tally(), count: count)
    var ranges = [Range<Money>?](repeating: nil, count: count)
    var linesBefore = 0
    for (step, tally) in costs.enumerated() where tally.lines > 0 {
      let place = min(count - 1, (2 * linesBefore + tally.lines) * count / (2 * lines))
      let start = ranges[place]?.lowerBound ?? CostScale.start(of: step)
      tallies[place].add(tally)
      ranges[place] = start..<CostScale.start(of: step + 1)
      linesBefore += tally.lines
    }
    return tallies.indices.map {
      Decile(number: $0 + 1, costs: ranges[$0], tally: tallies[$0])
    }
  }
}
