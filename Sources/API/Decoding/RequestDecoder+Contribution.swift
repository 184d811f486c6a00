import Insurance
import JSON

enum ContributionMember: Int, MemberNames {
  case requestId, kind, month, date, year, payroll, averageMonthlyWage, baseRatio
  case contributedMonths, outpatientContributedMonths, civilServantSubsidy, monthsToRetirement
  case seniorityMonths, age, annualBase, standard, individual, disposableIncome, subsidised
  case employees
  static let names: [StaticString] = [
    "requestId", "kind", "month", "date", "year", "payroll", "averageMonthlyWage", "baseRatio",
    "contributedMonths", "outpatientContributedMonths", "civilServantSubsidy",
    "monthsToRetirement", "seniorityMonths", "age", "annualBase", "standard", "individual",
    "disposableIncome", "subsidised", "employees",
  ]
}

enum EmployeeMember: Int, MemberNames {
  case requestId, averageMonthlyWage
  static let names: [StaticString] = ["requestId", "averageMonthlyWage"]
}

/// A contribution asked for, decoded.
struct ContributionRequest {
  var requestID: RequestID?
  var claim: any ContributionClaim
  /// The employees listed beside an employer's payroll, with the caller's own identifiers.
  var employees: (roll: EmployeeRoll, requestIDs: [RequestID?])?
}

extension RequestDecoder {
  /// The request at the root of the document, decoded against a policy.
  ///
  /// There is one wherever it can be told what is asked, whatever other faults there are: what is
  /// owed has faults of its own.
  mutating func contributionRequest(under policy: Policy) -> ContributionRequest? {
    guard let members = members(of: json.root, ContributionMember.self) else { return nil }
    let requestID = members[.requestId].flatMap { self.requestID($0) }
    guard let kind = required(.kind, members).flatMap({ choice($0, ContributionKind.self) })
    else { return nil }
    for member in ContributionMember.allCases where !kind.members.contains(member) {
      forbid(member, members, .notOfKind(kind.rawValue))
    }
    let claim = self.claim(kind, members, policy)
    var request = claim.map { ContributionRequest(requestID: requestID, claim: $0) }
    if kind == .employerMonthly, let list = members[.employees] {
      let employees = self.employees(list)
      if let employees, let month = (claim as? EmployerMonthly)?.month {
        let roll = EmployeeRoll(month: month, wages: employees.map(\.wage))
        request?.employees = (roll, employees.map(\.requestID))
      }
    }
    return request
  }

  private mutating func claim(
    _ kind: ContributionKind, _ members: Members<ContributionMember>, _ policy: Policy
  ) -> (any ContributionClaim)? {
    switch kind.dateMember {
    case .month: monthlyClaim(kind, members, policy)
    case .year: annualClaim(kind, members, policy)
    default: lumpSumClaim(kind, members, policy)
    }
  }

  private mutating func monthlyClaim(
    _ kind: ContributionKind, _ members: Members<ContributionMember>, _ policy: Policy
  ) -> (any ContributionClaim)? {
    let month = required(.month, members).flatMap { self.month($0, policy) }
    switch kind {
    case .employerMonthly:
      let payroll = required(.payroll, members).flatMap { money($0) }
      guard let month, let payroll else { return nil }
      return EmployerMonthly(month: month, payroll: payroll)
    case .employeeMonthly:
      let wage = required(.averageMonthlyWage, members).flatMap { money($0) }
      guard let month, let wage else { return nil }
      return EmployeeMonthly(month: month, averageMonthlyWage: wage)
    default:
      let ratio = members[.baseRatio].flatMap { baseRatio($0) }
      guard let month, ratio != nil || members[.baseRatio] == nil else { return nil }
      return kind == .flexibleMonthly
        ? FlexibleMonthly(month: month, baseRatio: ratio)
        : ContinuationMonthly(month: month, baseRatio: ratio)
    }
  }

  private mutating func annualClaim(
    _ kind: ContributionKind, _ members: Members<ContributionMember>, _ policy: Policy
  ) -> (any ContributionClaim)? {
    let year = required(.year, members).flatMap { self.year($0, policy) }
    let isSubsidised = bool(members[.subsidised], default: false)
    if kind == .residentAnnual { return residentAnnual(year, isSubsidised ?? false, members) }
    guard let year, let isSubsidised else { return nil }
    return StudentAnnual(year: year, isSubsidised: isSubsidised)
  }

