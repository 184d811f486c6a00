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
  public var layers: LayerAccumulators

  /// The accumulators that are there.
  public init(
    year: Int? = nil, inpatient: InpatientAccumulator? = nil,
    outpatient: OutpatientAccumulator? = nil,
    layers: LayerAccumulators = LayerAccumulators()
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

/// The accumulators of the layers that are there.
public struct LayerAccumulators: Hashable, Sendable {
  /// Nothing where an accumulator is not there.
  private var selfPay = ByLayer(repeating: Money.zero)
  private var paid = ByLayer(repeating: Money.zero)
  private var known: LayerSet = []

  /// No accumulators.
  public init() {}

  /// The same accumulator for every layer.
  public init(repeating accumulator: LayerAccumulator) {
    for layer in Layer.allCases { self[layer] = accumulator }
  }

  /// The accumulator of a layer, where it is there.
  public subscript(layer: Layer) -> LayerAccumulator? {
    get {
      guard known[layer] else { return nil }
      return LayerAccumulator(selfPay: selfPay[layer], paid: paid[layer])
    }
    set {
      selfPay[layer] = newValue?.selfPay ?? .zero
      paid[layer] = newValue?.paid ?? .zero
      if newValue == nil { known.remove(LayerSet(layer)) } else { known.insert(LayerSet(layer)) }
    }
  }
}
