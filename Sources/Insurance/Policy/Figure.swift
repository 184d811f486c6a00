/// A value in force with the entry of the register that it comes from.
public struct Figure<Value: Sendable>: Sendable {
  /// The value.
  public let value: Value
  /// Its entry in the register.
  public let id: FigureID
  /// Whether it stands in for a figure not yet published, or is itself marked provisional.
  public let isProvisional: Bool
}

/// Which dated value of which parameter a figure is.
public struct FigureID: Hashable, Sendable {
  /// The parameter's place in the register.
  public let parameter: UInt16
  /// The value's place among the parameter's values.
  public let value: UInt16

  /// No entry: stands where a figure is missing, in terms that are never used.
  static let missing = FigureID(parameter: .max, value: .max)
}

/// Takes figures out of the register as they stand on one day, collecting faults.
struct FigureReader {
  let register: Register
  /// The day the figures are read for.
  let day: Day
  /// The names asked for so far.
  private(set) var namesRead: Set<String> = []
  /// The figures found so far, each once.
  private(set) var figuresRead: Set<FigureUse> = []
  private(set) var faults: [PolicyFault] = []
  private let places: [String: Int]
  /// Parameters whose unit or kind of dates is wrong, which is reported.
  private var misshapen: Set<String> = []

  init(register: Register, places: [String: Int], day: Day) {
    self.register = register
    self.places = places
    self.day = day
  }

  mutating func money(_ name: String) -> Figure<Money> {
    required(name, optionalMoney(name)) ?? missing(.zero)
  }

  mutating func rate(_ name: String) -> Figure<Rate> {
    required(name, optionalRate(name)) ?? missing(.zero)
  }

  mutating func count(_ name: String, _ unit: ParameterUnit) -> Figure<Int64> {
    required(name, figure(name, unit) { $0 }) ?? missing(1)
  }

  /// A count without which, or with more of which, amounts could not be computed.
  mutating func count(
    _ name: String, _ unit: ParameterUnit, within bounds: ClosedRange<Int64>
  ) -> Figure<Int64> {
    let figure = count(name, unit)
    if !bounds.contains(figure.value) {
      refuse(
        figure.id,
        .countOutOfBounds(name: name, least: bounds.lowerBound, most: bounds.upperBound))
    }
    return figure
  }

  /// A rate with more of which amounts could not be computed.
  mutating func rate(_ name: String, atMost most: Rate) -> Figure<Rate> {
    let figure = rate(name)
    if figure.value > most { refuse(figure.id, .rateTooHigh(name: name, most: most)) }
    return figure
  }

  private mutating func refuse(_ figure: FigureID, _ reason: PolicyFault.Reason) {
    let parameter = register.parameters[Int(figure.parameter)]
    faults.append(PolicyFault(reason, at: parameter.values[Int(figure.value)].origin))
  }

  mutating func optionalMoney(_ name: String) -> Figure<Money>? {
    figure(name, .yuan) { Money(fen: $0) }
  }

  mutating func optionalRate(_ name: String) -> Figure<Rate>? {
    figure(name, .rate) { Rate(tenThousandths: $0) }
  }

  /// The money figure of a calendar year, or of the latest earlier one as provisional.
  mutating func optionalMoney(_ name: String, ofYear year: Int) -> Figure<Money>? {
    guard let (place, parameter) = parameter(name, .yuan, isYearly: true) else { return nil }
    guard let index = parameter.values.lastIndex(where: { $0.from.year <= year }) else {
      return nil
    }
    let entry = parameter.values[index]
    return found(
      Figure(
        value: Money(fen: entry.amount), id: FigureID(parameter: place, value: UInt16(index)),
        isProvisional: entry.isProvisional || entry.from.year != year))
  }

  mutating func money(_ name: String, ofYear year: Int) -> Figure<Money> {
    required(name, optionalMoney(name, ofYear: year)) ?? missing(.zero)
  }

  private mutating func figure<Value>(
    _ name: String, _ unit: ParameterUnit, _ convert: (Int64) -> Value
  ) -> Figure<Value>? {
    guard let (place, parameter) = parameter(name, unit, isYearly: false) else { return nil }
    guard let index = parameter.values.lastIndex(where: { $0.from <= day }) else { return nil }
    let entry = parameter.values[index]
    if let until = entry.until, until < day { return nil }
    return found(
      Figure(
        value: convert(entry.amount), id: FigureID(parameter: place, value: UInt16(index)),
        isProvisional: entry.isProvisional))
  }

  private mutating func found<Value>(_ figure: Figure<Value>) -> Figure<Value> {
    figuresRead.insert(figure.use)
    return figure
  }

  private mutating func parameter(
    _ name: String, _ unit: ParameterUnit, isYearly: Bool
  ) -> (UInt16, Parameter)? {
    namesRead.insert(name)
    guard let place = places[name] else { return nil }
    let parameter = register.parameters[place]
    let isOfKind = parameter.isYearly == isYearly || parameter.values.isEmpty
    guard parameter.unit == unit, isOfKind else {
      let shape = PolicyFault.Reason.wrongShape(name: name, unit: unit, isYearly: isYearly)
      faults.append(PolicyFault(shape, at: parameter.origin))
      misshapen.insert(name)
      return nil
    }
    return (UInt16(place), parameter)
  }

  private mutating func required<Value>(
    _ name: String, _ figure: Figure<Value>?
  ) -> Figure<Value>? {
    if figure == nil, !misshapen.contains(name) {
      let origin = places[name].map { register.parameters[$0].origin }
      faults.append(PolicyFault(.missingValue(name: name, day: day), at: origin))
    }
    return figure
  }

  /// Stands in for a figure that is missing, so that the other faults are found too.
  private func missing<Value>(_ value: Value) -> Figure<Value> {
    Figure(value: value, id: .missing, isProvisional: false)
  }
}
