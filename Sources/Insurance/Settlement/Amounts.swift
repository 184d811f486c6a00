/// The amounts of a settlement; every one is there and none is negative.
///
/// Three identities hold to the fen (rules 2 and 5):
/// - `total = selfFunded + classBCopay + overLimit + refusedDischarge + inScope`
/// - `total = basicFund + catastrophic + civilServant + supplementary + assistance + personal`
/// - `personal = account + cash`
///
/// What is inlined always is so that a settlement computes them where they stay: in registers.
public struct Amounts: Hashable, Sendable {
  /// 总费用.
  public let total: Money
  /// 自费.
  public let selfFunded: Money
  /// 乙类先行自付.
  public let classBCopay: Money
  /// 超限价.
  public let overLimit: Money
  /// 拒绝出院后费用.
  public let refusedDischarge: Money
  /// 符合政策范围费用.
  public let inScope: Money
  /// In-scope expense for which the fund pays nothing at all.
  public internal(set) var notCovered = Money.zero
  /// 转外先行自付: first borne outside the city.
  public internal(set) var priorSelfPay = Money.zero
  /// 起付标准以下自付.
  public internal(set) var deductible = Money.zero
  /// 按比例自付: the person's share above the deductible.
  public internal(set) var coinsurance = Money.zero
  /// 超最高限额.
  public internal(set) var overCap = Money.zero
  /// 统筹基金支付.
  public internal(set) var basicFund = Money.zero
  /// What each layer after the basic fund pays.
  public internal(set) var layers = ByLayer(repeating: Money.zero)
  /// 个人负担.
  public internal(set) var personal = Money.zero
  /// 个人账户支付.
  public internal(set) var account = Money.zero
  /// 个人现金支付.
  public internal(set) var cash = Money.zero

  @inline(always)
  init(_ fees: Fees) {
    total = fees.total
    selfFunded = fees.selfFunded
    classBCopay = fees.classBCopay
    overLimit = fees.overLimit
    refusedDischarge = fees.refusedDischarge
    inScope = fees.inScope
  }

  /// In-scope expense that the basic fund leaves to the person, whoever pays of it later.
  var basicSelfPay: Money { priorSelfPay + deductible + coinsurance + overCap }

  /// What the layers pay together.
  public var layersTotal: Money {
    layers[.catastrophic] + layers[.civilServant] + layers[.supplementary] + layers[.assistance]
  }

  /// In-scope self-pay that is left after the layers.
  var selfPayLeft: Money { basicSelfPay - layersTotal }

  /// Whether what the rules promise of every settlement holds: no other answer may leave.
  ///
  /// - Throws: `ClaimFault.sharesDisagree` where a share is negative or the shares do not add up.
  @inline(always)
  func check() throws(ClaimFault) {
    guard inScope == notCovered + basicSelfPay + basicFund,
      total == basicFund + layersTotal + personal, personal == account + cash
    else { throw .sharesDisagree }
    // Together negative where one of them is.
    let signs =
      notCovered.fen | priorSelfPay.fen | overCap.fen | deductible.fen | basicFund.fen
      | coinsurance.fen | selfPayLeft.fen | account.fen | cash.fen
    if signs < 0 { throw .sharesDisagree }
  }
}
