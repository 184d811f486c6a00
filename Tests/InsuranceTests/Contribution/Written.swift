import Insurance

extension Money {
  /// The amount that a test writes as `1234.56`.
  init(_ text: String) {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    precondition(parts.count == 2 && parts[1].count == 2, "\(text) has no two decimals")
    guard let fen = Int64(parts[0] + parts[1]) else { preconditionFailure("\(text) is no amount") }
    self.init(fen: fen)
  }
}

extension Day {
  /// A day that a test writes and the calendar has.
  static func written(_ text: String) -> Day {
    guard let day = Day(text) else { preconditionFailure("\(text) is no day") }
    return day
  }
}

extension Month {
  /// A month that a test writes and the calendar has.
  static func written(_ text: String) -> Month {
    guard let month = Month(text) else { preconditionFailure("\(text) is no month") }
    return month
  }
}

extension Contribution {
  /// The amounts of the shares by component.
  var amounts: [ContributionComponent: Money] {
    Dictionary(uniqueKeysWithValues: shares.map { ($0.component, $0.amount) })
  }

  /// Every step.
  var steps: [Step] {
    var steps: [Step] = []
    forEachStep { steps.append($0) }
    return steps
  }
}

extension Step {
  /// The clauses cited, looked up in the policy.
  func clauses(in policy: Policy) -> [String] {
    (0..<citations.count).map {
      switch citations[$0] {
      case .figure(let figure): policy.entry(of: figure).citation.clause
      case .clause(let clause): clause.place
      case .layer(let layer): layer.rawValue
      }
    }
  }
}

extension Policy {
  /// The names of parameters, for comparing.
  func names(of figures: [FigureID]) -> [String] { figures.map { parameter(of: $0).name } }
}

/// What a computation refuses; nil where it answers.
func faults<Answer>(of compute: () throws(RequestFaults) -> Answer) -> [RequestFault]? {
  do {
    _ = try compute()
    return nil
  } catch {
    return error.faults
  }
}
