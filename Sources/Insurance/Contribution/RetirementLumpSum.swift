/// 退休时一次性缴纳不足年限的职工医保费, A 三（二）.
public struct RetirementLumpSum: ContributionClaim {
  /// The day it is paid.
  public let date: Day
  /// 累计缴费年限, in months.
  public let contributedMonths: Int
  /// How the outpatient pool's years are counted.
  public let outpatient: OutpatientRecord

  /// The claim.
  public init(date: Day, contributedMonths: Int, outpatient: OutpatientRecord) {
    self.date = date
    self.contributedMonths = contributedMonths
    self.outpatient = outpatient
  }

  /// 门诊统筹按实际缴费年限计算（享受公务员补助医疗人员除外）.
  public enum OutpatientRecord: Hashable, Sendable {
    /// The months actually paid to the outpatient pool.
    case contributed(Int)
    /// 享受公务员补助医疗人员: as the inpatient pool's.
    case civilServant
  }

  /// The kind on the wire.
  public static var kind: ContributionKind { .retirementLumpSum }

  /// The day it is paid.
  public var day: Day? { date }

  /// Months out of range.
  public var faults: [RequestFault] {
    let faults = RequestMember.contributedMonths.faults(contributedMonths)
    guard case .contributed(let months) = outpatient else { return faults }
    return faults + RequestMember.outpatientContributedMonths.faults(months)
  }

  /// Each pool's rate of the average wage for the months that it misses.
  public func contribution(under terms: ContributionTerms) -> Contribution {
    let wage = terms.averageAnnualWage
    let months = terms.missingMonths(after: contributedMonths)
    let outpatientMonths =
      switch outpatient {
      case .contributed(let contributed): terms.missingMonths(after: contributed)
      case .civilServant: months
      }
    return Contribution(
      kind, on: ContributionBase(wage: wage),
      for: ContributionTerm(months: months, figures: [terms.requiredMonths.use]),
      [
        ContributionShare(
          .inpatientPool, terms.lumpSum.inpatientPool, of: wage.value, times: months,
          over: monthsOfYear),
        ContributionShare(
          .outpatientPool, terms.lumpSum.outpatientPool, of: wage.value, times: outpatientMonths,
          over: monthsOfYear),
      ])
  }
}

extension ContributionTerms {
  /// 不足年限: the months that twenty years still lack, A 三（二）.
  func missingMonths(after contributed: Int) -> Int {
    max(0, Int(requiredMonths.value) - contributed)
  }
}
