import Insurance
import JSON

enum EncounterMember: Int, MemberNames {
  case kind, date, level, route, disease, designated, emergency, maternity
  static let names: [StaticString] = [
    "kind", "date", "level", "route", "disease", "designated", "emergency", "maternity",
  ]
}

/// A day and the node it was read from.
struct DatedNode {
  let node: JSONNode
  let day: Day
}

/// As much of an encounter as could be read: kind and date alone decide on other members.
struct PartialEncounter {
  var kind: EncounterKind?
  var date: DatedNode?
  var whole: Encounter?
}

extension PartialEncounter? {
  var kind: EncounterKind? { self?.kind }
  var date: DatedNode? { self?.date }
  var whole: Encounter? { self?.whole }
}

extension RequestDecoder {
  /// `encounter`: what care it was.
  mutating func encounter(_ node: JSONNode) -> PartialEncounter? {
    guard let members = members(of: node, EncounterMember.self) else { return nil }
    var partial = PartialEncounter()
    partial.kind = required(.kind, members).flatMap { choice($0, EncounterKind.self) }
    if let node = required(.date, members), let day = self.day(node) {
      partial.date = DatedNode(node: node, day: day)
    }
    let place = self.place(partial.kind, members)
    let route = members[.route].map { choice($0, Route.self) } ?? .local
    let disease = self.disease(partial.kind, members)
    let isDesignated = bool(members[.designated], default: true)
    let isEmergency = bool(members[.emergency], default: false)
    let isMaternity = bool(members[.maternity], default: false)
    guard let kind = partial.kind, let date = partial.date, let place, let route, let disease,
      let isDesignated, let isEmergency, let isMaternity
    else { return partial }
    partial.whole = Encounter(
      kind, on: date.day, at: place, route: route, disease: disease.disease,
      isDesignated: isDesignated, isEmergency: isEmergency, isMaternity: isMaternity)
    return partial
  }

  /// The level of the institution, which a pharmacy, and only it, does not have.
  private mutating func place(
    _ kind: EncounterKind?, _ members: Members<EncounterMember>
  ) -> Place? {
    let level = members[.level].flatMap { self.level($0) }
    guard let kind else { return nil }
    if kind == .pharmacy {
      forbid(.level, members, .levelOfInstitutionsOnly)
      return .pharmacy
    }
    if members[.level] == nil { missing(.level, members) }
    return level.map { Place($0) }
  }

  /// A level; `other` ranks with secondary everywhere (rules 3).
  mutating func level(_ node: JSONNode) -> Level? {
    guard expectString(node) else { return nil }
    for level in Level.allCases where json.isString(node, level.rawValue) { return level }
    if json.isString(node, "other") { return .secondary }
    fault(.outOfRange, at: node, .expectedOneOf(Level.allCases.map(\.rawValue) + ["other"]))
    return nil
  }

  /// The disease, which the two disease kinds must name from their own list.
  private mutating func disease(
    _ kind: EncounterKind?, _ members: Members<EncounterMember>
  ) -> (disease: Disease?, Void)? {
    guard let node = members[.disease] else {
      if kind == .specialDisease || kind == .chronicDisease {
        missing(.disease, members)
        return nil
      }
      return (nil, ())
    }
    let disease: Disease? =
      switch kind {
      case .specialDisease: choice(node, SpecialDisease.self).map { .special($0) }
      case .chronicDisease: choice(node, ChronicDisease.self).map { .chronic($0) }
      default: anyDisease(node)
      }
    return disease.map { ($0, ()) }
  }

  private mutating func anyDisease(_ node: JSONNode) -> Disease? {
    guard expectString(node) else { return nil }
    for disease in SpecialDisease.allCases where json.isString(node, disease.rawValue) {
      return .special(disease)
    }
    for disease in ChronicDisease.allCases where json.isString(node, disease.rawValue) {
      return .chronic(disease)
    }
    let names = SpecialDisease.allCases.map(\.rawValue) + ChronicDisease.allCases.map(\.rawValue)
    fault(.outOfRange, at: node, .expectedOneOf(names))
    return nil
  }
}
