import Insurance
import JSON

enum YearToDateMember: Int, MemberNames {
  case year, inpatient, outpatient, layers
  static let names: [StaticString] = ["year", "inpatient", "outpatient", "layers"]
}

enum AccumulatorMember: Int, MemberNames {
  case inScope, deductiblePaid, highestLevel
  static let names: [StaticString] = ["inScope", "deductiblePaid", "highestLevel"]
}

enum OutpatientAccumulatorMember: Int, MemberNames {
  case inScope, deductiblePaid
  static let names: [StaticString] = ["inScope", "deductiblePaid"]
}

enum LayerMember: Int, MemberNames {
  case catastrophic, civilServant, supplementary, assistance
  static let names: [StaticString] = [
    "catastrophic", "civilServant", "supplementary", "assistance",
  ]
}

enum LayerAccumulatorMember: Int, MemberNames {
  case selfPay, paid
  static let names: [StaticString] = ["selfPay", "paid"]
}

extension RequestDecoder {
  /// `yearToDate`: what the person has used up, with at least the encounter's own class and the
  /// layers that are needed.
  mutating func yearToDate(
    _ node: JSONNode, of encounter: PartialEncounter?, _ needed: LayerSet
  ) -> YearToDate? {
    guard let members = members(of: node, YearToDateMember.self) else { return nil }
    let before = faults.count
    var yearToDate = YearToDate()
    yearToDate.year = members[.year].flatMap { year($0, encounter.date?.day.year) }
    yearToDate.inpatient = members[.inpatient].flatMap { inpatient($0) }
    yearToDate.outpatient = members[.outpatient].flatMap { outpatient($0) }
    if let layers = members[.layers] {
      self.layers(layers, &yearToDate, needed)
    } else {
      for layer in Layer.allCases where needed[layer] { missing(layer, at: node, "/layers/") }
    }
    switch encounter.kind?.careClass {
    case .inpatient: if members[.inpatient] == nil { missing(.inpatient, members) }
    case .outpatient: if members[.outpatient] == nil { missing(.outpatient, members) }
    case nil: break
    }
    return faults.count == before ? yearToDate : nil
  }

  /// The year of the accumulators, which must be the encounter's.
  private mutating func year(_ node: JSONNode, _ encounterYear: Int?) -> Int? {
    guard let year = integer(node, 1...9999) else { return nil }
    if let encounterYear, year != encounterYear {
      fault(.yearMismatch, at: node, .yearMismatch(encounterYear))
    }
    return Int(year)
  }

  private mutating func inpatient(_ node: JSONNode) -> InpatientAccumulator? {
    guard let members = members(of: node, AccumulatorMember.self) else { return nil }
    let inScope = required(.inScope, members).flatMap { money($0) }
    let deductiblePaid = required(.deductiblePaid, members).flatMap { money($0) }
    let level = members[.highestLevel].flatMap { self.level($0) }
    if members[.highestLevel] == nil, (inScope ?? .zero) + (deductiblePaid ?? .zero) > .zero {
      let pointer = json.pointer(to: node) + "/highestLevel"
      fault(.required, pointer: pointer, .levelOfEarlierStays)
    }
    guard let inScope, let deductiblePaid else { return nil }
    return InpatientAccumulator(
      inScope: inScope, deductiblePaid: deductiblePaid, highestLevel: level)
  }

  private mutating func outpatient(_ node: JSONNode) -> OutpatientAccumulator? {
    guard let members = members(of: node, OutpatientAccumulatorMember.self) else { return nil }
    let inScope = required(.inScope, members).flatMap { money($0) }
    let deductiblePaid = required(.deductiblePaid, members).flatMap { money($0) }
    guard let inScope, let deductiblePaid else { return nil }
    return OutpatientAccumulator(inScope: inScope, deductiblePaid: deductiblePaid)
  }

  private mutating func layers(
    _ node: JSONNode, _ yearToDate: inout YearToDate, _ needed: LayerSet
  ) {
    guard let members = members(of: node, LayerMember.self) else { return }
    let layers: [(LayerMember, Layer)] = [
      (.catastrophic, .catastrophic), (.civilServant, .civilServant),
      (.supplementary, .supplementary), (.assistance, .assistance),
    ]
    for (member, layer) in layers {
      if let accumulator = members[member] {
        yearToDate.layers[layer] = layerAccumulator(accumulator)
      } else if needed[layer] {
        missing(layer, at: node, "/")
      }
    }
  }

  private mutating func missing(_ layer: Layer, at node: JSONNode, _ path: String) {
    let pointer = json.pointer(to: node) + path + layer.rawValue
    fault(.required, pointer: pointer, .layerAccumulator(layer))
  }

  private mutating func layerAccumulator(_ node: JSONNode) -> LayerAccumulator? {
    guard let members = members(of: node, LayerAccumulatorMember.self) else { return nil }
    let selfPay = required(.selfPay, members).flatMap { money($0) }
    let paid = required(.paid, members).flatMap { money($0) }
    guard let selfPay, let paid else { return nil }
    return LayerAccumulator(selfPay: selfPay, paid: paid)
  }
}
