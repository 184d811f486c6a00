/// 改制时解除劳动关系的人员: 根据本人相应工龄缴纳，享受相应年限的待遇, A 九（二）.
public struct RestructuredTermination: ContributionClaim {
  /// The day it is paid.
  public let date: Day
  /// 本人相应工龄, in months.
  public let seniorityMonths: Int

  /// The claim.
  public init(date: Day, seniorityMonths: Int) {
    self.date = date
    self.seniorityMonths = seniorityMonths
  }

  /// The kind on the wire.
  public static var kind: ContributionKind { .restructuredTermination }

  /// The day it is paid.
  public var day: Day? { date }

  /// Months out of range.
  public var faults: [RequestFault] { RequestMember.seniorityMonths.faults(seniorityMonths) }

  /// Both pools' rates of the average wage for the months of service, which buy as many of benefit.
  public func contribution(under terms: ContributionTerms) -> Contribution {
    let wage = terms.averageAnnualWage
    return Contribution(
      kind, on: ContributionBase(wage: wage),
      for: ContributionTerm(months: seniorityMonths, benefitMonths: seniorityMonths),
      .pools(terms.restructured, of: wage.value, times: seniorityMonths, over: monthsOfYear))
  }
}
