/// The terms on which the basic fund pays one encounter: the operands of the one formula of
/// rules 4, whichever the class and scheme.
public struct BasicTerms: Sendable {
  /// The row of the tables.
  private let row: ScheduleRow
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

  @inline(always)
  init(
    of encounter: Encounter, for person: Person, yearToDate: YearToDate, readings: Readings,
    under terms: borrowing Terms
  ) throws(ClaimFault) {
    let (priorSelfPay, reduction) = (
      terms.outOfCity.priorSelfPayRate, terms.outOfCity.unreferredReduction
    )
    switch encounter.kind.careClass {
    case .inpatient:
      guard let before = yearToDate.inpatient else { throw .accumulatorMissing(.inpatient) }
      let level = encounter.level
      let highest = max(level, before.highestLevel ?? .primary)
      row = terms.row(stay: person.enrolment, at: level, highest: highest)
      (inScopeBefore, deductibleBefore) = (before.inScope, before.deductiblePaid)
      highestLevel = highest
      priorSelfPayRate = encounter.route.bearsFirst ? priorSelfPay : nil
    case .outpatient:
      guard let before = yearToDate.outpatient else { throw .accumulatorMissing(.outpatient) }
      row = terms.row(visit: person.enrolment, VisitSetting(of: encounter))
      (inScopeBefore, deductibleBefore) = (before.inScope, before.deductiblePaid)
      highestLevel = nil
      priorSelfPayRate = nil
    }
    let isLowered = encounter.route == .unreferredOut
    self.reduction = isLowered ? reduction : nil
    rate = isLowered ? row.rateLowered(readings.unreferredReduction) : row.rate.value
  }
}

extension BasicTerms {
  /// 起付标准 of the year for this encounter.
  public var standard: Figure<Money> { row.standard }

  /// 最高限额 of the year.
  public var cap: Money { row.cap }

  /// The figures the cap comes from: one, or a multiple and what it multiplies.
  public var capFigures: (FigureUse, FigureUse?) { row.capFigures }

  /// 支付比例 before any reduction.
  public var listedRate: Figure<Rate> { row.rate }

  /// What of the deductible is still due before this encounter.
  public var due: Money { standard.value.reduced(by: deductibleBefore) }

  /// What of the cap is left before this encounter.
  public var room: Money { cap.reduced(by: inScopeBefore) }

  /// The figures used that are provisional.
  public var provisional: FigureList {
    var provisional = FigureList()
    provisional.note(standard.use)
    provisional.note(capFigures.0)
    provisional.note(capFigures.1)
    provisional.note(listedRate.use)
    provisional.note(reduction?.use)
    provisional.note(priorSelfPayRate?.use)
    return provisional
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

  /// Adds a figure that is used, where it is provisional.
  mutating func note(_ figure: FigureUse?) {
    guard let figure, figure.isProvisional else { return }
    figures[count] = figure.id
    count += 1
  }

  /// The figure at an index below `count`.
  public subscript(index: Int) -> FigureID {
    precondition(index < count, "there are \(count) figures")
    return figures[index]
  }
}
