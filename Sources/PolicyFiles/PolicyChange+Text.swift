public import Insurance

/// Why a text does not say what is to be otherwise in a policy.
public enum PolicyChangeFault: Error, Hashable, Sendable {
  /// The text is not `name=value`.
  case notNameAndValue(String)
  /// The policy has no such parameter; those whose names are near.
  case unknownParameter(String, near: [String])
  /// There is no such reading; those there are.
  case unknownReading(String, near: [String])
  /// The reading has no such value; those it has.
  case unknownReadingValue(String, reading: Reading)
  /// The parameter's value is not what its unit demands; the words say what is.
  case malformedValue(name: String, words: String)
}

extension PolicyChange {
  /// The change of a parameter that `text` names as `employee.outpatient.rate.primary=0.85`.
  public init(parameter text: String, of policy: Policy) throws(PolicyChangeFault) {
    let (name, value) = try PolicyChange.parts(of: text)
    let parameters = policy.register.parameters
    guard let parameter = parameters.first(where: { $0.name == name }) else {
      let near = PolicyChange.near(name, among: parameters.map(\.name))
      throw .unknownParameter(name, near: near)
    }
    let unit = parameter.unit
    let fault: FormatFault
    switch Decimal(value, decimals: unit.decimals) {
    case .amount(let amount) where amount <= unit.largest:
      self = .parameter(name: name, amount: amount)
      return
    case .amount, .tooLarge: fault = .tooLarge(value, unit)
    case .tooPrecise: fault = .tooPrecise(value, unit)
    case .notANumber: fault = .noNumber(value)
    }
    throw .malformedValue(name: name, words: fault.words)
  }

  /// The change of a reading that `text` names as `unreferredReduction=points`.
  public init(reading text: String) throws(PolicyChangeFault) {
    let (name, value) = try PolicyChange.parts(of: text)
    guard let reading = Reading.allCases.first(where: { $0.name == name }) else {
      let choosable = Reading.allCases.filter(\.isChoosable).map(\.name)
      throw .unknownReading(
        name, near: Spelling.nearest(to: name, among: choosable).map { [$0] } ?? choosable)
    }
    guard reading.values.contains(value) else {
      throw .unknownReadingValue(value, reading: reading)
    }
    self = .reading(reading, value)
  }

  private static func parts(
    of text: String
  ) throws(PolicyChangeFault) -> (name: String, value: String) {
    let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else {
      throw .notNameAndValue(text)
    }
    return (String(parts[0]), String(parts[1]))
  }

  /// The most near names that are told.
  private static let nearMax = 5

  /// The name that was probably meant, or else those that share most words with it.
  private static func near(_ name: String, among known: [String]) -> [String] {
    if let nearest = Spelling.nearest(to: name, among: known) { return [nearest] }
    let words = Set(name.split(separator: "."))
    return known.map { (name: $0, shared: words.intersection($0.split(separator: ".")).count) }
      .filter { $0.shared > 0 }
      .sorted { ($1.shared, $0.name) < ($0.shared, $1.name) }
      .prefix(nearMax).map(\.name)
  }
}

extension PolicyChangeFault: CustomStringConvertible {
  /// What is wrong and what would be right, in a line.
  public var description: String {
    switch self {
    case .notNameAndValue(let text): "'\(text)' is not name=value"
    case .unknownParameter(let name, let near):
      "the policy has no parameter '\(name)'"
        + (near.isEmpty ? "" : "; near: \(near.joined(separator: ", "))")
    case .unknownReading(let name, let near):
      "there is no reading '\(name)'; near: \(near.joined(separator: ", "))"
    case .unknownReadingValue(let value, let reading):
      "the reading \(reading.name) has no value '\(value)'; known: "
        + reading.values.joined(separator: ", ")
    case .malformedValue(let name, let words): "\(name): \(words)"
    }
  }
}
