/// 破产单位一级至四级工伤职工: 以当年缴费基数每年递增3%计算至退休，不足20年的补足, A 九（四）; R8.
public struct BankruptcyInjured: ContributionClaim {
  /// The day it is paid.
  public let date: Day
  /// 当年医保缴费基数, a year.
  public let annualBase: Money
  /// Months to retirement; 0 from it on.
  public let monthsToRetirement: Int
  /// 累计缴费年限, in months.
  public let contributedMonths: Int

  /// The claim.
  public init(date: Day, annualBase: Money, monthsToRetirement: Int, contributedMonths: Int) {
    self.date = date
    self.annualBase = annualBase
    self.monthsToRetirement = monthsToRetirement
    self.contributedMonths = contributedMonths
  }

  /// The kind on the wire.
  public static var kind: ContributionKind { .bankruptcyInjured }

  /// The day it is paid.
  public var day: Day? { date }

  /// Months or a base out of range.
  public var faults: [RequestFault] {
    RequestMember.annualBase.faults(annualBase)
      + RequestMember.monthsToRetirement.faults(monthsToRetirement)
      + RequestMember.contributedMonths.faults(contributedMonths)
  }

  /// Both pools' rates of the bases of all months, a twelfth of each year's, the sum unrounded.
  public func contribution(under terms: ContributionTerms) -> Contribution {
    let months = max(monthsToRetirement, terms.missingMonths(after: contributedMonths))
    let sum = sumOfBases(over: months, growth: terms.bankruptcyGrowth.value)
    return Contribution(
      kind, on: ContributionBase(annualBase),
      for: ContributionTerm(
        months: months, figures: [terms.requiredMonths.use, terms.bankruptcyGrowth.use]),
      .pools(terms.employer, of: sum, over: monthsOfYear))
  }

  /// The annual base of each month, summed.
  ///
  /// The base grows every twelve months up to retirement and then stays what it was in the last
  /// month before.
  private func sumOfBases(over months: Int, growth: Rate) -> Money {
    var sum = Money.zero
    var base = annualBase
    var start = 0
    while start + monthsOfYear < monthsToRetirement {
      sum += base.times(Int64(monthsOfYear), over: 1)
      base += base.times(growth)
      start += monthsOfYear
    }
    return sum + base.times(Int64(months - start), over: 1)
  }
}
