/// Why a contribution or an allowance cannot be computed from what was sent.
public enum RequestFault: Error, Hashable, Sendable {
  /// The day lies before the policy came into force.
  case noPolicyInForce(RequestMember, Day)
  /// The member is below its least or above its greatest value.
  case outOfRange(RequestMember)
  /// The member contradicts another.
  case inconsistent(RequestMember)
  /// The member does not belong to a request of this kind.
  case notAllowed(RequestMember)
  /// Neither the request has the member nor the policy the parameter that would stand in.
  case parameterMissing(RequestMember, parameter: String)

  /// The member to blame.
  public var member: RequestMember {
    switch self {
    case .noPolicyInForce(let member, _), .outOfRange(let member), .inconsistent(let member),
      .notAllowed(let member), .parameterMissing(let member, _):
      member
    }
  }
}

/// All faults of a request at once.
public struct RequestFaults: Error, Hashable, Sendable {
  /// The faults in the order they were found; never empty.
  public let faults: [RequestFault]

  /// The faults found.
  public init(_ faults: [RequestFault]) {
    precondition(!faults.isEmpty, "a refusal names at least one fault")
    self.faults = faults
  }
}

/// A member of a contribution or maternity request, by the name on the wire.
public enum RequestMember: Hashable, Sendable {
  /// When: of monthly kinds, lump sums and allowances, and annual kinds.
  case month, date, year
  /// What a contribution is reckoned on.
  case payroll, averageMonthlyWage, baseRatio, annualBase, standard, individual, disposableIncome
  /// For how long it is owed.
  case contributedMonths, outpatientContributedMonths, monthsToRetirement, seniorityMonths, age
  /// The employees of an employer, and the wage of the one at a place in the list.
  case employees
  /// The wage of the employee at this place in the list, from 0.
  case employeeWage(Int)
  /// What a maternity allowance is reckoned on.
  case totalWages, personMonths, persons, contributionBase, ownMonthlyWage, wagesPaidDuringLeave
  /// How long it is paid, and whether already.
  case gestationMonths, childOrder, babies, contributionMonths

  /// The member as a JSON pointer into the request.
  public var pointer: String {
    switch self {
    case .employeeWage(let index): "/employees/\(index)/averageMonthlyWage"
    case .totalWages, .personMonths, .persons, .contributionBase: "/base/\(self)"
    default: "/\(self)"
    }
  }

  /// The whole numbers that the member may be; nil where it is no whole number.
  public var wholeNumbers: ClosedRange<Int>? {
    switch self {
    case .year: 1...9999
    case .contributedMonths, .outpatientContributedMonths, .monthsToRetirement, .seniorityMonths,
      .contributionMonths:
      0...RequestMember.monthsMax
    case .age: 0...RequestMember.ageMax
    case .gestationMonths: 0...RequestMember.gestationMonthsMax
    case .childOrder: 1...RequestMember.childOrderMax
    case .babies: 1...RequestMember.babiesMax
    case .personMonths, .persons: 1...RequestMember.personMonthsMax
    default: nil
    }
  }

  /// A hundred years: no working life, record of contributions or wait for retirement is longer.
  public static let monthsMax = 1200
  /// The oldest person on record lived to 122.
  public static let ageMax = 150
  /// Gestation lasts ten lunar months; the longest on record little more than twelve.
  public static let gestationMonthsMax = 13
  /// The most births of one mother on record are 69.
  public static let childOrderMax = 69
  /// The most babies of one birth that lived are nine; fifteen were once counted.
  public static let babiesMax = 15
  /// A hundred million employees for twelve months, beyond any employer.
  public static let personMonthsMax = 1_200_000_000
  /// The most employees of one request.
  public static let employeesMax = 10_000
  /// Ten times the average wage: above the three times at which held bases stop.
  public static let baseRatioMax = Rate(tenThousandths: 100_000)
}

extension RequestMember {
  /// A whole number outside the range of the member.
  func faults(_ number: Int) -> [RequestFault] {
    guard let range = wholeNumbers else { preconditionFailure("\(self) is no whole number") }
    return range.contains(number) ? [] : [.outOfRange(self)]
  }

  /// An amount that no request may carry.
  func faults(_ amount: Money?) -> [RequestFault] {
    guard let amount, amount < .zero || amount > .requestMax else { return [] }
    return [.outOfRange(self)]
  }

  /// A ratio of nothing, or beyond any base.
  func faults(_ ratio: Rate?) -> [RequestFault] {
    guard let ratio, ratio <= .zero || ratio > RequestMember.baseRatioMax else { return [] }
    return [.outOfRange(self)]
  }
}
