/// What a person has used up in the medical year so far (年度累计), before or after a settlement.
///
/// The accumulators are the person's for the year: they carry over between schemes and between
/// active and retired (A 十一（十）, R11).
public struct YearToDate: Hashable, Sendable {
  /// The year, where the caller names it.
  public var year: Int?
  /// Of the inpatient class.
  public var inpatient: InpatientAccumulator?
  /// Of the outpatient class.
  public var outpatient: OutpatientAccumulator?
  /// Of the layers after the basic fund.
  public var layers: ByLayer<LayerAccumulator?>

  /// The accumulators that are there.
  public init(
    year: Int? = nil, inpatient: InpatientAccumulator? = nil,
    outpatient: OutpatientAccumulator? = nil,
    layers: ByLayer<LayerAccumulator?> = ByLayer(repeating: nil)
  ) {
    self.year = year
    self.inpatient = inpatient
    self.outpatient = outpatient
    self.layers = layers
  }
}

/// What stays and special-disease care have used up this year.
public struct InpatientAccumulator: Hashable, Sendable {
  /// In-scope expense that entered the pool, which the cap counts (R4).
  public var inScope: Money
  /// Deductible borne.
  public var deductiblePaid: Money
  /// The highest level stayed at; nil before the first stay.
  public var highestLevel: Level?

  /// The accumulator of these amounts.
  public init(inScope: Money, deductiblePaid: Money, highestLevel: Level?) {
    self.inScope = inScope
    self.deductiblePaid = deductiblePaid
    self.highestLevel = highestLevel
  }
}

/// What outpatient care has used up this year.
public struct OutpatientAccumulator: Hashable, Sendable {
  /// In-scope expense that entered the pool, which the cap counts.
  public var inScope: Money
  /// Deductible borne.
  public var deductiblePaid: Money

  /// The accumulator of these amounts.
  public init(inScope: Money, deductiblePaid: Money) {
    self.inScope = inScope
    self.deductiblePaid = deductiblePaid
  }
}

/// What a layer after the basic fund has counted and paid this year.
public struct LayerAccumulator: Hashable, Sendable {
  /// In-scope self-pay that reached the layer.
  public var selfPay: Money
  /// What the layer paid.
  public var paid: Money

  /// The accumulator of these amounts.
  public init(selfPay: Money, paid: Money) {
    self.selfPay = selfPay
    self.paid = paid
  }
}
