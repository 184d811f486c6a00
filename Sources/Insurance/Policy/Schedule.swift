/// The tables of rules 4.1 and 4.2, laid out once in each period so that an encounter finds its row
/// by counting.
extension Terms {
  /// A row for each enrolment, level of the stay and highest level of the year.
  typealias Stays = InlineArray<36, ScheduleRow>
  /// A row for each enrolment and setting of a visit.
  typealias Visits = InlineArray<24, ScheduleRow>

  /// Rules 4.1: the deductible of the highest level, the rate of this one.
  static func stays(
    _ employee: EmployeeInpatientTerms, _ resident: ResidentInpatientTerms, _ reduction: Rate
  ) -> Stays {
    InlineArray { index in
      let (level, highest) = (Level.allCases[index / 3 % 3], Level.allCases[index % 3])
      return switch Enrolment.allCases[index / 9] {
      case .employee(let status): employee.row(status, highest, reduction)
      case .resident, .student: resident.row(level, highest, reduction)
      }
    }
  }

  /// Rules 4.2: the terms of the status or of the place.
  static func visits(
    _ employee: EmployeeOutpatientTerms, _ resident: ResidentOutpatientTerms, _ reduction: Rate
  ) -> Visits {
    InlineArray { index in
      let setting = VisitSetting.allCases[index % 6]
      return switch Enrolment.allCases[index / 6] {
      case .employee(let status): employee.row(status, setting, reduction)
      case .resident, .student: resident.row(setting, reduction)
      }
    }
  }

  /// The row of a stay or of special-disease care.
  @inline(always)
  func row(stay enrolment: Enrolment, at level: Level, highest: Level) -> ScheduleRow {
    stays[enrolment.place * 9 + level.rank * 3 + highest.rank]
  }

  /// The row of a visit.
  @inline(always)
  func row(visit enrolment: Enrolment, _ setting: VisitSetting) -> ScheduleRow {
    visits[enrolment.place * 6 + setting.rawValue]
  }
}

/// One row of the tables: the terms of the basic fund before the route and the year are known.
struct ScheduleRow: Sendable {
  /// 起付标准.
  let standard: Figure<Money>
  /// 最高限额.
  let cap: Money
  /// The figures the cap comes from: one, or a multiple and what it multiplies.
  let capFigures: (FigureUse, FigureUse?)
  /// 支付比例.
  let rate: Figure<Rate>
  /// 支付比例 without referral as R2 reads it relatively, A 十一（五）.
  let rateLoweredRelatively: Rate
  /// 支付比例 without referral as R2 reads it in points.
  let rateLoweredByPoints: Rate

  init(
    standard: Figure<Money>, cap: Money, capFigures: (FigureUse, FigureUse?), rate: Figure<Rate>,
    reduction: Rate
  ) {
    self.standard = standard
    self.cap = cap
    self.capFigures = capFigures
    self.rate = rate
    // A policy with a rate that the reduction makes inexact is refused.
    rateLoweredRelatively = rate.value.loweredRelatively(by: reduction) ?? .zero
    rateLoweredByPoints = rate.value.loweredByPoints(reduction)
  }

  /// 在原支付比例基础上下降, A 十一（五）, as R2 reads it.
  func rateLowered(_ reading: UnreferredReduction) -> Rate {
    reading == .relative ? rateLoweredRelatively : rateLoweredByPoints
  }
}

/// Where a visit falls in the tables of rules 4.2: a place, or chronic care at a primary one.
enum VisitSetting: Int, CaseIterable {
  /// 基层医疗卫生机构.
  case primary
  /// 二级及其他医疗机构.
  case secondary
  /// 三级医疗机构.
  case tertiary
  /// 零售药店.
  case pharmacy
  /// 基层慢性病门诊, B 三（九）.
  case primaryChronic
  /// 基层肺结核门诊, B 三（九）.
  case primaryTuberculosis

  /// The setting of an encounter of the outpatient class.
  init(of encounter: Encounter) {
    switch encounter.place {
    case .secondary: self = .secondary
    case .tertiary: self = .tertiary
    case .pharmacy: self = .pharmacy
    case .primary:
      guard encounter.kind == .chronicDisease else {
        self = .primary
        return
      }
      self =
        encounter.disease == .chronic(.tuberculosis) ? .primaryTuberculosis : .primaryChronic
    }
  }

  /// The place.
  var place: Place {
    switch self {
    case .primary, .primaryChronic, .primaryTuberculosis: .primary
    case .secondary: .secondary
    case .tertiary: .tertiary
    case .pharmacy: .pharmacy
    }
  }
}

extension Enrolment: CaseIterable {
  /// Every enrolment, in the order of the tables.
  public static let allCases: [Enrolment] = [
    .employee(.active), .employee(.retired), .resident, .student,
  ]

  /// The place in the tables, added up because persons come in no order that could be foreseen.
  fileprivate var place: Int {
    (self == .employee(.retired) ? 1 : 0) + (self == .resident ? 2 : 0)
      + (self == .student ? 3 : 0)
  }
}

extension EmployeeInpatientTerms {
  fileprivate func row(
    _ status: EmploymentStatus, _ highest: Level, _ reduction: Rate
  ) -> ScheduleRow {
    ScheduleRow(
      standard: deductible[highest], cap: cap, capFigures: (capMultiple.use, averageAnnualWage.use),
      rate: rate(status), reduction: reduction)
  }
}

extension EmployeeOutpatientTerms {
  fileprivate func row(
    _ status: EmploymentStatus, _ setting: VisitSetting, _ reduction: Rate
  ) -> ScheduleRow {
    ScheduleRow(
      standard: deductible(status), cap: cap.value, capFigures: (cap.use, nil),
      rate: rate[setting.place], reduction: reduction)
  }
}

extension ResidentInpatientTerms {
  fileprivate func row(_ level: Level, _ highest: Level, _ reduction: Rate) -> ScheduleRow {
    ScheduleRow(
      standard: deductible[highest], cap: cap.value, capFigures: (cap.use, nil),
      rate: rate[level], reduction: reduction)
  }
}

extension ResidentOutpatientTerms {
  fileprivate func row(_ setting: VisitSetting, _ reduction: Rate) -> ScheduleRow {
    ScheduleRow(
      standard: deductible(setting.place), cap: cap.value, capFigures: (cap.use, nil),
      rate: rate(setting), reduction: reduction)
  }

  private func rate(_ setting: VisitSetting) -> Figure<Rate> {
    switch setting {
    case .primary: primaryRate
    case .primaryChronic: chronicPrimaryRate
    case .primaryTuberculosis: tuberculosisPrimaryRate
    case .secondary, .tertiary, .pharmacy: elsewhereRate
    }
  }
}
