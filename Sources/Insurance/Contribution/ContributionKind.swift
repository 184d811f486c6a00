/// The kinds of contribution (缴费类型), rules 6.
public enum ContributionKind: String, CaseIterable, Sendable {
  /// 用人单位按月缴纳, A 三（一）1.
  case employerMonthly
  /// 在职职工按月缴纳, A 三（一）1.
  case employeeMonthly
  /// 灵活就业人员按月缴纳, A 三（一）2.
  case flexibleMonthly
  /// 退休时按月延续缴纳, A 三（二）.
  case continuationMonthly
  /// 退休时一次性补缴, A 三（二）.
  case retirementLumpSum
  /// 普通居民按年缴纳, A 四（二）.
  case residentAnnual
  /// 大学生按年缴纳, A 四（七）.
  case studentAnnual
  /// 改制事业单位“两保”人员, A 九（二）.
  case restructuredInstitution
  /// 改制时解除劳动关系的人员, A 九（二）.
  case restructuredTermination
  /// 职工医保制度实施前已退休、退职人员, A 九（三）.
  case preSystemRetiree
  /// 破产单位一级至四级工伤职工, A 九（四）.
  case bankruptcyInjured

  /// The member of the request that says when.
  public var dateMember: RequestMember {
    switch self {
    case .employerMonthly, .employeeMonthly, .flexibleMonthly, .continuationMonthly: .month
    case .residentAnnual, .studentAnnual: .year
    case .retirementLumpSum, .restructuredInstitution, .restructuredTermination,
      .preSystemRetiree, .bankruptcyInjured:
      .date
    }
  }

  /// The clause that the kind follows.
  public var clause: Clause {
    switch self {
    case .employerMonthly, .employeeMonthly: .employedContribution
    case .flexibleMonthly: .flexibleContribution
    case .continuationMonthly, .retirementLumpSum: .contributionYears
    case .residentAnnual: .residentContribution
    case .studentAnnual: .studentContribution
    case .restructuredInstitution, .restructuredTermination: .restructuring
    case .preSystemRetiree: .preSystemRetirement
    case .bankruptcyInjured: .bankruptcy
    }
  }

  /// The readings its rates rest on.
  public var readings: ReadingSet {
    switch self {
    case .flexibleMonthly, .continuationMonthly: ReadingSet(.flexibleRates)
    case .preSystemRetiree: ReadingSet(.preSystemRate)
    case .bankruptcyInjured: ReadingSet(.bankruptcyRates)
    default: []
    }
  }
}
