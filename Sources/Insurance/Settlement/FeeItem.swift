/// One line of a bill (费用明细), rules 2.
public struct FeeItem: Hashable, Sendable {
  /// 单价, in millionths of a yuan.
  public var unitPriceMillionths: Int64
  /// 数量, in ten-thousandths.
  public var quantityTenThousandths: Int64
  /// The category of the catalogue, with the share first borne of category B.
  public var category: ItemCategory
  /// 限价, in millionths of a yuan, where there is one.
  public var ceilingPriceMillionths: Int64?

  /// A line.
  public init(
    unitPriceMillionths: Int64, quantityTenThousandths: Int64, category: ItemCategory,
    ceilingPriceMillionths: Int64? = nil
  ) {
    self.unitPriceMillionths = unitPriceMillionths
    self.quantityTenThousandths = quantityTenThousandths
    self.category = category
    self.ceilingPriceMillionths = ceilingPriceMillionths
  }

  /// The category (甲、乙、丙类) of an item.
  public enum ItemCategory: Hashable, Sendable {
    /// 甲类: wholly in scope.
    case classA
    /// 乙类: the person first bears a share.
    case classB(copayRate: Rate)
    /// 丙类: wholly self-funded.
    case classC
  }
}

/// The sums over the lines of a bill.
public struct FeeItemSums: Hashable, Sendable {
  /// Σ half-up(unitPrice × quantity).
  public private(set) var amount = Money.zero
  /// Σ of the lines of category C.
  public private(set) var selfFunded = Money.zero
  /// Σ half-up((amount − overLimit) × copayRate) over category B.
  public private(set) var classBCopay = Money.zero
  /// Σ half-up(max(0, unitPrice − ceilingPrice) × quantity).
  public private(set) var overLimit = Money.zero

  /// No lines yet.
  public init() {}

  /// Adds a line.
  ///
  /// - Throws: `FeeFault.tooLarge` where the line or the sum exceeds the largest amount; the sums
  ///   are then as they were.
  public mutating func add(_ item: FeeItem) throws(FeeFault) {
    let line = try FeeItemSums.amount(item.unitPriceMillionths, item.quantityTenThousandths)
    guard amount + line <= .requestMax else { throw .tooLarge }
    amount += line
    if item.category == .classC {
      selfFunded += line
      return
    }
    let over = try item.overLimit()
    overLimit += over
    if case .classB(let copayRate) = item.category {
      classBCopay += (line - over).times(copayRate)
    }
  }

  /// The fees that the lines make, with the charges after the notice to leave on top.
  ///
  /// - Throws: `FeeFault` where a total or in-scope expense sent beside the lines disagrees.
  public func fees(
    refusedDischarge: Money = .zero, total: Money? = nil, inScope: Money? = nil
  ) throws(FeeFault) -> Fees {
    let sum = amount + refusedDischarge
    guard sum <= .requestMax else { throw .tooLarge }
    if let total, total != sum { throw .totalDisagrees(derived: sum) }
    return try Fees(
      total: sum, selfFunded: selfFunded, classBCopay: classBCopay, overLimit: overLimit,
      refusedDischarge: refusedDischarge, inScope: inScope)
  }

  /// Millionths of a yuan × ten-thousandths, rounded half up to the fen.
  fileprivate static func amount(
    _ millionths: Int64, _ tenThousandths: Int64
  ) throws(FeeFault) -> Money {
    let fen = halfUp(Int128(millionths) * Int128(tenThousandths), 100_000_000)
    guard fen <= Int128(Money.requestMax.fen) else { throw .tooLarge }
    return Money(fen: Int64(fen))
  }
}

extension FeeItem {
  fileprivate func overLimit() throws(FeeFault) -> Money {
    guard let ceiling = ceilingPriceMillionths, ceiling < unitPriceMillionths else { return .zero }
    return try FeeItemSums.amount(unitPriceMillionths - ceiling, quantityTenThousandths)
  }
}

extension FeeItem {
  /// The largest price: 9 999 999 999.99 yuan, in millionths.
  public static let priceMillionthsMax: Int64 = Money.requestMax.fen * 10_000
  /// The largest quantity: as large as the largest amount, in ten-thousandths.
  public static let quantityTenThousandthsMax: Int64 = Money.requestMax.fen * 100
}
