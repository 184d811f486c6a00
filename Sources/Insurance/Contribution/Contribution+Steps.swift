extension Contribution {
  /// Gives every amount that is not zero, in the order of calculation, with its clauses.
  ///
  /// - Parameter body: Receives the steps one by one.
  public func forEachStep(_ body: (Step) -> Void) {
    if !base.amount.isZero { body(baseStep) }
    for share in shares where !share.amount.isZero { body(step(share)) }
    if !total.isZero {
      body(Step(.contribution, amount: total, citing: CitationList(.clause(kind.clause))))
    }
  }

  private var baseStep: Step {
    Step(
      .contributionBase, base: base.source, rate: base.rate, amount: base.amount,
      citing: citations(base.figures))
  }

  private func step(_ share: ContributionShare) -> Step {
    var citations = citations([share.figure].compactMap { $0 } + term.figures)
    switch share.component {
    case .maternity: citations.append(.clause(.maternityFund))
    case .personalAccount: citations.append(.clause(.personalAccount))
    case .fiscal where isSubsidised: citations.append(.clause(.subsidisedResidents))
    default: break
    }
    return Step(
      Rule(share.component), base: share.base, rate: share.rate, amount: share.amount,
      citing: citations, readings: kind.readings)
  }

  /// The clauses beside the figures, then the kind's own.
  private func citations(_ figures: [FigureUse]) -> CitationList {
    var citations = CitationList()
    for figure in figures { citations.append(.figure(figure.id)) }
    citations.append(.clause(kind.clause))
    return citations
  }
}

extension Rule {
  /// The rule that gives a component.
  public init(_ component: ContributionComponent) {
    switch component {
    case .inpatientPool: self = .inpatientPool
    case .outpatientPool: self = .outpatientPool
    case .maternity: self = .maternity
    case .personalAccount: self = .personalAccount
    case .individual: self = .individual
    case .fiscal: self = .fiscal
    }
  }
}
