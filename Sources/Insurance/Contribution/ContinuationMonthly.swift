/// 按月延续缴纳不足年限的职工医保费，按灵活就业人员标准执行，生育保险不再缴纳, A 三（二）.
public struct ContinuationMonthly: ContributionClaim {
  /// The month it is paid for.
  public let month: Month
  /// 固定比例; nil leaves it to the policy.
  public let baseRatio: Rate?

  /// The claim.
  public init(month: Month, baseRatio: Rate?) {
    self.month = month
    self.baseRatio = baseRatio
  }

  /// The kind on the wire.
  public static var kind: ContributionKind { .continuationMonthly }

  /// The first day of the month.
  public var day: Day? { month.firstDay }

  /// A ratio out of range.
  public var faults: [RequestFault] {
    RequestMember.baseRatio.faults(baseRatio)
  }

  /// 住院统筹、门诊统筹 of the flexible workers' base.
  public func contribution(
    under terms: ContributionTerms
  ) throws(RequestFaults) -> Contribution {
    let base = try terms.flexibleBase(baseRatio)
    return Contribution(kind, on: base, .pools(terms.employer, of: base.amount))
  }
}
