/// 在职职工以本人上年度月平均工资作为缴费基数，按月缴纳, A 三（一）1; 计入个人账户, A 三（三）.
public struct EmployeeMonthly: ContributionClaim {
  /// The month it is paid for.
  public let month: Month
  /// 本人上年度月平均工资.
  public let averageMonthlyWage: Money

  /// The claim.
  public init(month: Month, averageMonthlyWage: Money) {
    self.month = month
    self.averageMonthlyWage = averageMonthlyWage
  }

  /// The kind on the wire.
  public static var kind: ContributionKind { .employeeMonthly }

  /// The first day of the month.
  public var day: Day? { month.firstDay }

  /// A wage out of range.
  public var faults: [RequestFault] {
    RequestMember.averageMonthlyWage.faults(averageMonthlyWage)
  }

  /// The wage held within the year's floor and ceiling, and its share.
  public func contribution(under terms: ContributionTerms) -> Contribution {
    let base = terms.heldBase(averageMonthlyWage)
    return Contribution(
      kind,
      on: ContributionBase(
        base, from: averageMonthlyWage, figures: [terms.baseFloor.use, terms.baseCeiling.use]),
      [ContributionShare(.personalAccount, terms.employeeRate, of: base)])
  }
}

extension ContributionTerms {
  /// 缴费基数上下限: the wage, but not below the year's floor nor above its ceiling, A 三（一）.
  func heldBase(_ wage: Money) -> Money {
    min(max(wage, baseFloor.value), baseCeiling.value)
  }
}
