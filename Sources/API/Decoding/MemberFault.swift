public import Insurance

/// One thing wrong with a request that is well-formed JSON, and where.
public struct MemberFault: Error, Hashable, Sendable {
  /// The member, as a JSON pointer (RFC 6901).
  public let pointer: String
  /// Which rule is violated.
  public let code: FaultCode
  /// What was wrong and what would be right, in both languages.
  public let detail: Words

  /// A fault.
  public init(pointer: String, code: FaultCode, detail: Words) {
    self.pointer = pointer
    self.code = code
    self.detail = detail
  }
}

/// The rules a request can violate: the `code` of each entry of `errors`.
public enum FaultCode: String, CaseIterable, Sendable {
  /// A member that must be there is not.
  case required
  /// A member that the contract does not know.
  case unknownMember
  /// A member that stands twice.
  case duplicateMember
  /// A value of another JSON type.
  case wrongType
  /// A value of the right type that is not admitted.
  case outOfRange
  /// A number with more decimals than admitted.
  case tooPrecise
  /// A member that may not stand beside the others.
  case notAllowed
  /// Members that contradict each other.
  case inconsistent
  /// The year of the accumulators is not that of the encounter.
  case yearMismatch
  /// A date, month or year before the policy came into force.
  case noPolicyInForce
  /// A figure that neither the request nor the policy gives.
  case parameterMissing
  /// A person whose care is paid through a channel of its own.
  case ownChannel
}
