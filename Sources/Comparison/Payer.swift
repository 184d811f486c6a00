public import Insurance

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

  /// The fund as a payer.
  init(_ fund: Fund) {
    switch fund {
    case .employeeInpatientPool: self = .employeeInpatientPool
    case .employeeOutpatientPool: self = .employeeOutpatientPool
    case .residentPool: self = .residentPool
    }
  }

  /// The layer as a payer.
  init(_ layer: Layer) {
    switch layer {
    case .catastrophic: self = .catastrophic
    case .civilServant: self = .civilServant
    case .supplementary: self = .supplementary
    case .assistance: self = .assistance
    }
  }
}

/// What each payer pays, of one settlement or of many.
public struct Shares: Sendable {
  private var fen = InlineArray<9, Int64>(repeating: 0)

  /// Nothing from anybody.
  init() {}

  /// Who pays what of a settlement.
  init(_ settlement: Settlement) {
    let amounts = settlement.amounts
    self[Payer(settlement.fund)] = amounts.basicFund
    for layer in Layer.allCases { self[Payer(layer)] = amounts.layers[layer] }
    self[.account] = amounts.account
    self[.cash] = amounts.cash
  }

  /// What a payer pays.
  public internal(set) subscript(payer: Payer) -> Money {
    get { Money(fen: fen[payer.place]) }
    set { fen[payer.place] = newValue.fen }
  }

  /// What all pay: the whole charge.
  public var total: Money { sum { _ in true } }

  /// What the funds and the layers pay.
  public var funds: Money { sum { !$0.isPerson } }

  /// What the persons pay, from their accounts and in cash.
  public var persons: Money { sum { $0.isPerson } }

  private func sum(_ isCounted: (Payer) -> Bool) -> Money {
    Payer.allCases.reduce(.zero) { isCounted($1) ? $0 + self[$1] : $0 }
  }

  static func += (left: inout Shares, right: Shares) {
    for place in left.fen.indices { left.fen[place] += right.fen[place] }
  }
}

extension Shares: Equatable {
  /// Whether every payer pays the same.
  public static func == (left: Shares, right: Shares) -> Bool {
    left.fen.indices.allSatisfy { left.fen[$0] == right.fen[$0] }
  }
}

extension Payer {
  /// Its place among all.
  fileprivate var place: Int {
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
