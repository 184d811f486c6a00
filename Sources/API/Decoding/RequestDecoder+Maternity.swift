import Insurance
import JSON

enum MaternityMember: Int, MemberNames {
  case requestId, event, date, gestationMonths, lawful, childOrder, babies, procedures
  case contributionMonths, base, ownMonthlyWage, wagesPaidDuringLeave
  static let names: [StaticString] = [
    "requestId", "event", "date", "gestationMonths", "lawful", "childOrder", "babies",
    "procedures", "contributionMonths", "base", "ownMonthlyWage", "wagesPaidDuringLeave",
  ]
}

enum AllowanceBaseMember: Int, MemberNames {
  case kind, totalWages, personMonths, persons, contributionBase
  static let names: [StaticString] = [
    "kind", "totalWages", "personMonths", "persons", "contributionBase",
  ]
}

/// The events and bases on the wire.
enum EventName: String, CaseIterable {
  case birth, termination, ectopicSurgery
}

enum BaseKind: String, CaseIterable {
  case employer, newEmployer, flexible
}

/// A maternity allowance asked for, decoded.
struct MaternityRequest {
  var requestID: RequestID?
  var claim: MaternityClaim
}

extension RequestDecoder {
  /// The request at the root of the document, decoded against a policy.
  mutating func maternityRequest(under policy: Policy) -> MaternityRequest? {
    guard let members = members(of: json.root, MaternityMember.self) else { return nil }
    let requestID = members[.requestId].flatMap { self.requestID($0) }
    let event = self.event(members)
    let date = required(.date, members).flatMap { self.date($0, policy) }
    let months = required(.contributionMonths, members)
      .flatMap { wholeNumber($0, .contributionMonths) }
    let base = required(.base, members).map { allowanceBase($0) }
    let ownWage = money(ifPresent: members[.ownMonthlyWage])
    let wagesPaid = money(ifPresent: members[.wagesPaidDuringLeave])
    if base?.kind == .flexible {
      forbid(.ownMonthlyWage, members, .employersOnly)
      forbid(.wagesPaidDuringLeave, members, .employersOnly)
    }
    guard let event, let date, let months, let base = base?.whole, faults.isEmpty
    else { return nil }
    return MaternityRequest(
      requestID: requestID,
      claim: MaternityClaim(
        event, on: date, contributionMonths: months, base: base, ownMonthlyWage: ownWage,
        wagesPaidDuringLeave: wagesPaid))
  }

  /// What happened, with the members that belong to it and no others.
  ///
  /// Where it is not said, those of a birth, which are all there are, are read for their faults.
  private mutating func event(_ members: Members<MaternityMember>) -> MaternityEvent? {
    let name = required(.event, members).flatMap { choice($0, EventName.self) }
    switch name {
    case .birth: return birth(members, required(.gestationMonths, members)).map { .birth($0) }
    case nil:
      _ = birth(members, members[.gestationMonths])
      return nil
    case .termination:
      forbidBirth(members)
      return required(.gestationMonths, members).flatMap { wholeNumber($0, .gestationMonths) }
        .map { .termination(gestationMonths: $0) }
    case .ectopicSurgery:
      forbidBirth(members)
      forbid(.gestationMonths, members, .gestationOfPregnancy)
      return .ectopicSurgery
    }
  }

  private mutating func forbidBirth(_ members: Members<MaternityMember>) {
    for member in [MaternityMember.lawful, .childOrder, .babies, .procedures] {
      forbid(member, members, .birthOnly)
    }
  }

  private mutating func birth(
    _ members: Members<MaternityMember>, _ gestation: JSONNode?
  ) -> Birth? {
    let gestationMonths = gestation.flatMap { wholeNumber($0, .gestationMonths) }
    let isLawful = bool(members[.lawful], default: true)
    let childOrder = members[.childOrder].map { wholeNumber($0, .childOrder) } ?? 1
    let babies = members[.babies].map { wholeNumber($0, .babies) } ?? 1
    let procedures = members[.procedures].map { self.procedures($0) } ?? []
    guard let gestationMonths, let isLawful, let childOrder, let babies, let procedures else {
      return nil
    }
    return Birth(
      gestationMonths: gestationMonths, isLawful: isLawful, childOrder: childOrder,
      babies: babies, procedures: procedures)
  }

  private mutating func procedures(_ array: JSONNode) -> Set<DystociaProcedure>? {
    guard json.kind(of: array) == .array else {
      fault(.wrongType, at: array, .expectedArray)
      return nil
    }
    var procedures: Set<DystociaProcedure> = []
    var next = json.firstChild(of: array)
    while let node = next {
      next = json.nextSibling(of: node)
      if let procedure = choice(node, DystociaProcedure.self) { procedures.insert(procedure) }
    }
    return procedures
  }

  /// What the allowance is reckoned on and of which kind it is, which may be known alone.
  private mutating func allowanceBase(_ node: JSONNode) -> (kind: BaseKind?, whole: AllowanceBase?)
  {
    guard let members = members(of: node, AllowanceBaseMember.self),
      let kind = required(.kind, members).flatMap({ choice($0, BaseKind.self) })
    else { return (nil, nil) }
    for member in AllowanceBaseMember.allCases where !kind.members.contains(member) {
      forbid(member, members, .notOfKind(kind.rawValue))
    }
    return (kind, allowanceBase(kind, members))
  }

  /// The base of a kind: each has its own members.
  private mutating func allowanceBase(
    _ kind: BaseKind, _ members: Members<AllowanceBaseMember>
  ) -> AllowanceBase? {
    switch kind {
    case .flexible:
      return required(.contributionBase, members).flatMap { money($0) }
        .map { .flexible(contributionBase: $0) }
    case .employer:
      let wages = required(.totalWages, members).flatMap { money($0) }
      let count = required(.personMonths, members).flatMap { wholeNumber($0, .personMonths) }
      guard let wages, let count else { return nil }
      return .employer(totalWages: wages, personMonths: count)
    case .newEmployer:
      let wages = required(.totalWages, members).flatMap { money($0) }
      let count = required(.persons, members).flatMap { wholeNumber($0, .persons) }
      guard let wages, let count else { return nil }
      return .newEmployer(totalWages: wages, persons: count)
    }
  }
}

extension BaseKind {
  var members: Set<AllowanceBaseMember> {
    switch self {
    case .employer: [.kind, .totalWages, .personMonths]
    case .newEmployer: [.kind, .totalWages, .persons]
    case .flexible: [.kind, .contributionBase]
    }
  }
}
