/// One component of a contribution (缴费构成): who is to receive how much, and of what.
public struct ContributionShare: Hashable, Sendable {
  /// Which component it is.
  public let component: ContributionComponent
  /// What it is a share of, rounded for display.
  public let base: Money
  /// The rate, where the share is one.
  public let rate: Rate?
  /// The amount.
  public let amount: Money
  /// The figure that gives the rate or the amount, where the policy does.
  let figure: FigureUse?

  /// `rate` of `base` × `numerator` ÷ `denominator`, rounded once (rules 1).
  init(
    _ component: ContributionComponent, _ rate: Figure<Rate>, of base: Money,
    times numerator: Int = 1, over denominator: Int = 1
  ) {
    let (numerator, denominator) = (Int64(numerator), Int64(denominator))
    self.component = component
    self.base = base.times(numerator, over: denominator)
    self.rate = rate.value
    amount = base.times(
      numerator * rate.value.tenThousandths, over: denominator * Rate.one.tenThousandths)
    figure = rate.use
  }

  /// A part of `base` that no rate gives.
  init(_ component: ContributionComponent, _ amount: Money, of base: Money, figure: FigureUse?) {
    self.component = component
    self.base = base
    self.rate = nil
    self.amount = amount
    self.figure = figure
  }
}

extension [ContributionShare] {
  /// The shares of both pools of the same base.
  static func pools(
    _ rates: PoolRates, of base: Money, times numerator: Int = 1, over denominator: Int = 1
  ) -> [ContributionShare] {
    [
      ContributionShare(
        .inpatientPool, rates.inpatientPool, of: base, times: numerator, over: denominator),
      ContributionShare(
        .outpatientPool, rates.outpatientPool, of: base, times: numerator, over: denominator),
    ]
  }
}

/// The components of contributions (缴费构成).
public enum ContributionComponent: String, CaseIterable, Sendable {
  /// 住院统筹.
  case inpatientPool
  /// 门诊统筹.
  case outpatientPool
  /// 生育保险.
  case maternity
  /// 个人账户.
  case personalAccount
  /// 居民、大学生个人缴费.
  case individual
  /// 财政补助.
  case fiscal

  /// The fund it goes to.
  ///
  /// The employer's part goes to the pools and the employee's to the account, A 三（三）;
  /// maternity goes to the inpatient pool, A 五（一）.
  public var fund: ContributionFund {
    switch self {
    case .inpatientPool, .maternity: .inpatientPool
    case .outpatientPool: .outpatientPool
    case .personalAccount: .personalAccount
    case .individual, .fiscal: .residentPool
    }
  }
}

/// The funds that receive contributions (基金).
public enum ContributionFund: String, CaseIterable, Sendable {
  /// 职工住院统筹基金.
  case inpatientPool
  /// 职工门诊统筹基金.
  case outpatientPool
  /// 个人账户基金.
  case personalAccount
  /// 居民医保统筹基金.
  case residentPool
}
