/// The fees of an encounter in their parts (费用构成), rules 2.
///
/// `total = selfFunded + classBCopay + overLimit + refusedDischarge + inScope`, and no part is
/// negative.
public struct Fees: Hashable, Sendable {
  /// 总费用.
  public let total: Money
  /// 自费: category C and whatever else the catalogue leaves out.
  public let selfFunded: Money
  /// 乙类先行自付: what the person first bears of category B.
  public let classBCopay: Money
  /// 超限价: what exceeds a price ceiling.
  public let overLimit: Money
  /// 拒绝出院 charges after the notice to leave, all the person's: A 十一（二）.
  public let refusedDischarge: Money

  /// 符合政策范围: what is left, A 十（二）.
  public var inScope: Money {
    total - selfFunded - classBCopay - overLimit - refusedDischarge
  }

  /// The fees of a total and the parts of it that are out of scope.
  ///
  /// - Throws: `FeeFault` where the parts exceed the total, or where `inScope` is given and
  ///   disagrees.
  public init(
    total: Money, selfFunded: Money = .zero, classBCopay: Money = .zero,
    overLimit: Money = .zero, refusedDischarge: Money = .zero, inScope: Money? = nil
  ) throws(FeeFault) {
    self.total = total
    self.selfFunded = selfFunded
    self.classBCopay = classBCopay
    self.overLimit = overLimit
    self.refusedDischarge = refusedDischarge
    if self.inScope < .zero { throw .partsExceedTotal(by: .zero - self.inScope) }
    if let inScope, inScope != self.inScope { throw .inScopeDisagrees(derived: self.inScope) }
  }
}

/// Why fees do not add up.
public enum FeeFault: Error, Hashable, Sendable {
  /// The parts out of scope are more than the total, by so much.
  case partsExceedTotal(by: Money)
  /// The in-scope expense sent is not the one that follows from the parts.
  case inScopeDisagrees(derived: Money)
  /// The total sent is not the sum of the items.
  case totalDisagrees(derived: Money)
  /// An amount is more than 9 999 999 999.99 yuan.
  case tooLarge
}
