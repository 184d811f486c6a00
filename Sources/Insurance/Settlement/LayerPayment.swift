extension Claim {
  /// The layers in order, each on the self-pay that the earlier ones leave (rules 5, R15): what
  /// they pay, and their accumulators moved on.
  func payLayers(
    _ paying: LayerSet, on selfPay: Money, under terms: Terms
  ) throws(ClaimFault) -> (ByLayer<Money>, after: LayerAccumulators) {
    var (amounts, after) = (ByLayer(repeating: Money.zero), yearToDate.layers)
    var (left, rest) = (selfPay, paying)
    while let layer = rest.removeFirst() {
      if let rates = terms.layersFlat[layer] {
        amounts[layer] = left.times(rates[encounter.place])
        left -= amounts[layer]
        continue
      }
      guard let benefit = terms.layers[layer]?.benefit else { continue }
      let before = try accumulator(of: layer, for: benefit)
      let amount = benefit.payment(on: left, after: before, for: person, at: encounter.place)
      amounts[layer] = amount
      if benefit.needsAccumulator {
        after[layer] = LayerAccumulator(
          selfPay: before.selfPay + left, paid: before.paid + amount)
      }
      left -= amount
    }
    return (amounts, after)
  }

  private func accumulator(
    of layer: Layer, for benefit: LayerBenefit
  ) throws(ClaimFault) -> LayerAccumulator {
    guard benefit.needsAccumulator else { return LayerAccumulator(selfPay: .zero, paid: .zero) }
    guard let accumulator = yearToDate.layers[layer] else { throw .layerAccumulatorMissing(layer) }
    return accumulator
  }
}

extension LayerBenefit {
  /// What the layer pays on the self-pay that reaches it (rules 5).
  ///
  /// `T(before + now) − T(before)`, where `T` adds up the bands exactly; rounded half up once,
  /// and held within what is left of the yearly cap.
  func payment(
    on now: Money, after before: LayerAccumulator, for person: Person, at place: Place
  ) -> Money {
    let payment =
      tenThousandths(upTo: before.selfPay + now, person, place)
      - tenThousandths(upTo: before.selfPay, person, place)
    let rounded = Money(fen: Int64(halfUp(payment, 10_000)))
    guard let yearlyCap else { return rounded }
    return min(rounded, yearlyCap.reduced(by: before.paid))
  }

  /// `T`: what the bands pay on so much self-pay in all, in ten-thousandths of a fen.
  private func tenThousandths(upTo selfPay: Money, _ person: Person, _ place: Place) -> Int128 {
    var sum: Int128 = 0
    for (index, band) in bands.enumerated() {
      let from = max(band.from, threshold ?? .zero)
      let until = index + 1 < bands.count ? min(bands[index + 1].from, selfPay) : selfPay
      guard until > from else { continue }
      let rate = band.rates.rate(for: person, at: place)
      sum += Int128((until - from).fen) * Int128(rate.tenThousandths)
    }
    return sum
  }

  /// The one rate it pays at, where it has neither threshold nor bands.
  func flatRate(for person: Person, at place: Place) -> Rate? {
    hasBands || threshold != nil ? nil : bands[0].rates.rate(for: person, at: place)
  }
}
