extension MaternityAllowance {
  /// Gives every amount that is not zero, in the order of calculation, with its clauses.
  ///
  /// - Parameter body: Receives the steps one by one.
  public func forEachStep(_ body: (Step) -> Void) {
    for step in [averageStep, allowanceStep, topUpStep] + payableSteps
    where !step.amount.isZero {
      body(step)
    }
  }

  private var averageStep: Step {
    Step(
      .averageMonthlyWage, base: claim.base.source, amount: averageMonthlyWage,
      citing: CitationList(.clause(.allowanceFormula)))
  }

  private var allowanceStep: Step {
    Step(
      .allowance, base: averageMonthlyWage, amount: allowance, citing: duringLeave,
      readings: leave.readings)
  }

  private var topUpStep: Step {
    Step(
      .employerTopUp, base: claim.ownMonthlyWage, amount: employerTopUp, citing: duringLeave,
      readings: leave.readings)
  }

  /// The clauses that turn a monthly wage into that of the leave: the formula's and the days'.
  private var duringLeave: CitationList {
    var citations = CitationList(.clause(.allowanceFormula))
    for figure in leave.figures { citations.append(.figure(figure.id)) }
    citations.append(.figure(daysOfMonth.id))
    return citations
  }

  private var payableSteps: [Step] {
    let citations = CitationList(.clause(.allowanceFormula), .figure(requiredMonths.id))
    return [
      Step(.payableToEmployer, base: allowance, amount: payableToEmployer, citing: citations),
      Step(.payableToPerson, base: allowance, amount: payableToPerson, citing: citations),
    ]
  }
}
