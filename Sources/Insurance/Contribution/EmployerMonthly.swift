/// 用人单位以本单位职工工资总额作为缴费基数，按月缴纳, A 三（一）1.
public struct EmployerMonthly: ContributionClaim {
  /// The month it is paid for.
  public let month: Month
  /// 本单位职工工资总额 of the month.
  public let payroll: Money

  /// The claim.
  public init(month: Month, payroll: Money) {
    self.month = month
    self.payroll = payroll
  }

  /// The kind on the wire.
  public static var kind: ContributionKind { .employerMonthly }

  /// The first day of the month.
  public var day: Day? { month.firstDay }

  /// A payroll out of range.
  public var faults: [RequestFault] {
    RequestMember.payroll.faults(payroll)
  }

  /// 住院统筹、门诊统筹、生育保险 of the payroll.
  public func contribution(under terms: ContributionTerms) -> Contribution {
    Contribution(
      kind, on: ContributionBase(payroll),
      .pools(terms.employer, of: payroll)
        + [ContributionShare(.maternity, terms.maternityRate, of: payroll)])
  }
}