  /// A faulty amount stands as one that contradicts nothing, so that other faults are found.
  private mutating func residentAnnual(
    _ year: Int?, _ isSubsidised: Bool, _ members: Members<ContributionMember>
  ) -> (any ContributionClaim)? {
    let standard = members[.standard].map { money($0) ?? .requestMax }
    let individual = members[.individual].map { money($0) ?? .zero }
    let income = money(ifPresent: members[.disposableIncome])
    if let node = members[.individual], let standard, let individual, individual > standard {
      fault(.inconsistent, at: node, .contradictsOthers)
      return nil
    }
    guard let year else { return nil }
    return ResidentAnnual(
      year: year, standard: standard, individual: individual, disposableIncome: income,
      isSubsidised: isSubsidised)
  }

  private mutating func lumpSumClaim(
    _ kind: ContributionKind, _ members: Members<ContributionMember>, _ policy: Policy
  ) -> (any ContributionClaim)? {
    let date = required(.date, members).flatMap { self.date($0, policy) }
    switch kind {
    case .retirementLumpSum: return retirementLumpSum(date, members)
    case .restructuredTermination:
      let months = number(.seniorityMonths, .seniorityMonths, members)
      guard let date, let months else { return nil }
      return RestructuredTermination(date: date, seniorityMonths: months)
    case .preSystemRetiree:
      let age = number(.age, .age, members)
      let base = required(.annualBase, members).flatMap { money($0) }
      guard let date, let age, let base else { return nil }
      return PreSystemRetiree(date: date, age: age, annualBase: base)
    default:
      let base =
        kind == .bankruptcyInjured
        ? required(.annualBase, members).flatMap { money($0) } : Money.zero
      let toRetirement = number(.monthsToRetirement, .monthsToRetirement, members)
      let contributed = number(.contributedMonths, .contributedMonths, members)
      guard let date, let base, let toRetirement, let contributed else { return nil }
      return kind == .bankruptcyInjured
        ? BankruptcyInjured(
          date: date, annualBase: base, monthsToRetirement: toRetirement,
          contributedMonths: contributed)
        : RestructuredInstitution(
          date: date, monthsToRetirement: toRetirement, contributedMonths: contributed)
    }
  }

  /// 门诊统筹按实际缴费年限计算（享受公务员补助医疗人员除外）, A 三（二）.
  private mutating func retirementLumpSum(
    _ date: Day?, _ members: Members<ContributionMember>
  ) -> (any ContributionClaim)? {
    let months = number(.contributedMonths, .contributedMonths, members)
    let hasSubsidy = bool(members[.civilServantSubsidy], default: false)
    if members[.outpatientContributedMonths] == nil, hasSubsidy == true {
      guard let date, let months else { return nil }
      return RetirementLumpSum(date: date, contributedMonths: months, outpatient: .civilServant)
    }
    let outpatient = number(.outpatientContributedMonths, .outpatientContributedMonths, members)
    guard let date, let months, let hasSubsidy, let outpatient else { return nil }
    return RetirementLumpSum(
      date: date, contributedMonths: months,
      outpatient: hasSubsidy ? .civilServant : .contributed(outpatient))
  }

  /// A whole number that must be there, in the range of its member.
  private mutating func number(
    _ name: ContributionMember, _ member: RequestMember, _ members: Members<ContributionMember>
  ) -> Int? {
    required(name, members).flatMap { wholeNumber($0, member) }
  }

  private mutating func baseRatio(_ node: JSONNode) -> Rate? {
    units(
      node, scale: 4, min: 1, max: RequestMember.baseRatioMax.tenThousandths, mayBeString: false
    ).map { Rate(tenThousandths: $0) }
  }

