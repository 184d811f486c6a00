/// What another choosable reading would give, the other readings as chosen (rules 9).
public struct Alternative: Hashable, Sendable {
  /// The reading that is changed.
  public let reading: Reading
  /// Its other value.
  public let value: String
  /// What the basic fund would pay.
  public let basicFund: Money
  /// What the person would bear.
  public let personal: Money
}

extension Settlement {
  /// The readings, changed one at a time, that would change `basicFund` or `personal`.
  ///
  /// R4 moves an accumulator only and never stands here.
  ///
  /// - Throws: `ClaimFault` where the claim cannot be settled.
  public func alternatives(of claim: Claim, under terms: Terms) throws(ClaimFault) -> [Alternative]
  {
    var alternatives: [Alternative] = []
    guard claim.readingsMayMatter else { return alternatives }
    for reading in [
      Reading.unreferredReduction, .residentUnreferredOutpatient,
      .studentPrimaryOutpatient,
    ] {
      for value in reading.values where value != claim.readings.value(of: reading) {
        var other = claim
        precondition(other.readings.choose(reading, value), "a reading knows its own values")
        let amounts = try other.settled(under: terms).amounts
        guard
          amounts.basicFund != self.amounts.basicFund
            || amounts.personal != self.amounts.personal
        else { continue }
        alternatives.append(
          Alternative(
            reading: reading, value: value, basicFund: amounts.basicFund,
            personal: amounts.personal))
      }
    }
    return alternatives
  }
}

extension Claim {
  /// Only unreferred care and students' outpatient care are open to another reading.
  fileprivate var readingsMayMatter: Bool {
    encounter.route == .unreferredOut
      || (person.enrolment == .student && encounter.kind.careClass == .outpatient)
  }
}
