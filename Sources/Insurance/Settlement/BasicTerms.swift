/// The terms on which the basic fund pays one encounter: the operands of the one formula of
/// rules 4, whichever the class and scheme.
public struct BasicTerms: Sendable {
  /// 起付标准 of the year for this encounter.
  public let standard: Figure<Money>
  /// 最高限额 of the year.
  public let cap: Money
  /// The figures the cap comes from: one, or a multiple and what it multiplies.
  public let capFigures: (FigureID, FigureID?)
  /// 支付比例 before any reduction.
  public let listedRate: Figure<Rate>
  /// By how much the rate falls without referral; nil where it does not.
  public let reduction: Figure<Rate>?
  /// 支付比例 applied.
  public let rate: Rate
  /// 先行自付比例; nil where the person bears nothing first.
  public let priorSelfPayRate: Figure<Rate>?
  /// In-scope expense of the year that the cap has counted before.
  public let inScopeBefore: Money
  /// Deductible borne in the year before.
  public let deductibleBefore: Money
  /// The highest level of a stay this year, this one included; nil for the outpatient class.
  public let highestLevel: Level?
  /// The figures used that are provisional.
  public let provisional: FigureList

  /// What of the deductible is still due before this encounter.
  public var due: Money { standard.value.reduced(by: deductibleBefore) }

  /// What of the cap is left before this encounter.
  public var room: Money { cap.reduced(by: inScopeBefore) }

  init(
    of encounter: Encounter, for person: Person, yearToDate: YearToDate, readings: Readings,
    under terms: Terms
  ) throws(ClaimFault) {
    let schedule: Schedule
    switch encounter.kind.careClass {
    case .inpatient:
      guard let before = yearToDate.inpatient else { throw .accumulatorMissing(.inpatient) }
      let level = encounter.level
      let highest = max(level, before.highestLevel ?? level)
      schedule = Schedule(inpatientOf: person.enrolment, at: level, highest: highest, terms)
      (inScopeBefore, deductibleBefore) = (before.inScope, before.deductiblePaid)
      highestLevel = highest
      priorSelfPayRate = encounter.route.bearsFirst ? terms.outOfCity.priorSelfPayRate : nil
    case .outpatient:
      guard let before = yearToDate.outpatient else { throw .accumulatorMissing(.outpatient) }
      schedule = Schedule(outpatientOf: person.enrolment, encounter, terms)
      (inScopeBefore, deductibleBefore) = (before.inScope, before.deductiblePaid)
      highestLevel = nil
      priorSelfPayRate = nil
    }
    standard = schedule.standard
    cap = schedule.cap
    capFigures = schedule.capFigures
    listedRate = schedule.rate
    reduction = encounter.route == .unreferredOut ? terms.outOfCity.unreferredReduction : nil
    rate =
      reduction.map { schedule.rate.value.lowered(by: $0.value, readings) }
      ?? schedule.rate.value
    var provisional = FigureList()
    provisional.append(standard.provisionalID)
    provisional.append(schedule.provisionalCap.0)
    provisional.append(schedule.provisionalCap.1)
    provisional.append(listedRate.provisionalID)
    provisional.append(reduction?.provisionalID)
    provisional.append(priorSelfPayRate?.provisionalID)
    self.provisional = provisional
  }
}

/// The row of the tables in rules 4.1 and 4.2 that fits an encounter.
private struct Schedule {
  let standard: Figure<Money>
  let cap: Money
  let capFigures: (FigureID, FigureID?)
  let provisionalCap: (FigureID?, FigureID?)
  let rate: Figure<Rate>

  /// Rules 4.1: the deductible of the highest level, the rate of this one.
  init(inpatientOf enrolment: Enrolment, at level: Level, highest: Level, _ terms: Terms) {
    switch enrolment {
    case .employee(let status):
      let employee = terms.employeeInpatient
      standard = employee.deductible[highest]
      cap = employee.cap
      capFigures = (employee.capMultiple.id, employee.averageAnnualWage.id)
      provisionalCap = (
        employee.capMultiple.provisionalID, employee.averageAnnualWage.provisionalID
      )
      rate = employee.rate(status)
    case .resident, .student:
      let resident = terms.residentInpatient
      standard = resident.deductible[highest]
      cap = resident.cap.value
      capFigures = (resident.cap.id, nil)
      provisionalCap = (resident.cap.provisionalID, nil)
      rate = resident.rate[level]
    }
  }

  /// Rules 4.2: the terms of the status or of the place.
  init(outpatientOf enrolment: Enrolment, _ encounter: Encounter, _ terms: Terms) {
    let capFigure: Figure<Money>
    switch enrolment {
    case .employee(let status):
      standard = terms.employeeOutpatient.deductible(status)
      capFigure = terms.employeeOutpatient.cap
      rate = terms.employeeOutpatient.rate[encounter.place]
    case .resident, .student:
      standard = terms.residentOutpatient.deductible(encounter.place)
      capFigure = terms.residentOutpatient.cap
      rate = terms.residentOutpatient.rate(encounter)
    }
    cap = capFigure.value
    capFigures = (capFigure.id, nil)
    provisionalCap = (capFigure.provisionalID, nil)
  }
}

extension Route {
  /// Whether a stay's expense is first borne in part, A 十一（五）（六）.
  var bearsFirst: Bool {
    switch self {
    case .referredOut, .emergencyOut, .resettledHomeVisit: true
    case .local, .resettled, .unreferredOut: false
    }
  }
}

extension Rate {
  /// 在原支付比例基础上下降, A 十一（五）, as R2 reads it.
  fileprivate func lowered(by reduction: Rate, _ readings: Readings) -> Rate {
    switch readings.unreferredReduction {
    case .points: return loweredByPoints(reduction)
    case .relative:
      guard let lowered = loweredRelatively(by: reduction) else {
        preconditionFailure("a loaded policy has no rate that the reduction makes inexact")
      }
      return lowered
    }
  }
}

extension Encounter {
  /// The level of the institution of a stay.
  fileprivate var level: Level {
    guard let level = place.level else {
      preconditionFailure("a stay is at a medical institution, not at a pharmacy")
    }
    return level
  }
}

/// A few figures of the register, held in place.
public struct FigureList: Sendable {
  /// The most figures that one encounter's terms rest on: standard, multiple and wage of the cap,
  /// rate, and either what lowers it or what is first borne.
  public static let countMax = 5

  /// How many there are.
  public private(set) var count = 0
  private var figures = InlineArray<5, FigureID>(repeating: FigureID(parameter: 0, value: 0))

  /// Adds a figure where there is one.
  mutating func append(_ figure: FigureID?) {
    guard let figure else { return }
    figures[count] = figure
    count += 1
  }

  /// The figure at an index below `count`.
  public subscript(index: Int) -> FigureID {
    precondition(index < count, "there are \(count) figures")
    return figures[index]
  }
}

extension Figure {
  fileprivate var provisionalID: FigureID? { isProvisional ? id : nil }
}
