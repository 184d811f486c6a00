/// A maternity allowance asked for (生育津贴申请), A 五.
public struct MaternityClaim: Hashable, Sendable {
  /// What happened.
  public let event: MaternityEvent
  /// The day it happened.
  public let date: Day
  /// Consecutive full months contributed in Wenzhou up to the event (足额连续正常缴纳).
  public let contributionMonths: Int
  /// What the allowance is reckoned on.
  public let base: AllowanceBase
  /// 职工本人平均工资 a month, where the employer's top-up is asked for.
  public let ownMonthlyWage: Money?
  /// 产假期间职工本人工资 paid by the employer, where some was.
  public let wagesPaidDuringLeave: Money?

  /// The claim; the last two concern employers only.
  public init(
    _ event: MaternityEvent, on date: Day, contributionMonths: Int, base: AllowanceBase,
    ownMonthlyWage: Money? = nil, wagesPaidDuringLeave: Money? = nil
  ) {
    self.event = event
    self.date = date
    self.contributionMonths = contributionMonths
    self.base = base
    self.ownMonthlyWage = ownMonthlyWage
    self.wagesPaidDuringLeave = wagesPaidDuringLeave
  }

  /// The members that are out of range or do not belong to such a claim.
  public var faults: [RequestFault] {
    event.faults + RequestMember.contributionMonths.faults(contributionMonths) + base.faults
      + employerFaults(.ownMonthlyWage, ownMonthlyWage)
      + employerFaults(.wagesPaidDuringLeave, wagesPaidDuringLeave)
  }

  /// Top-up and wages concern employers only.
  private func employerFaults(_ member: RequestMember, _ amount: Money?) -> [RequestFault] {
    if amount != nil, case .flexible = base { return [.notAllowed(member)] }
    return member.faults(amount)
  }
}

/// What gives a right to the allowance, A 五（四）.
public enum MaternityEvent: Hashable, Sendable {
  /// 生育.
  case birth(Birth)
  /// 终止妊娠, after so many whole months of gestation.
  case termination(gestationMonths: Int)
  /// 子宫外孕实施手术.
  case ectopicSurgery

  /// The members that are out of range.
  fileprivate var faults: [RequestFault] {
    switch self {
    case .birth(let birth): birth.faults
    case .termination(let months): RequestMember.gestationMonths.faults(months)
    case .ectopicSurgery: []
    }
  }
}

/// A birth (生育).
public struct Birth: Hashable, Sendable {
  /// 妊娠月数, whole months completed; a birth has the same days after any.
  public let gestationMonths: Int
  /// Whether it accords with 《浙江省人口与计划生育条例》, on which the extension rests.
  public let isLawful: Bool
  /// 孩次: the mother's first child is 1.
  public let childOrder: Int
  /// How many were born.
  public let babies: Int
  /// What had to be done because it was difficult.
  public let procedures: Set<DystociaProcedure>

  /// The birth; everything beside the gestation has its usual value.
  public init(
    gestationMonths: Int, isLawful: Bool = true, childOrder: Int = 1, babies: Int = 1,
    procedures: Set<DystociaProcedure> = []
  ) {
    self.gestationMonths = gestationMonths
    self.isLawful = isLawful
    self.childOrder = childOrder
    self.babies = babies
    self.procedures = procedures
  }

  fileprivate var faults: [RequestFault] {
    RequestMember.gestationMonths.faults(gestationMonths)
      + RequestMember.childOrder.faults(childOrder)
      + RequestMember.babies.faults(babies)
  }
}

/// What is done in a difficult birth (遇难产), A 五（四）2.
public enum DystociaProcedure: String, CaseIterable, Sendable {
  /// 剖宫产.
  case caesarean
  /// 产钳助产.
  case forceps
  /// 胎头吸引术.
  case vacuumExtraction
  /// 臀位牵引术.
  case breechExtraction
}
