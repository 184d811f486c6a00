/// 用人单位为在职职工代扣代缴: the employees' own contributions of one month, A 三（一）1.
public struct EmployeeRoll: Hashable, Sendable {
  /// The month they are paid for.
  public let month: Month
  /// 本人上年度月平均工资 of each employee; at most `RequestMember.employeesMax`.
  public let wages: [Money]

  /// The roll.
  public init(month: Month, wages: [Money]) {
    self.month = month
    self.wages = wages
  }

  fileprivate var faults: [RequestFault] {
    guard wages.count <= RequestMember.employeesMax else { return [.outOfRange(.employees)] }
    return wages.enumerated().flatMap { RequestMember.employeeWage($0).faults($1) }
  }
}

/// What each employee of a roll owes, and all together.
public struct EmployeeRollContribution: Hashable, Sendable {
  /// The share of each, in the order of the roll: its base held within floor and ceiling.
  public let shares: [ContributionShare]
  /// The figures that every share rests on; none where there is no share.
  private let figures: [FigureUse]

  fileprivate init(_ roll: EmployeeRoll, under terms: ContributionTerms) {
    shares = roll.wages.map {
      ContributionShare(.personalAccount, terms.employeeRate, of: terms.heldBase($0))
    }
    figures =
      shares.isEmpty ? [] : [terms.employeeRate.use, terms.baseFloor.use, terms.baseCeiling.use]
  }

  /// The sum of the shares, each of which is rounded on its own.
  public var total: Money { shares.reduce(.zero) { $0 + $1.amount } }

  /// The figures used that are provisional, each once.
  public var provisional: [FigureID] { figures.provisional }

  /// The one step of all shares together; nil where nothing is owed.
  public var step: Step? {
    guard !total.isZero else { return nil }
    var citations = CitationList(.clause(.employedContribution), .clause(.personalAccount))
    for figure in figures { citations.append(.figure(figure.id)) }
    return Step(
      .personalAccount, base: shares.reduce(.zero) { $0 + $1.base }, rate: shares.first?.rate,
      amount: total, citing: citations)
  }
}

extension Policy {
  /// What the employees of a roll owe.
  ///
  /// - Throws: every wage out of range, a roll that is too long, or a month before the policy.
  public func contribution(
    for roll: EmployeeRoll
  ) throws(RequestFaults) -> EmployeeRollContribution {
    let terms = try terms(on: roll.month.firstDay, .month, unless: roll.faults)
    return EmployeeRollContribution(roll, under: terms.contribution)
  }
}
