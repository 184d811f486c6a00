public import Insurance

/// What each payer pays, of one settlement or of many.
public struct Shares: Sendable {
  private var fen = InlineArray<9, Int64>(repeating: 0)

  /// Nothing from anybody.
  init() {}

  /// Who pays what of a settlement.
  init(_ settlement: Settlement) {
    for payer in Payer.allCases { self[payer] = settlement.amount(of: payer) }
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
