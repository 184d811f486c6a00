/// Everything in force on one day, compiled from the register for the formulas.
///
/// A parameter's name stands here once, beside the member that holds its figure.
public final class Terms: Sendable {
  /// The first day these terms hold.
  public let from: Day
  /// 职工住院, A 三（五）.
  public let employeeInpatient: EmployeeInpatientTerms
  /// 职工门诊, A 三（六）.
  public let employeeOutpatient: EmployeeOutpatientTerms
  /// 居民住院, A 四（五）, B 三（八）.
  public let residentInpatient: ResidentInpatientTerms
  /// 居民门诊, A 四（六）, B 三（八）（九）.
  public let residentOutpatient: ResidentOutpatientTerms
  /// 市外就医, A 十一（五）.
  public let outOfCity: OutOfCityTerms
  /// 基金预算与价格杠杆, B 一, 二, 四.
  public let budget: BudgetTerms
  /// 缴费, A 三, 四, 九.
  public let contribution: ContributionTerms
  /// 生育津贴, A 五.
  public let maternity: MaternityTerms
  /// The layers after the basic fund, A 六, 七.
  public let layers: ByLayer<LayerTerms?>
  /// The choosable readings in force.
  public let readings: Readings
  /// Every figure in force, in the order of the register.
  public let figures: [FigureUse]
  /// The terms of stays, laid out for settlements.
  let stays: Stays
  /// The terms of visits, laid out for settlements.
  let visits: Visits
  /// The layers that pay; the others are `notConfigured`.
  let layersPaying: LayerSet
  /// The layers that pay by what was borne and paid earlier in the year.
  let layersAccumulating: LayerSet
  /// The rates of the layers that pay by place alone, whatever was paid before.
  let layersFlat: ByLayer<ByPlace<Rate>?>
  /// The layers that count an encounter, laid out for settlements.
  let layersCounting: LayersCounting
  /// Who is a member of each layer, laid out for settlements.
  let layerMemberTraits: LayerMemberTraits

  init(_ figures: inout FigureReader, layers: ByLayer<LayerTerms?>, readings: Readings) {
    from = figures.day
    employeeInpatient = EmployeeInpatientTerms(&figures)
    employeeOutpatient = EmployeeOutpatientTerms(&figures)
    residentInpatient = ResidentInpatientTerms(&figures)
    residentOutpatient = ResidentOutpatientTerms(&figures)
    outOfCity = OutOfCityTerms(&figures)
    budget = BudgetTerms(&figures)
    contribution = ContributionTerms(&figures)
    maternity = MaternityTerms(&figures)
    self.layers = layers
    self.readings = readings
    let reduction = outOfCity.unreferredReduction.value
    stays = Terms.stays(employeeInpatient, residentInpatient, reduction)
    visits = Terms.visits(employeeOutpatient, residentOutpatient, reduction)
    layersPaying = LayerSet { layers[$0]?.benefit != nil }
    layersAccumulating = LayerSet { layers[$0]?.benefit?.needsAccumulator ?? false }
    layersFlat = Terms.layersFlat(layers)
    layersCounting = Terms.layersCounting(layers)
    layerMemberTraits = Terms.layerMemberTraits(layers)
    self.figures = figures.figuresRead.sorted {
      ($0.id.parameter, $0.id.value) < ($1.id.parameter, $1.id.value)
    }
  }

  /// The same terms again, for a thread of their own.
  init(copying terms: Terms) {
    from = terms.from
    employeeInpatient = terms.employeeInpatient
    employeeOutpatient = terms.employeeOutpatient
    residentInpatient = terms.residentInpatient
    residentOutpatient = terms.residentOutpatient
    outOfCity = terms.outOfCity
    budget = terms.budget
    contribution = terms.contribution
    maternity = terms.maternity
    layers = terms.layers
    readings = terms.readings
    figures = terms.figures
    stays = terms.stays
    visits = terms.visits
    layersPaying = terms.layersPaying
    layersAccumulating = terms.layersAccumulating
    layersFlat = terms.layersFlat
    layersCounting = terms.layersCounting
    layerMemberTraits = terms.layerMemberTraits
  }
}

/// 职工住院待遇, A 三（五）.
public struct EmployeeInpatientTerms: Sendable {
  /// 起付标准, A 三（五）1.
  public let deductible: ByLevel<Figure<Money>>
  /// How many times last year's average wage the cap is, A 三（五）2.
  public let capMultiple: Figure<Int64>
  /// 上年度浙江省社会平均工资, a year.
  public let averageAnnualWage: Figure<Money>
  /// 最高限额, A 三（五）2.
  public let cap: Money
  /// 在职人员支付比例, A 三（五）3.
  public let activeRate: Figure<Rate>
  /// 退休人员支付比例, A 三（五）3.
  public let retiredRate: Figure<Rate>

  init(_ figures: inout FigureReader) {
    deductible = ByLevel(
      primary: figures.money("employee.inpatient.deductible.primary"),
      secondary: figures.money("employee.inpatient.deductible.secondary"),
      tertiary: figures.money("employee.inpatient.deductible.tertiary"))
    capMultiple = figures.count("employee.inpatient.capMultiple", .times)
    averageAnnualWage = figures.lastYearsAverageWage()
    cap = averageAnnualWage.value.times(capMultiple.value, over: 1)
    activeRate = figures.rate("employee.inpatient.rate.active")
    retiredRate = figures.rate("employee.inpatient.rate.retired")
  }

