/// 居民医保费由个人缴费和政府财政补助组成, A 四（二）; 资助对象由财政全额补助, A 四（三）.
public struct ResidentAnnual: ContributionClaim {
  /// The year it is paid for.
  public let year: Int
  /// 人均筹资额标准; nil leaves it to the policy.
  public let standard: Money?
  /// 个人缴费; nil leaves it to the policy.
  public let individual: Money?
  /// 上一年度居民人均可支配收入; nil leaves it to the policy, which may not know it either.
  public let disposableIncome: Money?
  /// Whether the person belongs to a group of A 四（三）.
  public let isSubsidised: Bool

  /// The claim.
  public init(
    year: Int, standard: Money?, individual: Money?, disposableIncome: Money?, isSubsidised: Bool
  ) {
    self.year = year
    self.standard = standard
    self.individual = individual
    self.disposableIncome = disposableIncome
    self.isSubsidised = isSubsidised
  }

  /// The kind on the wire.
  public static var kind: ContributionKind { .residentAnnual }

  /// The first day of the year.
  public var day: Day? { Day(year: year, month: 1, day: 1) }

  /// A year or amounts out of range.
  public var faults: [RequestFault] {
    RequestMember.year.faults(year)
      + RequestMember.standard.faults(standard)
      + RequestMember.individual.faults(individual)
      + RequestMember.disposableIncome.faults(disposableIncome)
  }

  /// The individual share and what the treasury adds to reach the standard.
  public func contribution(
    under terms: ContributionTerms
  ) throws(RequestFaults) -> Contribution {
    let terms = terms.resident
    let (standard, individual) = try financing(under: terms)
    guard individual.amount <= standard.amount else {
      throw RequestFaults([.inconsistent(.individual)])
    }
    let income = GivenAmount(disposableIncome, else: terms.disposableIncome)
    let payable = isSubsidised ? .zero : individual.amount
    return Contribution(
      kind, on: ContributionBase(standard.amount, figures: standard.figures),
      [
        ContributionShare(
          .individual, payable, of: standard.amount, figure: individual.figures.first),
        ContributionShare(
          .fiscal, standard.amount - payable, of: standard.amount,
          figure: individual.figures.first),
      ], isSubsidised: isSubsidised,
      floors: terms.floors(standard: standard, individual: individual, income: income))
  }

  /// 人均筹资额标准 and 个人缴费, both of which must be known.
  private func financing(
    under terms: ResidentContributionTerms
  ) throws(RequestFaults) -> (standard: GivenAmount, individual: GivenAmount) {
    let standard = GivenAmount(standard, else: terms.standard)
    let individual = GivenAmount(individual, else: terms.individual)
    if let standard, let individual { return (standard, individual) }
    var faults: [RequestFault] = []
    if standard == nil {
      faults.append(.parameterMissing(.standard, parameter: "resident.contribution.standard"))
    }
    if individual == nil {
      faults.append(.parameterMissing(.individual, parameter: "resident.contribution.individual"))
    }
    throw RequestFaults(faults)
  }
}

/// An amount of the request, or of the policy where the request has none.
private struct GivenAmount {
  let amount: Money
  let figures: [FigureUse]

  init?(_ requested: Money?, else figure: Figure<Money>?) {
    guard let amount = requested ?? figure?.value else { return nil }
    self.amount = amount
    figures = requested == nil ? [figure?.use].compactMap { $0 } : []
  }
}

extension ResidentContributionTerms {
  /// 标准不低于人均可支配收入的2.5%，个人缴费不低于标准的三分之一, A 四（二）.
  ///
  /// Compared exactly and before any subsidy; the first only where the income is known.
  fileprivate func floors(
    standard: GivenAmount, individual: GivenAmount, income: GivenAmount?
  ) -> ContributionFloors {
    var missed: [RequestMember] = []
    var figures = [standardPerIndividual.use]
    if let income {
      figures += income.figures + [standardFloorRate.use]
      let (one, rate) = (Rate.one.tenThousandths, standardFloorRate.value.tenThousandths)
      if standard.amount.exactly(times: one) < income.amount.exactly(times: rate) {
        missed.append(.standard)
      }
    }
    if individual.amount.exactly(times: standardPerIndividual.value)
      < standard.amount.exactly(times: 1)
    {
      missed.append(.individual)
    }
    return ContributionFloors(missed: missed, figures: figures)
  }
}

extension Money {
  /// So many times the amount in fen, unrounded, for comparing.
  fileprivate func exactly(times factor: Int64) -> Int128 { Int128(fen) * Int128(factor) }
}
