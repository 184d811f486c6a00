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
  /// What the difference comes from.
  public let cause: Cause

  /// What makes two policies differ on a line.
  public enum Cause: Hashable, Sendable {
    /// These clauses together, sorted; one at least.
    case clauses([Citation])
    /// What the policies made of the person's earlier lines, where that is carried along.
    case earlierLines
    /// Nothing: everybody pays the same.
    case unchanged
  }

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
    guard self.before != self.after else {
      cause = .unchanged
      return
    }
    let clauses = ChangedClauses(before, after).citations
    cause = clauses.isEmpty ? .earlierLines : .clauses(clauses)
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
  /// Both settled it; their answers are kept where they differ.
  case settled(LineDifference, AnswerPair?)
  /// One or both refused it.
  case faulty(FaultySides)
}

/// The answers of both policies to a line.
public final class AnswerPair: Sendable {
  let before: SettlementAnswer
  let after: SettlementAnswer

  init(_ before: SettlementAnswer, _ after: SettlementAnswer) {
    self.before = before
    self.after = after
  }
}

/// Under which policies a line is refused.
public struct FaultySides: Hashable, Sendable {
  /// Under the first.
  public let before: Bool
  /// Under the second.
  public let after: Bool
}
