/// One thing wrong with a policy, and where.
public struct PolicyFault: Error, Hashable, Sendable {
  /// What is wrong.
  public let reason: Reason
  /// The file and line, where there is one to blame.
  public let origin: SourceLine?

  /// A fault at a place.
  public init(_ reason: Reason, at origin: SourceLine?) {
    self.reason = reason
    self.origin = origin
  }

  /// The rules a policy can break.
  public enum Reason: Hashable, Sendable {
    /// The file is not what its format demands; the words say what was wrong and expected.
    case malformed(String)
    /// No formula knows a parameter of this name; the nearest that one knows.
    case unknownParameter(String, nearest: String?)
    /// The name stands twice.
    case duplicateParameter(String)
    /// A parameter that the formulas need has no value on a day.
    case missingValue(name: String, day: Day)
    /// The parameter has another unit, or is dated where it should be yearly or the reverse.
    case wrongShape(name: String, unit: ParameterUnit, isYearly: Bool)
    /// Two values of one parameter hold on the same day.
    case overlappingDates(name: String, from: Day)
    /// A value stands after one that begins later.
    case unsortedDates(name: String, from: Day)
    /// A value ends before it begins.
    case endsBeforeItBegins(name: String, from: Day)
    /// A rate lowered by the reduction would have more than four decimals.
    case inexactReduction(name: String)
    /// A rate stands below the floor that a clause sets.
    case belowFloor(name: String, day: Day, floor: Rate, clause: Citation)
    /// A count is one with which amounts could not be computed.
    case countOutOfBounds(name: String, least: Int64, most: Int64)
    /// A rate is one with which amounts could not be computed.
    case rateTooHigh(name: String, most: Rate)
    /// A layer has no terms on the first day of the policy.
    case missingLayer(Layer, day: Day)
    /// A reading is not registered.
    case missingReading(Reading)
    /// A reading is registered twice.
    case duplicateReading(Reading)
    /// No formula knows this value of a reading.
    case unknownReadingValue(Reading, String)
  }
}

extension PolicyFault: CustomStringConvertible {
  /// One line for a person: the place, then what is wrong and what would be right.
  public var description: String {
    guard let origin else { return words }
    return "\(origin.file):\(origin.line): \(words)"
  }

  private var words: String {
    switch reason {
    case .malformed(let words): words
    case .unknownParameter(let name, let nearest):
      "unknown parameter '\(name)': "
        + (nearest.map { "did you mean '\($0)'?" } ?? "no formula reads it")
    case .duplicateParameter(let name): "parameter '\(name)' stands twice"
    case .missingValue(let name, let day): "parameter '\(name)' has no value for \(day)"
    case .wrongShape(let name, let unit, let isYearly):
      "parameter '\(name)' must have the unit '\(unit.rawValue)' and "
        + (isYearly ? "values by 'year'" : "values by 'from'")
    case .overlappingDates(let name, let from):
      "'\(name)': what holds from \(from) overlaps another in time"
    case .unsortedDates(let name, let from):
      "'\(name)': what holds from \(from) stands too late: the earliest stands first"
    case .endsBeforeItBegins(let name, let from):
      "parameter '\(name)': the value from \(from) ends before it begins"
    case .inexactReduction(let name):
      "parameter '\(name)': lowered by outOfCity.unreferredReduction it has more than four decimals"
    case .belowFloor(let name, let day, let floor, let clause):
      "parameter '\(name)' is below \(floor.percentText) on \(day), "
        + "the floor that \(clause.instrument) \(clause.clause) demands"
    case .countOutOfBounds(let name, let least, let most):
      "parameter '\(name)' must be from \(least) to \(most)"
    case .rateTooHigh(let name, let most):
      "parameter '\(name)' must be at most \(most.percentText)"
    case .missingLayer(let layer, let day):
      "the layer '\(layer.rawValue)' has no terms for \(day)"
    case .missingReading(let reading): "the reading '\(reading.name)' is not registered"
    case .duplicateReading(let reading): "the reading '\(reading.name)' stands twice"
    case .unknownReadingValue(let reading, let value):
      "reading '\(reading.name)': no formula knows '\(value)'; known: "
        + reading.values.joined(separator: ", ")
    }
  }
}

extension Rate {
  /// The rate as a person writes it: 0.9 is `90 %`, 0.052 is `5.2 %`.
  public var percentText: String {
    var digits = "\(tenThousandths / 100)"
    let fraction = tenThousandths % 100
    if fraction != 0 {
      digits += "." + (fraction < 10 ? "0" : "") + "\(fraction)"
      if digits.hasSuffix("0") { digits.removeLast() }
    }
    return digits + " %"
  }
}
