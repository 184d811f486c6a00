/// 灵活就业人员按照上年度浙江省社会平均工资的固定比例申报缴费基数, A 三（一）2; R7.
public struct FlexibleMonthly: ContributionClaim {
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
  public static var kind: ContributionKind { .flexibleMonthly }

  /// The first day of the month.
  public var day: Day? { month.firstDay }

  /// A ratio out of range.
  public var faults: [RequestFault] {
    RequestMember.baseRatio.faults(baseRatio)
  }

  /// 住院统筹、门诊统筹、生育保险 of the declared base, which no floor or ceiling holds.
  public func contribution(
    under terms: ContributionTerms
  ) throws(RequestFaults) -> Contribution {
    let base = try terms.flexibleBase(baseRatio)
    return Contribution(
      kind, on: base,
      .pools(terms.employer, of: base.amount)
        + [ContributionShare(.maternity, terms.maternityRate, of: base.amount)])
  }
}

extension ContributionTerms {
  /// 灵活就业人员缴费基数: a ratio of last year's average wage a month, rounded half up once.
  func flexibleBase(_ requested: Rate?) throws(RequestFaults) -> ContributionBase {
    guard let ratio = requested ?? flexibleBaseRatio?.value else {
      throw RequestFaults([.parameterMissing(.baseRatio, parameter: "flexible.baseRatio")])
    }
    let wage = averageAnnualWage
    let months = Int64(monthsOfYear)
    let configured = requested == nil ? flexibleBaseRatio?.use : nil
    return ContributionBase(
      wage.value.times(ratio.tenThousandths, over: months * Rate.one.tenThousandths),
      from: wage.value.times(1, over: months), rate: ratio, wage: wage.use,
      figures: [configured].compactMap { $0 })
  }
}
