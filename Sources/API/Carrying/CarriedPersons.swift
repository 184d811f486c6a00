internal import Insurance
internal import Synchronization

/// What a person has used up so far, kept from one line of a batch to the next.
struct CarriedYear: Sendable {
  /// The day of the last encounter.
  let day: Day
  /// Whether the first line of the year brought accumulators, so that one it left out is unknown
  /// rather than zero.
  let isOpened: Bool
  /// The accumulators after the last encounter.
  let yearToDate: YearToDate
}

/// How many persons all shares of a batch hold together.
public final class PersonCensus: Sendable {
  /// The persons whom a batch carries unless told otherwise: some 300 MiB of memory.
  public static let usualPersonsMax = 1_000_000
  /// The most that it can be told to: more than a province insures.
  public static let largestPersonsMax = 100_000_000

  private let personsMax: Int
  private let count = Atomic(0)

  /// A census that has counted nobody, of up to `personsMax`.
  public init(personsMax: Int) { self.personsMax = personsMax }

  /// Counts a person more; returns false where there are as many as there may be.
  func admit() -> Bool {
    count.add(1, ordering: .relaxed).newValue <= personsMax
  }
}

/// What the persons of a share of a batch have used up so far.
public struct CarriedPersons: Sendable {
  private let census: PersonCensus
  private var years: [PersonKey: CarriedYear] = [:]

  /// A share without persons.
  public init(_ census: PersonCensus) { self.census = census }

  /// What a person has used up; nil before their first line.
  subscript(key: PersonKey) -> CarriedYear? { years[key] }

  /// Whether there is room for a person, who is counted where they are new.
  mutating func admit(_ key: PersonKey) -> Bool { years[key] != nil || census.admit() }

  /// Keeps what a person has used up.
  mutating func keep(_ year: CarriedYear, of key: PersonKey) { years[key] = year }
}
