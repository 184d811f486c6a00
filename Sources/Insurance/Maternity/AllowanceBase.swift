/// What an allowance is reckoned on (计发基数), A 五（五）.
public enum AllowanceBase: Hashable, Sendable {
  /// 用人单位: last medical year's declared wages, and the persons of its months added up.
  case employer(totalWages: Money, personMonths: Int)
  /// 当年新成立的用人单位: the first month's declared wages, and its persons.
  case newEmployer(totalWages: Money, persons: Int)
  /// 灵活就业人员: last year's contribution base, a month.
  case flexible(contributionBase: Money)

  /// 上年度职工月平均工资, rounded half up to the fen.
  var averageMonthlyWage: Money {
    switch self {
    case .employer(let wages, let personMonths): wages.times(1, over: Int64(personMonths))
    case .newEmployer(let wages, let persons): wages.times(1, over: Int64(persons))
    case .flexible(let contributionBase): contributionBase
    }
  }

  /// The amount that the average is taken of.
  var source: Money {
    switch self {
    case .employer(let wages, _), .newEmployer(let wages, _), .flexible(let wages): wages
    }
  }

  /// The members that are out of range.
  var faults: [RequestFault] {
    switch self {
    case .employer(let wages, let personMonths):
      RequestMember.totalWages.faults(wages) + RequestMember.personMonths.faults(personMonths)
    case .newEmployer(let wages, let persons):
      RequestMember.totalWages.faults(wages) + RequestMember.persons.faults(persons)
    case .flexible(let contributionBase):
      RequestMember.contributionBase.faults(contributionBase)
    }
  }
}
