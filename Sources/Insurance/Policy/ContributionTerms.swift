/// 缴费, A 三（一）（二）, 四（二）（七）, 九（二）（三）（四）.
public struct ContributionTerms: Sendable {
  /// 上年度浙江省社会平均工资, a year.
  public let averageAnnualWage: Figure<Money>
  /// 用人单位费率, A 三（一）1.
  public let employer: PoolRates
  /// 生育保险费率, A 三（一）1.
  public let maternityRate: Figure<Rate>
  /// 职工个人费率, A 三（一）1.
  public let employeeRate: Figure<Rate>
  /// 缴费基数下限 of the year, a month.
  public let baseFloor: Figure<Money>
  /// 缴费基数上限 of the year, a month.
  public let baseCeiling: Figure<Money>
  /// 灵活就业人员缴费基数的固定比例, A 三（一）2; where a deployment sets it.
  public let flexibleBaseRatio: Figure<Rate>?
  /// 累计缴费年限 that ends the duty to pay, in months, A 三（二）.
  public let requiredMonths: Figure<Int64>
  /// 一次性补缴费率, A 三（二）.
  public let lumpSum: PoolRates
  /// 改制单位费率, A 九（二）.
  public let restructured: PoolRates
  /// 居民筹资, A 四（二）.
  public let resident: ResidentContributionTerms
  /// 大学生个人缴费, A 四（七）.
  public let studentIndividual: Figure<Money>
  /// 大学生财政补助, A 四（七）.
  public let studentFiscal: Figure<Money>
  /// 制度实施前退休、退职人员应缴年限, A 九（三）.
  public let preSystem: PreSystemTerms
  /// 破产单位工伤职工缴费基数每年递增, A 九（四）.
  public let bankruptcyGrowth: Figure<Rate>

  /// Ten per cent a year: the largest base grown so for a hundred years still fits in 64 bits.
  public static let bankruptcyGrowthMax = Rate(percent: 10)

  init(_ figures: inout FigureReader) {
    averageAnnualWage = figures.lastYearsAverageWage()
    employer = PoolRates(&figures, "contribution.employer.rate")
    maternityRate = figures.rate("contribution.employer.rate.maternity")
    employeeRate = figures.rate("contribution.employee.rate")
    baseFloor = figures.money("contribution.base.floor", ofYear: figures.day.year)
    baseCeiling = figures.money("contribution.base.ceiling", ofYear: figures.day.year)
    flexibleBaseRatio = figures.optionalRate("flexible.baseRatio")
    requiredMonths = figures.count(
      "contribution.requiredMonths", .months, within: 0...Int64(RequestMember.monthsMax))
    lumpSum = PoolRates(&figures, "contribution.lumpSum.rate")
    restructured = PoolRates(&figures, "contribution.restructured.rate")
    resident = ResidentContributionTerms(&figures)
    studentIndividual = figures.money("student.contribution.individual")
    studentFiscal = figures.money("student.contribution.fiscal")
    preSystem = PreSystemTerms(&figures)
    bankruptcyGrowth = figures.rate(
      "contribution.bankruptcy.growth", atMost: ContributionTerms.bankruptcyGrowthMax)
  }
}

/// The rates of the two pools (住院统筹、门诊统筹).
public struct PoolRates: Sendable {
  /// 住院统筹费率.
  public let inpatientPool: Figure<Rate>
  /// 门诊统筹费率.
  public let outpatientPool: Figure<Rate>

  init(_ figures: inout FigureReader, _ name: String) {
    inpatientPool = figures.rate("\(name).inpatientPool")
    outpatientPool = figures.rate("\(name).outpatientPool")
  }
}

/// 普通居民筹资, A 四（二）; the yearly amounts are there where a deployment sets them.
public struct ResidentContributionTerms: Sendable {
  /// 人均筹资额标准 of the year.
  public let standard: Figure<Money>?
  /// 个人缴费 of the year.
  public let individual: Figure<Money>?
  /// 上一年度居民人均可支配收入.
  public let disposableIncome: Figure<Money>?
  /// The least the standard may be, as a share of the disposable income.
  public let standardFloorRate: Figure<Rate>
  /// How many times the individual share the standard may be.
  public let standardPerIndividual: Figure<Int64>

  init(_ figures: inout FigureReader) {
    let year = figures.day.year
    standard = figures.optionalMoney("resident.contribution.standard", ofYear: year)
    individual = figures.optionalMoney("resident.contribution.individual", ofYear: year)
    disposableIncome = figures.optionalMoney("resident.disposableIncome", ofYear: year - 1)
    standardFloorRate = figures.rate("resident.contribution.standardFloorRate")
    standardPerIndividual = figures.count("resident.contribution.standardPerIndividual", .times)
  }
}

/// 制度实施前退休、退职人员应缴年限, A 九（三）.
public struct PreSystemTerms: Sendable {
  /// The age up to which the years are counted.
  public let countedToAge: Figure<Int64>
  /// The age from which the years are the same for all.
  public let flatFromAge: Figure<Int64>
  /// The years from that age on.
  public let flatYears: Figure<Int64>

  init(_ figures: inout FigureReader) {
    countedToAge = figures.count("contribution.preSystem.countedToAge", .years)
    flatFromAge = figures.count("contribution.preSystem.flatFromAge", .years)
    flatYears = figures.count("contribution.preSystem.flatYears", .years)
  }
}
