/// The whole policy: what applies on every day since it came into force, checked.
public struct Policy: Sendable {
  /// What the deployment calls this policy.
  public let id: String
  /// A digest of the policy files, in hexadecimal.
  public let digest: String
  /// The first day the policy answers for.
  public let inForceFrom: Day
  /// Every parameter as data.
  public let register: Register
  /// Every reading as data, R1 first.
  public let readings: [ReadingEntry]
  /// The layers' terms over time.
  public let layers: [LayerTerms]
  /// The terms by their first day, the earliest first.
  private let periods: [Terms]

  /// Compiles and checks a policy.
  ///
  /// - Throws: every fault found, at least one.
  public init(
    id: String, digest: String, inForceFrom: Day, register: Register, readings: [ReadingEntry],
    layers: [LayerTerms]
  ) throws(PolicyFaults) {
    var compiler = PolicyCompiler(
      inForceFrom: inForceFrom, register: register, readings: readings, layers: layers)
    periods = compiler.periods()
    if !compiler.faults.isEmpty { throw PolicyFaults(compiler.faults) }
    self.id = id
    self.digest = digest
    self.inForceFrom = inForceFrom
    self.register = register
    self.readings = readings
    self.layers = layers
  }

  /// The terms in force on a day; nil before the policy came into force (`noPolicyInForce`).
  public func terms(on day: Day) -> Terms? {
    periods.last { $0.from <= day }
  }

  /// The words a figure rests on.
  public func entry(of figure: FigureID) -> DatedValue {
    parameter(of: figure).values[Int(figure.value)]
  }

  /// The parameter a figure belongs to.
  public func parameter(of figure: FigureID) -> Parameter {
    register.parameters[Int(figure.parameter)]
  }
}

/// All faults of a policy at once.
public struct PolicyFaults: Error, Sendable {
  /// The faults by file and line; never empty.
  public let faults: [PolicyFault]

  /// The faults found.
  public init(_ faults: [PolicyFault]) {
    precondition(!faults.isEmpty, "a refusal names at least one fault")
    self.faults = faults.sorted {
      ($0.origin?.file ?? "", $0.origin?.line ?? 0) < ($1.origin?.file ?? "", $1.origin?.line ?? 0)
    }
  }
}
