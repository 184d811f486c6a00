/// One step of a calculation: an amount, what it was computed from, and the clauses it follows.
///
/// Steps are values; their words are looked up when an answer is written.
public struct Step: Sendable {
  /// The rule, by the name of the amount it gives.
  public let rule: Rule
  /// What the amount was computed from, where one amount is.
  public let base: Money?
  /// The rate applied to the base, where there is one and no yearly cap of a layer has cut what it
  /// gives.
  public let rate: Rate?
  /// The amount.
  public let amount: Money
  /// The clauses followed; at least one.
  public let citations: CitationList
  /// The readings that mattered.
  public let readings: ReadingSet

  /// A step.
  public init(
    _ rule: Rule, base: Money? = nil, rate: Rate? = nil, amount: Money, citing: CitationList,
    readings: ReadingSet = []
  ) {
    precondition(citing.count > 0, "every step follows a clause")
    self.rule = rule
    self.base = base
    self.rate = rate
    self.amount = amount
    self.citations = citing
    self.readings = readings
  }
}

/// The rules, by the amounts they give.
public enum Rule: Int, CaseIterable, Sendable {
  /// 总费用.
  case total
  /// 自费.
  case selfFunded
  /// 乙类先行自付.
  case classBCopay
  /// 超限价自付.
  case overLimit
  /// 拒绝出院后费用.
  case refusedDischarge
  /// 符合政策范围费用.
  case inScope
  /// 基金不予支付.
  case notCovered
  /// 转外先行自付.
  case priorSelfPay
  /// 超最高限额.
  case overCap
  /// 起付标准.
  case deductible
  /// 统筹基金支付.
  case basicFund
  /// 按比例自付.
  case coinsurance
  /// 大病保险.
  case catastrophic
  /// 公务员医疗补助.
  case civilServant
  /// 惠民保职工版.
  case supplementary
  /// 医疗救助.
  case assistance
  /// 个人负担.
  case personal
  /// 个人账户支付.
  case account
  /// 个人现金支付.
  case cash
  /// 最高限额余额: what is left of the cap before an encounter.
  case room
  /// 缴费基数.
  case contributionBase
  /// 住院统筹缴费.
  case inpatientPool
  /// 门诊统筹缴费.
  case outpatientPool
  /// 生育保险缴费.
  case maternity
  /// 计入个人账户.
  case personalAccount
  /// 居民、大学生个人缴费.
  case individual
  /// 财政补助.
  case fiscal
  /// 缴费合计.
  case contribution
  /// 上年度职工月平均工资.
  case averageMonthlyWage
  /// 生育津贴.
  case allowance
  /// 用人单位补足差额.
  case employerTopUp
  /// 津贴拨付单位.
  case payableToEmployer
  /// 津贴支付个人.
  case payableToPerson

  /// The name on the wire.
  public var name: String { Rule.names[rawValue] }

  private static let names = allCases.map { "\($0)" }
}

/// Where a step's clause stands: beside a figure of the policy, or with the formula.
public enum CitationReference: Hashable, Sendable {
  /// The clause that gives a figure.
  case figure(FigureID)
  /// A clause that a formula follows.
  case clause(Clause)
  /// The clause that gives a layer its terms.
  case layer(Layer)
}

/// A few citations, held in place.
public struct CitationList: Sendable {
  /// The most citations a step has.
  public static let countMax = 6

  /// Each in 32 bits, so that a list is written at once.
  private var references: InlineArray<6, UInt32>
  private var used: UInt8

  /// How many there are.
  public var count: Int { Int(used) }

  /// No citations yet.
  @inline(always)
  init() {
    references = [0, 0, 0, 0, 0, 0]
    used = 0
  }

  /// One citation.
  @inline(always)
  init(_ reference: CitationReference) {
    references = [reference.packed, 0, 0, 0, 0, 0]
    used = 1
  }

  /// Two citations.
  @inline(always)
  init(_ first: CitationReference, _ second: CitationReference) {
    references = [first.packed, second.packed, 0, 0, 0, 0]
    used = 2
  }

  /// Adds one.
  public mutating func append(_ reference: CitationReference) {
    precondition(count < CitationList.countMax, "a step has at most six citations")
    references[count] = reference.packed
    used += 1
  }

  /// The citation at an index below `count`.
  public subscript(index: Int) -> CitationReference {
    precondition(index < count, "there are \(count) citations")
    return CitationReference(packed: references[index])
  }
}

extension CitationReference {
  /// Where a figure has its parameter: above every place in a register.
  private static let clauses: UInt32 = 0xFFFE << 16
  private static let layers: UInt32 = 0xFFFD << 16

  /// The reference in 32 bits: a figure's places, or what no figure has.
  @inline(always)
  fileprivate var packed: UInt32 {
    switch self {
    case .figure(let figure): UInt32(figure.parameter) << 16 | UInt32(figure.value)
    case .clause(let clause): CitationReference.clauses | UInt32(clause.rawValue)
    case .layer(let layer): CitationReference.layers | UInt32(layer.place)
    }
  }

  fileprivate init(packed: UInt32) {
    let low = UInt16(truncatingIfNeeded: packed)
    if packed >= CitationReference.clauses, let clause = Clause(rawValue: UInt8(low)) {
      self = .clause(clause)
    } else if packed >= CitationReference.layers {
      self = .layer(Layer.allCases[Int(low)])
    } else {
      self = .figure(FigureID(parameter: UInt16(packed >> 16), value: low))
    }
  }
}
