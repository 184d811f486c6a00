/// 改制事业单位“两保”人员: 计算至法定退休年龄，不足20年的一次性补足20年, A 九（二）.
public struct RestructuredInstitution: ContributionClaim {
  /// The day it is paid.
  public let date: Day
  /// Months to 法定退休年龄; 0 from it on.
  public let monthsToRetirement: Int
  /// 累计缴费年限, in months.
  public let contributedMonths: Int

  /// The claim.
  public init(date: Day, monthsToRetirement: Int, contributedMonths: Int) {
    self.date = date
    self.monthsToRetirement = monthsToRetirement
    self.contributedMonths = contributedMonths
  }

  /// The kind on the wire.
  public static var kind: ContributionKind { .restructuredInstitution }

  /// The day it is paid.
  public var day: Day? { date }

  /// Months out of range.
  public var faults: [RequestFault] {
    RequestMember.monthsToRetirement.faults(monthsToRetirement)
      + RequestMember.contributedMonths.faults(contributedMonths)
  }

  /// Both pools' rates of the average wage, to retirement or to twenty years if that is longer.
  public func contribution(under terms: ContributionTerms) -> Contribution {
    let wage = terms.averageAnnualWage
    let months = max(monthsToRetirement, terms.missingMonths(after: contributedMonths))
    return Contribution(
      kind, on: ContributionBase(wage: wage),
      for: ContributionTerm(months: months, figures: [terms.requiredMonths.use]),
      .pools(terms.restructured, of: wage.value, times: months, over: monthsOfYear))
  }
}
