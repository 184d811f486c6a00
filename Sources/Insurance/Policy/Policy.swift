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
  /// The terms of every day, where they are those of one.
  private let standing: Terms?

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
    standing = nil
  }

  private init(_ policy: Policy, periods: [Terms], standing: Terms?) {
    id = policy.id
    digest = policy.digest
    inForceFrom = policy.inForceFrom
    register = policy.register
    readings = policy.readings
    layers = policy.layers
    self.periods = periods
    self.standing = standing
  }

  /// This policy as though what is in force on one day were in force on every other; nil where
  /// nothing is in force on it.
  public func standing(on day: Day) -> Policy? {
    terms(on: day).map { Policy(self, periods: periods, standing: $0) }
  }

  /// This policy with terms of its own, for one thread: where threads count the references to one
  /// object, each waits for the others.
  public func unshared() -> Policy {
    Policy(
      self, periods: periods.map { Terms(copying: $0) },
      standing: standing.map { Terms(copying: $0) })
  }

  /// The terms in force on a day; nil before the policy came into force (`noPolicyInForce`).
  public func terms(on day: Day) -> Terms? {
    standing ?? periods.last { $0.from <= day }
  }

  /// The days around `day` on which a figure is in force without a break; `until` is nil where no
  /// end is known.
  ///
  /// For the figure of a calendar year these are the days it is used on, such as those of the
  /// year after for last year's wage.
  public func span(of figure: FigureUse, on day: Day) -> (since: Day, until: Day?)? {
    guard let present = periods.lastIndex(where: { $0.from <= day }),
      periods[present].figures.contains(figure)
    else { return nil }
    let before = periods[..<present].lastIndex { !$0.figures.contains(figure) }
    let after = periods[present...].first { !$0.figures.contains(figure) }
    let since = periods[before.map { $0 + 1 } ?? 0].from
    return (since, after?.from.previous)
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
