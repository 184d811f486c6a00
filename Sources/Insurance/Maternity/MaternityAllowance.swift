/// A maternity allowance (生育津贴) and who receives it, to the fen, A 五.
public struct MaternityAllowance: Hashable, Sendable {
  /// What was asked.
  let claim: MaternityClaim
  /// 产假天数 and what they rest on.
  let leave: MaternityLeave
  /// The days that a monthly wage is divided by.
  let daysOfMonth: FigureUse
  /// The months of contributions from which it is paid.
  let requiredMonths: FigureUse
  /// 用人单位上年度职工月平均工资, or what stands for it.
  public let averageMonthlyWage: Money
  /// 生育津贴.
  public let allowance: Money
  /// 用人单位补足差额 up to the person's own wage.
  public let employerTopUp: Money
  /// What of the allowance stands for wages that the employer has paid.
  public let payableToEmployer: Money
  /// The rest of the allowance.
  public let payableToPerson: Money
  /// The months of contributions still to come before it is paid; 0 where it is payable.
  public let monthsUntilPayable: Int

  /// The allowance of a claim without faults.
  init(_ claim: MaternityClaim, under terms: MaternityTerms) {
    let leave = MaternityLeave(claim.event, under: terms)
    let monthDays = terms.daysOfMonth.value
    func duringLeave(_ monthlyWage: Money) -> Money {
      monthlyWage.times(Int64(leave.days), over: monthDays)
    }
    self.claim = claim
    self.leave = leave
    daysOfMonth = terms.daysOfMonth.use
    requiredMonths = terms.requiredMonths.use
    averageMonthlyWage = claim.base.averageMonthlyWage
    allowance = duringLeave(averageMonthlyWage)  // 月平均工资÷30×产假天数
    let ownWage = claim.ownMonthlyWage.map(duringLeave) ?? .zero
    employerTopUp = ownWage.reduced(by: allowance)  // 由用人单位补足差额部分
    payableToEmployer = min(allowance, claim.wagesPaidDuringLeave ?? .zero)  // 不能重复享受
    payableToPerson = allowance - payableToEmployer
    monthsUntilPayable = max(0, Int(terms.requiredMonths.value) - claim.contributionMonths)
  }

  /// 产假天数, A 五（四）.
  public var days: Int { leave.days }

  /// Whether it is paid now or once the months are full, A 五（二）.
  public var status: AllowanceStatus { monthsUntilPayable == 0 ? .payable : .deferred }

  /// The figures used that are provisional, each once.
  public var provisional: [FigureID] {
    (leave.figures + [daysOfMonth, requiredMonths]).provisional
  }
}

/// Whether an allowance is paid now, A 五（二）.
public enum AllowanceStatus: String, CaseIterable, Sendable {
  /// 缴费满6个月.
  case payable
  /// 未满6个月: paid retroactively (回溯支付) once the months are full.
  case deferred
}

extension Policy {
  /// The allowance of a claim.
  ///
  /// - Throws: every reason why it cannot be computed; nothing is guessed.
  public func allowance(for claim: MaternityClaim) throws(RequestFaults) -> MaternityAllowance {
    let terms = try terms(on: claim.date, .date, unless: claim.faults)
    return MaternityAllowance(claim, under: terms.maternity)
  }
}
