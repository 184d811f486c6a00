public import API
public import Insurance

/// Settles lines under two policies; one serves one thread.
public struct LineComparer: ~Copyable {
  private var before: Calculator
  private var after: Calculator

  /// A comparer of two policies.
  public init(_ before: PolicyEdition, _ after: PolicyEdition) {
    self.before = Calculator(PolicySlot(before))
    self.after = Calculator(PolicySlot(after))
  }

  /// What becomes of a line under both.
  public mutating func compare(_ line: Span<UInt8>) -> LineOutcome {
    let (one, other) = answers(to: line)
    guard let one, let other else {
      return .faulty(FaultySides(before: one == nil, after: other == nil))
    }
    return .settled(LineDifference(one, other))
  }

  /// How both explain a line that both settle.
  public mutating func explanations(of line: Span<UInt8>) -> (
    before: Explanation, after: Explanation
  )? {
    let (one, other) = answers(to: line)
    guard let one, let other else { return nil }
    return (Explanation(one), Explanation(other))
  }

  private mutating func answers(
    to line: Span<UInt8>
  ) -> (before: SettlementAnswer?, after: SettlementAnswer?) {
    (try? before.settlement(line), try? after.settlement(line))
  }
}

/// How a settlement came about: its steps with their clauses, without a word on the person.
public struct Explanation: Sendable {
  /// The steps, in the order of calculation.
  public let steps: [ExplainedStep]

  init(_ answer: SettlementAnswer) {
    var steps: [ExplainedStep] = []
    answer.forEachStep { step in
      steps.append(
        ExplainedStep(
          rule: step.rule, base: step.base, rate: step.rate, amount: step.amount,
          citations: answer.edition.citations(of: step, under: answer.terms)))
    }
    self.steps = steps
  }

  /// The step of a rule, where it has one.
  public func step(of rule: Rule) -> ExplainedStep? { steps.first { $0.rule == rule } }
}

/// A step with its clauses looked up.
public struct ExplainedStep: Equatable, Sendable {
  /// The rule.
  public let rule: Rule
  /// What the amount was computed from, where one amount is.
  public let base: Money?
  /// The rate applied, where there is one.
  public let rate: Rate?
  /// The amount.
  public let amount: Money
  /// The clauses.
  public let citations: [Citation]
}
