/// 职工医保制度实施前已退休、退职人员: 不满70周岁的计算至75周岁，70周岁以上的按5年, A 九（三）; R13.
public struct PreSystemRetiree: ContributionClaim {
  /// The day it is paid.
  public let date: Day
  /// 周岁, completed years.
  public let age: Int
  /// 参保当年医疗保险缴费基数, a year.
  public let annualBase: Money

  /// The claim.
  public init(date: Day, age: Int, annualBase: Money) {
    self.date = date
    self.age = age
    self.annualBase = annualBase
  }

  /// The kind on the wire.
  public static var kind: ContributionKind { .preSystemRetiree }

  /// The day it is paid.
  public var day: Day? { date }

  /// An age or a base out of range.
  public var faults: [RequestFault] {
    RequestMember.age.faults(age)
      + RequestMember.annualBase.faults(annualBase)
  }

  /// Both pools' rates of the base for the years owed; maternity is not owed.
  public func contribution(under terms: ContributionTerms) -> Contribution {
    let (years, figures) = terms.preSystem.years(at: age)
    return Contribution(
      kind, on: ContributionBase(annualBase), for: ContributionTerm(years: years, figures: figures),
      .pools(terms.employer, of: annualBase, times: years))
  }
}

extension PreSystemTerms {
  /// 应缴年限 at an age in completed years, and what it rests on.
  fileprivate func years(at age: Int) -> (Int, [FigureUse]) {
    if age >= Int(flatFromAge.value) {
      return (Int(flatYears.value), [flatFromAge.use, flatYears.use])
    }
    return (max(0, Int(countedToAge.value) - age), [flatFromAge.use, countedToAge.use])
  }
}
