import API
public import Insurance

/// A line that both policies settle, and who pays what of it under each.
public struct LineDifference: Sendable {
  /// The person's scheme.
  public let scheme: Scheme
  /// The kind of care.
  public let kind: EncounterKind
  /// The level of the institution, or a pharmacy.
  public let place: Place
  /// The month of the encounter.
  public let month: Month
  /// Who pays what under the first policy.
  public let before: Shares
  /// Who pays what under the second.
  public let after: Shares
  /// The clauses that the difference comes from, sorted; none where nobody pays another amount.
  public let clauses: [Citation]

  /// Whether anybody pays another amount.
  public var isChanged: Bool { before != after }

  /// How much more the person bears under the second policy; less where it is negative.
  public var personalChange: Money { after.persons - before.persons }

  /// The difference between two answers to the same line.
  ///
  /// A month is of a day that has been read, so it is real.
  init(_ before: SettlementAnswer, _ after: SettlementAnswer) {
    let encounter = before.claim.encounter
    scheme = before.claim.person.enrolment.scheme
    kind = encounter.kind
    place = encounter.place
    month = Month(of: encounter.date)
    self.before = Shares(before.settlement)
    self.after = Shares(after.settlement)
    clauses =
      self.before == self.after ? [] : ChangedClauses(before, after).citations
  }
}

extension Month {
  /// The month that a day is in.
  fileprivate init(of day: Day) {
    guard let month = Month(year: day.year, month: day.month) else {
      preconditionFailure("a real day is in a real month")
    }
    self = month
  }
}

/// What became of a line under both policies.
public enum LineOutcome: Sendable {
  /// Both settled it.
  case settled(LineDifference)
  /// One or both refused it.
  case faulty(FaultySides)
}

/// Under which policies a line is refused.
public struct FaultySides: Hashable, Sendable {
  /// Under the first.
  public let before: Bool
  /// Under the second.
  public let after: Bool
}
