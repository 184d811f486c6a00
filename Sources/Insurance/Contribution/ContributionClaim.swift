/// A contribution asked for (缴费): one of the eleven kinds of rules 6.
public protocol ContributionClaim: Hashable, Sendable {
  /// Which kind it is.
  static var kind: ContributionKind { get }

  /// The day whose terms apply; nil where the year is none, which is one of the `faults`.
  var day: Day? { get }

  /// The members that are out of range.
  var faults: [RequestFault] { get }

  /// What is owed under the terms of the day, for a claim without `faults`.
  ///
  /// - Throws: the parameters that are missing and the members that contradict each other.
  func contribution(under terms: ContributionTerms) throws(RequestFaults) -> Contribution
}

extension Policy {
  /// What is owed.
  ///
  /// - Throws: every reason why it cannot be computed; nothing is guessed.
  public func contribution(
    for claim: some ContributionClaim
  ) throws(RequestFaults) -> Contribution {
    let terms = try terms(on: claim.day, claim.kind.dateMember, unless: claim.faults)
    let contribution = try claim.contribution(under: terms.contribution)
    contribution.check()
    return contribution
  }

  /// The terms of a day that a request without faults names.
  func terms(
    on day: Day?, _ member: RequestMember, unless faults: [RequestFault]
  ) throws(RequestFaults) -> Terms {
    let terms = day.flatMap { self.terms(on: $0) }
    guard let terms, faults.isEmpty else {
      let absent = terms == nil ? day.map { RequestFault.noPolicyInForce(member, $0) } : nil
      throw RequestFaults(faults + [absent].compactMap { $0 })
    }
    return terms
  }
}

extension ContributionClaim {
  /// Which kind it is.
  var kind: ContributionKind { Self.kind }
}
