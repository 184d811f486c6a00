/// Who pays of what is charged; together they pay all of it.
public enum Payer: String, CaseIterable, Sendable {
  /// 职工住院统筹基金.
  case employeeInpatientPool
  /// 职工门诊统筹基金.
  case employeeOutpatientPool
  /// 居民医保统筹基金.
  case residentPool
  /// 大病保险.
  case catastrophic
  /// 公务员医疗补助.
  case civilServant
  /// 惠民保职工版.
  case supplementary
  /// 医疗救助.
  case assistance
  /// 个人账户.
  case account
  /// 个人现金.
  case cash

  /// Whether it is the person who pays, from the account or in cash, rather than a fund.
  public var isPerson: Bool { self == .account || self == .cash }
}

extension Payer {
  /// Its place among all.
  public var place: Int {
    switch self {
    case .employeeInpatientPool: 0
    case .employeeOutpatientPool: 1
    case .residentPool: 2
    case .catastrophic: 3
    case .civilServant: 4
    case .supplementary: 5
    case .assistance: 6
    case .account: 7
    case .cash: 8
    }
  }
}

extension Settlement {
  /// What a payer pays.
  public func amount(of payer: Payer) -> Money {
    switch payer {
    case .employeeInpatientPool: fund == .employeeInpatientPool ? amounts.basicFund : .zero
    case .employeeOutpatientPool: fund == .employeeOutpatientPool ? amounts.basicFund : .zero
    case .residentPool: fund == .residentPool ? amounts.basicFund : .zero
    case .catastrophic: amounts.layers[.catastrophic]
    case .civilServant: amounts.layers[.civilServant]
    case .supplementary: amounts.layers[.supplementary]
    case .assistance: amounts.layers[.assistance]
    case .account: amounts.account
    case .cash: amounts.cash
    }
  }
}
