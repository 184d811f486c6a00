public import Insurance

/// What is asked of a sample.
public struct SampleSettings: Sendable {
  /// How many lines it has.
  public var count: Int
  /// What everything in it is drawn from: the same seed gives the same bytes on every machine.
  public var seed: UInt64
  /// The days of the encounters, first and last.
  public var days: ClosedRange<Day>
  /// How many persons the encounters are of; nil for one for every twelve encounters of a year.
  public var personCount: Int?
  /// The schemes that persons are insured under, one at least.
  public var schemes: Set<Scheme>
  /// Whether lines name their person and leave out what the person has used up this year, as a
  /// batch reads them that carries it along.
  public var namesPersons: Bool

  /// A sample of so many lines of the year 2024, by default of all schemes.
  public init(count: Int, seed: UInt64) {
    self.count = count
    self.seed = seed
    days = .newYear(2024)...(Day.newYear(2025).previous ?? .newYear(2024))
    schemes = Set(Scheme.allCases)
    namesPersons = false
  }

  /// The most lines: a year of a city of nine million, ten times over.
  public static let countMax = 1_000_000_000
  /// The most persons: those insured in Wenzhou are some eight million.
  public static let personCountMax = 10_000_000
  /// The most years from first to last day.
  public static let yearsMax = 10
}

/// Why there cannot be such a sample.
public enum SampleFault: Error, Hashable, Sendable {
  /// The first day lies before the policy came into force.
  case noPolicyInForce(Day)
  /// The last day lies before the first.
  case endsBeforeItBegins
  /// The days span more years than a sample may.
  case tooManyYears
  /// There are no lines, or more than a sample may have.
  case countOutOfRange
  /// There are no persons, or more than a sample may have.
  case personCountOutOfRange
}

extension SampleSettings {
  /// How many persons the encounters are of.
  ///
  /// - Throws: `SampleFault`, the first there is.
  func checkedPersonCount(under policy: Policy) throws(SampleFault) -> Int {
    guard (1...Self.countMax).contains(count) else { throw .countOutOfRange }
    precondition(!schemes.isEmpty, "persons are insured under some scheme")
    let (first, last) = (days.lowerBound, days.upperBound)
    guard policy.terms(on: first) != nil else { throw .noPolicyInForce(policy.inForceFrom) }
    let years = last.year - first.year + 1
    guard years <= Self.yearsMax else { throw .tooManyYears }
    let usual = min(max(1, count / (12 * years)), Self.personCountMax)
    let personCount = personCount ?? usual
    guard (1...Self.personCountMax).contains(personCount) else { throw .personCountOutOfRange }
    return personCount
  }
}
