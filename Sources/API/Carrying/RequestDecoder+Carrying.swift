import Insurance
import JSON

extension RequestDecoder {
  /// The request of a line whose person's year is carried along.
  ///
  /// - Parameter isOpened: set to whether the line began the year with accumulators of its own.
  mutating func settlementRequest(
    under policy: Policy, after carried: CarriedYear?, isOpened: inout Bool
  ) -> SettlementRequest? {
    isOpened = false
    return settlementRequest(under: policy, requiresFees: true) {
      (decoder, members, encounter, needed) in
      guard let date = encounter.date else { return nil }
      if let carried, date.day < carried.day {
        decoder.fault(.inconsistent, at: date.node, .beforeLastEncounter(carried.day))
        return nil
      }
      if let carried, date.day.year == carried.day.year {
        decoder.forbid(.yearToDate, members, .yearIsCarried)
        isOpened = carried.isOpened
        return decoder.completed(carried.yearToDate, isOpened, of: encounter.kind, needed)
      }
      if let node = members[.yearToDate] {
        isOpened = true
        return decoder.yearToDate(node, of: encounter, needed)
      }
      let start = YearToDate(year: date.day.year)
      return decoder.completed(start, false, of: encounter.kind, needed)
    }
  }

  /// The accumulators with those that the encounter needs beside them: zero in a year that began
  /// with nothing; in one that began with accumulators, one that was left out is a fault.
  private mutating func completed(
    _ carried: YearToDate, _ isOpened: Bool, of kind: EncounterKind?, _ needed: LayerSet
  ) -> YearToDate? {
    var yearToDate = carried
    var left: [String] = []
    switch kind?.careClass {
    case .inpatient where carried.inpatient == nil:
      left.append("inpatient")
      yearToDate.inpatient = InpatientAccumulator(
        inScope: .zero, deductiblePaid: .zero, highestLevel: nil)
    case .outpatient where carried.outpatient == nil:
      left.append("outpatient")
      yearToDate.outpatient = OutpatientAccumulator(inScope: .zero, deductiblePaid: .zero)
    default: break
    }
    for layer in Layer.allCases where needed[layer] && carried.layers[layer] == nil {
      left.append("layers/\(layer.rawValue)")
      yearToDate.layers[layer] = LayerAccumulator(selfPay: .zero, paid: .zero)
    }
    guard isOpened, !left.isEmpty else { return yearToDate }
    for name in left { fault(.required, pointer: "/yearToDate/\(name)", .leftOutAtOpening) }
    return nil
  }
}
