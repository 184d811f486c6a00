/// Whether the basic fund pays for an encounter at all, and on what terms (rules 3).
public enum Coverage: Sendable {
  /// The fund pays on these terms.
  case covered(BasicTerms)
  /// The fund pays nothing, for these reasons.
  case notCovered(NotCoveredReasons)

  /// The coverage of an encounter.
  ///
  /// - Throws: `ClaimFault` where the person has a channel of their own, or where the accumulator
  ///   of the encounter's class is missing.
  public init(
    of encounter: Encounter, for person: Person, yearToDate: YearToDate, readings: Readings,
    under terms: Terms
  ) throws(ClaimFault) {
    if let group = person.groups.ownChannel { throw .ownChannel(group) }
    let reasons = NotCoveredReasons(
      of: encounter, for: person, readings: readings, under: terms)
    let basic = try BasicTerms(
      of: encounter, for: person, yearToDate: yearToDate, readings: readings, under: terms)
    self.init(basic, reasons)
  }

  /// Why the fund pays nothing; empty where it pays.
  public var reasons: NotCoveredReasons {
    if case .notCovered(let reasons) = self { reasons } else { [] }
  }

  /// The coverage on these terms, unless there are reasons against it.
  init(_ basic: BasicTerms, _ reasons: NotCoveredReasons) {
    self = reasons.isEmpty ? .covered(basic) : .notCovered(reasons)
  }
}

/// Why the fund pays nothing, each reason that applies.
public struct NotCoveredReasons: OptionSet, Hashable, Sendable {
  /// One bit a reason, in the order of `NotCoveredReason.allCases`.
  public let rawValue: UInt8

  /// The reasons of these bits.
  public init(rawValue: UInt8) { self.rawValue = rawValue }

  /// The one reason.
  public init(_ reason: NotCoveredReason) { self.init(rawValue: 1 << reason.rawValue) }

  /// Whether a reason is among them.
  public func contains(_ reason: NotCoveredReason) -> Bool { contains(NotCoveredReasons(reason)) }

  /// The reasons that apply to an encounter; none where the fund pays.
  public init(
    of encounter: Encounter, for person: Person, readings: Readings, under terms: borrowing Terms
  ) {
    self = []
    if !person.isEntitled { insert(Self(.notEntitled)) }
    if !encounter.isDesignated && !encounter.isPayableElsewhere { insert(Self(.notDesignated)) }
    guard encounter.kind.careClass == .outpatient else { return }
    switch person.enrolment {
    case .employee: break
    case .student:
      if !encounter.isOpenToStudents(readings, under: terms) { insert(Self(.studentOutpatient)) }
    case .resident:
      if !encounter.isOpenToResidents(readings) { insert(Self(.outOfCityOutpatient)) }
    }
  }
}

/// A reason for which the fund pays nothing, in the order of the answer.
public enum NotCoveredReason: UInt8, CaseIterable, Sendable {
  /// The benefits may not be had at present, A 三（四）, 四（四）.
  case notEntitled
  /// The institution is not designated, and it was no emergency or is a pharmacy, A 十一（八）.
  case notDesignated
  /// A student's outpatient care, A 四（六）.
  case studentOutpatient
  /// A resident's outpatient care outside the city, A 十一（五）.
  case outOfCityOutpatient

  /// The name on the wire.
  public var name: String { NotCoveredReason.names[Int(rawValue)] }

  private static let names = allCases.map { "\($0)" }
}

extension Encounter {
  /// A medical institution that is not designated is payable in an emergency, A 十一（八）.
  var isPayableElsewhere: Bool {
    (isEmergency || route == .emergencyOut) && place != .pharmacy
  }

  /// Residents' outpatient care outside the city is not paid (A 十一（五）), unless R3 reads the
  /// sentence on unreferred care to include it.
  func isOpenToResidents(_ readings: Readings) -> Bool {
    switch route {
    case .local, .resettled: true
    case .referredOut, .emergencyOut, .resettledHomeVisit: false
    case .unreferredOut: readings.residentUnreferredOutpatient == .reduced
    }
  }

  /// Students have no outpatient terms (A 四（六）), unless R10 reads B 三（八） to include them.
  func isOpenToStudents(_ readings: Readings, under terms: Terms) -> Bool {
    readings.studentPrimaryOutpatient == .asResident && mayBeOpenToStudents(under: terms)
  }

  /// Whether R10 decides about a student's visit: primary, local or resettled, under B 三（八）.
  func mayBeOpenToStudents(under terms: Terms) -> Bool {
    place == .primary && (route == .local || route == .resettled)
      && terms.residentOutpatient.opensToStudents
  }
}

extension PersonGroups {
  /// The first group, in the order of the contract, that is paid through its own channel.
  var ownChannel: PersonGroup? {
    if isDisjoint(with: .ownChannels) { return nil }
    for group in [PersonGroup.retiredCadre, .retiredCadreSpouse, .disabledSoldierGrade1to6]
    where contains(group) {
      return group
    }
    return nil
  }

  private static let ownChannels: PersonGroups = [
    PersonGroups(.retiredCadre), PersonGroups(.retiredCadreSpouse),
    PersonGroups(.disabledSoldierGrade1to6),
  ]

  /// Whether more may be due under another instrument, A 九（一）.
  var haveOtherInstrument: Bool { contains(.veteranWorker) || contains(.modelWorker) }
}
