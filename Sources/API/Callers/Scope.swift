/// What a caller may ask for: each path belongs to one scope, or to everyone.
public enum Scope: String, CaseIterable, Sendable {
  /// Settlements, one or many.
  case settle
  /// Coverage.
  case cover
  /// Contributions.
  case contribute
  /// Maternity allowances.
  case maternity
  /// What is in force on a day.
  case policy
  /// What operators ask: metrics, the version, a reload.
  case operate
}

extension Resource {
  /// The scope it belongs to; nil where anyone may ask, as balancers do for health.
  var scope: Scope? {
    switch self {
    case .settlements, .batch: .settle
    case .coverage: .cover
    case .contributions: .contribute
    case .maternityAllowances: .maternity
    case .policy: .policy
    case .metrics, .version, .reload: .operate
    case .health, .readiness, .openAPI: nil
    }
  }
}
