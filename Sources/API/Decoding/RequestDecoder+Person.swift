import Insurance
import JSON

enum PersonMember: Int, MemberNames {
  case scheme, status, entitled, groups, civilServant, supplementary, accountBalance
  /// Who it is, in a batch that carries the years of its persons, and only there.
  case id
  static let names: [StaticString] = [
    "scheme", "status", "entitled", "groups", "civilServant", "supplementary", "accountBalance",
    "id",
  ]
  static let usualNames = Array(names.dropLast())
}

extension RequestDecoder {
  /// `person`: who was cared for.
  mutating func person(_ node: JSONNode) -> Person? {
    guard let members = members(of: node, PersonMember.self) else { return nil }
    identify(members)
    let enrolment = self.enrolment(members)
    let isEntitled = bool(members[.entitled], default: true)
    let groups = members[.groups].map { self.groups($0) } ?? []
    let isCivilServant = bool(members[.civilServant], default: false)
    let holdsSupplementary = bool(members[.supplementary], default: false)
    let balance = money(ifPresent: members[.accountBalance])
    guard let enrolment, let isEntitled, let groups, let isCivilServant, let holdsSupplementary,
      balance != nil || members[.accountBalance] == nil
    else { return nil }
    return Person(
      enrolment, isEntitled: isEntitled, groups: groups, isCivilServant: isCivilServant,
      holdsSupplementary: holdsSupplementary, accountBalance: balance)
  }

  /// Sees that the person is named where that is needed, and only there.
  private mutating func identify(_ members: Members<PersonMember>) {
    guard isCarrying else {
      if members.names(.id) {
        fault(
          .unknownMember, pointer: json.pointer(to: members.object) + "/id",
          .unknownMember(PersonMember.usualNames))
      }
      return
    }
    guard let node = required(.id, members), let identifier = requestID(node) else { return }
    if identifier.isEmpty { fault(.outOfRange, at: node, .expectedRequestID) }
  }

  /// The scheme with the status that employees, and only they, have.
  private mutating func enrolment(_ members: Members<PersonMember>) -> Enrolment? {
    let scheme = required(.scheme, members).flatMap { choice($0, Scheme.self) }
    let status = members[.status].flatMap { choice($0, EmploymentStatus.self) }
    guard let scheme else { return nil }
    if scheme == .employee {
      if members[.status] == nil { missing(.status, members) }
      return status.map { .employee($0) }
    }
    forbid(.status, members, .statusOfEmployeesOnly)
    forbid(.accountBalance, members, .accountOfEmployeesOnly)
    return scheme == .resident ? .resident : .student
  }

  /// The groups; one that has its own channel is the fault that names the clause (A 九（一）).
  private mutating func groups(_ array: JSONNode) -> PersonGroups? {
    guard json.kind(of: array) == .array else {
      fault(.wrongType, at: array, .expectedArray)
      return nil
    }
    var groups: PersonGroups = []
    var next = json.firstChild(of: array)
    while let node = next {
      next = json.nextSibling(of: node)
      guard let group = group(node) else { continue }
      groups.insert(PersonGroups(group))
      if group.hasOwnChannel { fault(.ownChannel, at: node, .ownChannel) }
    }
    return groups
  }

  private mutating func group(_ node: JSONNode) -> PersonGroup? {
    guard expectString(node) else { return nil }
    for group in PersonGroup.allCases where json.isString(node, group.name) { return group }
    fault(.outOfRange, at: node, .expectedOneOf(PersonGroup.allCases.map(\.name)))
    return nil
  }
}
