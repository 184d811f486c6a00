/// Turns the register into terms, one a period in which nothing changes, and checks it whole.
struct PolicyCompiler {
  let inForceFrom: Day
  let register: Register
  let readings: [ReadingEntry]
  let layers: [LayerTerms]
  private(set) var faults: [PolicyFault] = []
  private var places: [String: Int] = [:]

  init(
    inForceFrom: Day, register: Register, readings: [ReadingEntry], layers: [LayerTerms]
  ) {
    self.inForceFrom = inForceFrom
    self.register = register
    self.readings = readings
    self.layers = layers
  }

  /// The terms by their first day; meaningless where `faults` is not empty afterwards.
  mutating func periods() -> [Terms] {
    registerNames()
    checkDates()
    let choices = chosenReadings()
    checkLayers()
    var namesRead: Set<String> = []
    var reported: Set<String> = []
    var periods: [Terms] = []
    for day in firstDays() {
      var figures = FigureReader(register: register, places: places, day: day)
      let terms = Terms(&figures, layers: layers(on: day), readings: choices)
      namesRead.formUnion(figures.namesRead)
      for fault in figures.faults + floorFaults(terms) + reductionFaults(terms)
      where reported.insert(fault.subject).inserted {
        faults.append(fault)
      }
      periods.append(terms)
    }
    for parameter in register.parameters where !namesRead.contains(parameter.name) {
      let nearest = Spelling.nearest(to: parameter.name, among: namesRead)
      fault(.unknownParameter(parameter.name, nearest: nearest), parameter.origin)
    }
    return periods
  }

  private mutating func registerNames() {
    for (place, parameter) in register.parameters.enumerated() {
      guard places[parameter.name] == nil else {
        fault(.duplicateParameter(parameter.name), parameter.origin)
        continue
      }
      places[parameter.name] = place
    }
  }

  private mutating func checkDates() {
    for parameter in register.parameters {
      for (index, value) in parameter.values.enumerated() {
        if let until = value.until, until < value.from {
          fault(.endsBeforeItBegins(name: parameter.name, from: value.from), value.origin)
        }
        guard index > 0 else { continue }
        let earlier = parameter.values[index - 1]
        if value.from < earlier.from {
          fault(.unsortedDates(name: parameter.name, from: value.from), value.origin)
        } else if value.from <= earlier.until ?? earlier.from {
          fault(.overlappingDates(name: parameter.name, from: value.from), value.origin)
        }
      }
    }
  }

  /// The readings in force: R1 to R16, each registered once.
  private mutating func chosenReadings() -> Readings {
    var choices = Readings()
    for reading in Reading.allCases {
      let entries = readings.filter { $0.reading == reading }
      if entries.isEmpty { fault(.missingReading(reading), nil) }
      for entry in entries.dropFirst() { fault(.duplicateReading(reading), entry.origin) }
      for entry in entries where !choices.choose(reading, entry.inForce) {
        fault(.unknownReadingValue(reading, entry.inForce), entry.origin)
      }
    }
    return choices
  }

  private mutating func checkLayers() {
    for layer in Layer.allCases {
      let versions = layers.filter { $0.layer == layer }
      if versions.first(where: { $0.from <= inForceFrom }) == nil {
        fault(.missingLayer(layer, day: inForceFrom), nil)
      }
      for (earlier, later) in zip(versions, versions.dropFirst()) where later.from <= earlier.from {
        let name = "layers.\(layer.rawValue)"
        fault(
          later.from < earlier.from
            ? .unsortedDates(name: name, from: later.from)
            : .overlappingDates(name: name, from: later.from), later.origin)
      }
    }
  }

  private func layers(on day: Day) -> ByLayer<LayerTerms?> {
    var terms = ByLayer<LayerTerms?>(repeating: nil)
    for layer in Layer.allCases {
      terms[layer] = layers.last { $0.layer == layer && $0.from <= day }
    }
    return terms
  }

  /// The days on which anything may change: dated values, ends, and every new year up to the
  /// second after the last yearly figure, when "last year" has come to stand still.
  private func firstDays() -> [Day] {
    var days: Set<Day> = [inForceFrom]
    var lastYear = inForceFrom.year
    for parameter in register.parameters {
      for value in parameter.values {
        days.insert(value.from)
        if let after = value.until?.next { days.insert(after) }
        lastYear = max(lastYear, value.from.year)
      }
    }
    for terms in layers { days.insert(terms.from) }
    for year in inForceFrom.year...min(lastYear + 2, 9999) { days.insert(.newYear(year)) }
    return days.filter { $0 >= inForceFrom }.sorted()
  }

  /// B 三（八）: what residents are paid at primary institutions may not fall below its floors.
  private func floorFaults(_ terms: Terms) -> [PolicyFault] {
    let resident = terms.residentInpatient
    let outpatient = terms.residentOutpatient
    return [
      floorFault(resident.rate.primary, resident.primaryRateFloor, on: terms.from),
      floorFault(outpatient.primaryRate, outpatient.primaryRateFloor, on: terms.from),
    ].compactMap { $0 }
  }

  private func floorFault(
    _ rate: Figure<Rate>, _ floor: Figure<Rate>?, on day: Day
  ) -> PolicyFault? {
    guard let floor, rate.id != .missing, rate.value < floor.value else { return nil }
    let parameter = register.parameters[Int(rate.id.parameter)]
    return PolicyFault(
      .belowFloor(
        name: parameter.name, day: day, floor: floor.value, clause: value(floor.id).citation),
      at: value(rate.id).origin)
  }

  /// Every rate that can be lowered without referral stays exact when it is (rules 1).
  private func reductionFaults(_ terms: Terms) -> [PolicyFault] {
    terms.reducibleRates.filter {
      $0.value.loweredRelatively(by: terms.outOfCity.unreferredReduction.value) == nil
    }.map {
      PolicyFault(
        .inexactReduction(name: register.parameters[Int($0.id.parameter)].name),
        at: value($0.id).origin)
    }
  }

  private func value(_ figure: FigureID) -> DatedValue {
    register.parameters[Int(figure.parameter)].values[Int(figure.value)]
  }

  private mutating func fault(_ reason: PolicyFault.Reason, _ origin: SourceLine?) {
    faults.append(PolicyFault(reason, at: origin))
  }
}

extension PolicyFault {
  /// What the fault is about, so that one fault is reported once and not for every period.
  fileprivate var subject: String {
    switch reason {
    case .missingValue(let name, _): "missing \(name)"
    case .belowFloor(let name, _, _, _): "floor \(name) \(origin.map { "\($0.line)" } ?? "")"
    default: description
    }
  }
}

extension Terms {
  /// The rates of the basic fund, all of which fall without referral.
  fileprivate var reducibleRates: [Figure<Rate>] {
    let employee = employeeOutpatient.rate
    let resident = residentInpatient.rate
    return [
      employeeInpatient.activeRate, employeeInpatient.retiredRate, employee.institutions.primary,
      employee.institutions.secondary, employee.institutions.tertiary, employee.pharmacy,
      resident.primary, resident.secondary, resident.tertiary, residentOutpatient.primaryRate,
      residentOutpatient.elsewhereRate, residentOutpatient.chronicPrimaryRate,
      residentOutpatient.tuberculosisPrimaryRate,
    ]
  }
}
