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

  /// What becomes of a line under both, with the accumulators that it brings.
  public mutating func compare(_ line: Span<UInt8>) -> LineOutcome {
    outcome(try? before.settlement(line), try? after.settlement(line))
  }

  /// What becomes of a line under both, whose person's year is carried along under each.
  ///
  /// - Parameters:
  ///   - key: the key of the person, nil where there is none.
  ///   - persons: the share of persons to which this one belongs.
  /// - Returns: nil where there are as many persons as there may be.
  public mutating func compare(
    _ line: Span<UInt8>, of key: PersonKey?, carrying persons: inout ComparedPersons
  ) -> LineOutcome? {
    let (one, isFull) = LineComparer.answer(line, key, &persons.before, by: &before)
    let (other, isOtherFull) = LineComparer.answer(line, key, &persons.after, by: &after)
    return isFull || isOtherFull ? nil : outcome(one, other)
  }

  /// The key of the person a line is about; nil where it names none, or cannot be read.
  public mutating func personKey(of line: borrowing BatchLine) -> PersonKey? {
    before.personKey(of: line)
  }

  private static func answer(
    _ line: Span<UInt8>, _ key: PersonKey?, _ persons: inout CarriedPersons,
    by calculator: inout Calculator
  ) -> (answer: SettlementAnswer?, isFull: Bool) {
    do throws(Problem) {
      let answer = try calculator.settlement(line, of: key, carrying: &persons)
      return (answer, answer == nil)
    } catch {
      return (nil, false)
    }
  }

  private func outcome(_ one: SettlementAnswer?, _ other: SettlementAnswer?) -> LineOutcome {
    guard let one, let other else {
      return .faulty(FaultySides(before: one == nil, after: other == nil))
    }
    let difference = LineDifference(one, other)
    return .settled(difference, difference.isChanged ? AnswerPair(one, other) : nil)
  }
}

/// What the persons of a share have used up so far under each policy.
public struct ComparedPersons: Sendable {
  var before: CarriedPersons
  var after: CarriedPersons

  /// A share without persons, who are counted under each policy.
  public init(_ before: PersonCensus, _ after: PersonCensus) {
    self.before = CarriedPersons(before)
    self.after = CarriedPersons(after)
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