  private mutating func employees(_ list: JSONNode) -> [(wage: Money, requestID: RequestID?)]? {
    guard json.kind(of: list) == .array else {
      fault(.wrongType, at: list, .expectedArray)
      return nil
    }
    guard let count = count(of: list, max: RequestMember.employeesMax) else { return nil }
    var employees: [(wage: Money, requestID: RequestID?)] = []
    employees.reserveCapacity(count)
    var next = json.firstChild(of: list)
    while let node = next {
      next = json.nextSibling(of: node)
      guard let members = members(of: node, EmployeeMember.self) else { continue }
      let requestID = members[.requestId].flatMap { self.requestID($0) }
      guard let wage = required(.averageMonthlyWage, members).flatMap({ money($0) }) else {
        continue
      }
      employees.append((wage, requestID))
    }
    return employees.count == count ? employees : nil
  }
}

extension RequestDecoder {
  /// A month as `2024-05` on which a policy is in force.
  mutating func month(_ node: JSONNode, _ policy: Policy) -> Month? {
    guard json.kind(of: node) == .string else {
      fault(.wrongType, at: node, .expectedMonth)
      return nil
    }
    guard let month = json.string(node).flatMap({ Month($0) }) else {
      fault(.outOfRange, at: node, .expectedMonth)
      return nil
    }
    return isInForce(month.firstDay, node, policy) ? month : nil
  }

  /// A date on which a policy is in force.
  mutating func date(_ node: JSONNode, _ policy: Policy) -> Day? {
    guard let day = day(node) else { return nil }
    return isInForce(day, node, policy) ? day : nil
  }

  /// A year in which a policy is in force.
  mutating func year(_ node: JSONNode, _ policy: Policy) -> Int? {
    guard let year = wholeNumber(node, .year) else { return nil }
    return isInForce(.newYear(year), node, policy) ? year : nil
  }

  /// A whole number in the range of its member.
  mutating func wholeNumber(_ node: JSONNode, _ member: RequestMember) -> Int? {
    guard let range = member.wholeNumbers else {
      preconditionFailure("\(member) is no whole number")
    }
    return integer(node, Int64(range.lowerBound)...Int64(range.upperBound)).map { Int($0) }
  }

  private mutating func isInForce(_ day: Day, _ node: JSONNode, _ policy: Policy) -> Bool {
    if day >= policy.inForceFrom { return true }
    fault(.noPolicyInForce, at: node, .noPolicyInForce(policy.inForceFrom))
    return false
  }

  /// Notes what a computation found that no single member shows.
  mutating func add(_ faults: RequestFaults, _ policy: Policy) {
    for fault in faults.faults {
      self.fault(fault.code, pointer: fault.member.pointer, fault.detail(policy))
    }
  }
}

extension ContributionKind {
  /// The members that a request of this kind may have.
  var members: Set<ContributionMember> {
    let own: Set<ContributionMember> =
      switch self {
      case .employerMonthly: [.month, .payroll, .employees]
      case .employeeMonthly: [.month, .averageMonthlyWage]
      case .flexibleMonthly, .continuationMonthly: [.month, .baseRatio]
      case .retirementLumpSum:
        [.date, .contributedMonths, .outpatientContributedMonths, .civilServantSubsidy]
      case .residentAnnual: [.year, .standard, .individual, .disposableIncome, .subsidised]
      case .studentAnnual: [.year, .subsidised]
      case .restructuredInstitution: [.date, .monthsToRetirement, .contributedMonths]
      case .restructuredTermination: [.date, .seniorityMonths]
      case .preSystemRetiree: [.date, .age, .annualBase]
      case .bankruptcyInjured: [.date, .annualBase, .monthsToRetirement, .contributedMonths]
      }
    return own.union([.requestId, .kind])
  }
}

extension RequestFault {
  /// The code on the wire.
  fileprivate var code: FaultCode {
    switch self {
    case .noPolicyInForce: .noPolicyInForce
    case .outOfRange: .outOfRange
    case .inconsistent: .inconsistent
    case .notAllowed: .notAllowed
    case .parameterMissing: .parameterMissing
    }
  }

  fileprivate func detail(_ policy: Policy) -> Detail {
    switch self {
    case .noPolicyInForce: .noPolicyInForce(policy.inForceFrom)
    case .outOfRange: .outOfItsRange
    case .inconsistent: .contradictsOthers
    case .notAllowed: .employersOnly
    case .parameterMissing(_, let parameter): .parameterMissing(parameter)
    }
  }
}