  /// The rate of a status, at any level.
  public func rate(_ status: EmploymentStatus) -> Figure<Rate> {
    status == .active ? activeRate : retiredRate
  }
}

/// 职工门诊待遇, A 三（六）.
public struct EmployeeOutpatientTerms: Sendable {
  /// 在职人员起付标准, A 三（六）1.
  public let activeDeductible: Figure<Money>
  /// 退休人员起付标准, A 三（六）1.
  public let retiredDeductible: Figure<Money>
  /// 最高限额, A 三（六）2.
  public let cap: Figure<Money>
  /// 支付比例, A 三（六）3.
  public let rate: ByPlace<Figure<Rate>>

  init(_ figures: inout FigureReader) {
    activeDeductible = figures.money("employee.outpatient.deductible.active")
    retiredDeductible = figures.money("employee.outpatient.deductible.retired")
    cap = figures.money("employee.outpatient.cap")
    rate = ByPlace(
      institutions: ByLevel(
        primary: figures.rate("employee.outpatient.rate.primary"),
        secondary: figures.rate("employee.outpatient.rate.secondary"),
        tertiary: figures.rate("employee.outpatient.rate.tertiary")),
      pharmacy: figures.rate("employee.outpatient.rate.pharmacy"))
  }

  /// The deductible of a status.
  public func deductible(_ status: EmploymentStatus) -> Figure<Money> {
    status == .active ? activeDeductible : retiredDeductible
  }
}

/// 居民住院待遇, A 四（五）, B 三（八）; students' too.
public struct ResidentInpatientTerms: Sendable {
  /// 起付标准, A 四（五）1.
  public let deductible: ByLevel<Figure<Money>>
  /// 最高限额, A 四（五）2.
  public let cap: Figure<Money>
  /// 支付比例, A 四（五）3.
  public let rate: ByLevel<Figure<Rate>>
  /// The least the rate at primary institutions may be, B 三（八）; none before it.
  public let primaryRateFloor: Figure<Rate>?

  init(_ figures: inout FigureReader) {
    deductible = ByLevel(
      primary: figures.money("resident.inpatient.deductible.primary"),
      secondary: figures.money("resident.inpatient.deductible.secondary"),
      tertiary: figures.money("resident.inpatient.deductible.tertiary"))
    cap = figures.money("resident.inpatient.cap")
    rate = ByLevel(
      primary: figures.rate("resident.inpatient.rate.primary"),
      secondary: figures.rate("resident.inpatient.rate.secondary"),
      tertiary: figures.rate("resident.inpatient.rate.tertiary"))
    primaryRateFloor = figures.optionalRate("resident.inpatient.rateFloor.primary")
  }
}

/// 居民门诊待遇, A 四（六）, B 三（八）（九）.
public struct ResidentOutpatientTerms: Sendable {
  /// 基层医疗机构起付标准: none, A 四（六）1, B 三（八）.
  public let primaryDeductible: Figure<Money>
  /// 其他医疗机构和零售药店起付标准, A 四（六）1.
  public let elsewhereDeductible: Figure<Money>
  /// 最高限额, A 四（六）2.
  public let cap: Figure<Money>
  /// 基层医疗机构支付比例, A 四（六）3, B 三（八）.
  public let primaryRate: Figure<Rate>
  /// 其他医疗机构和零售药店支付比例, A 四（六）3.
  public let elsewhereRate: Figure<Rate>
  /// The least the rate at primary institutions may be, B 三（八）; none before it.
  public let primaryRateFloor: Figure<Rate>?
  /// 基层慢性病门诊支付比例, B 三（九）.
  public let chronicPrimaryRate: Figure<Rate>
  /// 基层肺结核门诊支付比例, B 三（九）.
  public let tuberculosisPrimaryRate: Figure<Rate>
  /// Whether B 三（八）, which has set the floor, may be read to give students these terms (R10).
  public let opensToStudents: Bool

  init(_ figures: inout FigureReader) {
    primaryDeductible = figures.money("resident.outpatient.deductible.primary")
    elsewhereDeductible = figures.money("resident.outpatient.deductible.elsewhere")
    cap = figures.money("resident.outpatient.cap")
    primaryRate = figures.rate("resident.outpatient.rate.primary")
    elsewhereRate = figures.rate("resident.outpatient.rate.elsewhere")
    primaryRateFloor = figures.optionalRate("resident.outpatient.rateFloor.primary")
    chronicPrimaryRate = figures.rate("resident.chronicDisease.rate.primary")
    tuberculosisPrimaryRate = figures.rate("resident.chronicDisease.rate.tuberculosis")
    opensToStudents = primaryRateFloor != nil
  }

  /// The deductible at a place.
  public func deductible(_ place: Place) -> Figure<Money> {
    place == .primary ? primaryDeductible : elsewhereDeductible
  }
}

/// 市外就医, A 十一（五）.
public struct OutOfCityTerms: Sendable {
  /// 先行自付比例 of stays with referral or in an emergency.
  public let priorSelfPayRate: Figure<Rate>
  /// By how much the rate falls without referral.
  public let unreferredReduction: Figure<Rate>

  init(_ figures: inout FigureReader) {
    priorSelfPayRate = figures.rate("outOfCity.priorSelfPayRate")
    unreferredReduction = figures.rate("outOfCity.unreferredReduction")
  }
}

extension FigureReader {
  /// 上年度浙江省社会平均工资: last calendar year's, or the latest earlier one (rules 1).
  mutating func lastYearsAverageWage() -> Figure<Money> {
    money("province.averageAnnualWage", ofYear: day.year - 1)
  }
}
