/// What a settlement is asked for: a person, an encounter, its fees, and the year so far.
public struct Claim: Hashable, Sendable {
  /// Who was cared for.
  public var person: Person
  /// What care it was.
  public var encounter: Encounter
  /// What it cost.
  public var fees: Fees
  /// What the person has used up this year.
  public var yearToDate: YearToDate
  /// The readings to settle under.
  public var readings: Readings

  /// A claim.
  public init(
    person: Person, encounter: Encounter, fees: Fees, yearToDate: YearToDate, readings: Readings
  ) {
    self.person = person
    self.encounter = encounter
    self.fees = fees
    self.yearToDate = yearToDate
    self.readings = readings
  }
}

/// Why a claim cannot be settled.
public enum ClaimFault: Error, Hashable, Sendable {
  /// The person's care is paid through a channel of its own, A 九（一）.
  case ownChannel(PersonGroup)
  /// The accumulator of the encounter's class is not there; nothing missing counts as zero.
  case accumulatorMissing(CareClass)
  /// The accumulator of a layer that needs one is not there.
  case layerAccumulatorMissing(Layer)
  /// A share is negative or the shares do not add up, which no claim may bring about.
  case sharesDisagree
}
