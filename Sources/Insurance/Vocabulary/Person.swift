/// The insured person (参保人员) as a settlement sees them.
public struct Person: Hashable, Sendable {
  /// Under which scheme and on which terms the person is insured.
  public var enrolment: Enrolment
  /// Whether the benefits may be had at present (待遇享受条件, A 三（四）, 四（四）).
  public var isEntitled: Bool
  /// The groups the person belongs to.
  public var groups: PersonGroups
  /// Whether the civil servants' medical subsidy (公务员医疗补助) is theirs, A 六（二）.
  public var isCivilServant: Bool
  /// Whether they hold the supplementary insurance (惠民保职工版), B 三（十一）.
  public var holdsSupplementary: Bool
  /// What is left in the personal account (个人账户), where the caller says so.
  public var accountBalance: Money?

  /// A person; everything beside the enrolment has its usual value.
  public init(
    _ enrolment: Enrolment, isEntitled: Bool = true, groups: PersonGroups = [],
    isCivilServant: Bool = false, holdsSupplementary: Bool = false, accountBalance: Money? = nil
  ) {
    self.enrolment = enrolment
    self.isEntitled = isEntitled
    self.groups = groups
    self.isCivilServant = isCivilServant
    self.holdsSupplementary = holdsSupplementary
    self.accountBalance = accountBalance
  }
}

/// The scheme (险种) and, for employees, the terms that apply.
public enum Enrolment: Hashable, Sendable {
  /// 职工基本医疗保险, A 三.
  case employee(EmploymentStatus)
  /// 普通居民医保, A 四（一）1.
  case resident
  /// 大学生基本医疗保险, A 四（一）2.
  case student

  /// The scheme alone.
  public var scheme: Scheme {
    switch self {
    case .employee: .employee
    case .resident: .resident
    case .student: .student
    }
  }
}

/// The three schemes (险种).
public enum Scheme: String, CaseIterable, Sendable {
  /// 职工.
  case employee
  /// 城乡居民.
  case resident
  /// 大学生.
  case student
}

/// Whether an employee is in work or retired (在职、退休).
///
/// Whoever is past retirement age and still pays monthly has the active terms (A 三（二）).
public enum EmploymentStatus: String, CaseIterable, Sendable {
  /// 在职.
  case active
  /// 退休.
  case retired
}

/// The groups (人员类别) of A 四（三） and 九（一） that matter to a settlement.
public struct PersonGroups: OptionSet, Hashable, Sendable {
  /// One bit a group, in the order of `PersonGroup.allCases`.
  public let rawValue: UInt16

  /// The groups of these bits.
  public init(rawValue: UInt16) { self.rawValue = rawValue }

  /// The one group.
  public init(_ group: PersonGroup) { self.init(rawValue: 1 << group.rawValue) }

  /// Whether `group` is among them.
  public func contains(_ group: PersonGroup) -> Bool { contains(PersonGroups(group)) }
}

/// One group of persons.
public enum PersonGroup: UInt16, CaseIterable, Sendable {
  /// 最低生活保障家庭成员, A 四（三）.
  case minimumLiving
  /// 特困供养人员, A 四（三）.
  case extremePoverty
  /// 最低生活保障边缘家庭成员, A 四（三）.
  case marginalMinimumLiving
  /// 持《中华人民共和国残疾人证》的残疾人, A 四（三）.
  case disabled
  /// 孤儿, A 四（三）.
  case orphan
  /// 困境儿童, A 四（三）.
  case childInDifficulty
  /// 县级以上政府规定的其他资助参保对象, A 四（三）.
  case otherAided
  /// 中华人民共和国成立前参加革命的老工人, A 九（一）.
  case veteranWorker
  /// 劳动模范, A 九（一）.
  case modelWorker
  /// 离休干部（老红军）, A 九（一）: own channel.
  case retiredCadre
  /// 离休配偶, A 九（一）: own channel.
  case retiredCadreSpouse
  /// 一级至六级残疾军人, A 九（一）: own channel.
  case disabledSoldierGrade1to6

  /// The name on the wire.
  public var name: String { PersonGroup.names[Int(rawValue)] }

  private static let names = allCases.map { "\($0)" }

  /// Whether the person's care is paid through a channel of its own (原渠道), A 九（一）.
  public var hasOwnChannel: Bool {
    switch self {
    case .retiredCadre, .retiredCadreSpouse, .disabledSoldierGrade1to6: true
    default: false
    }
  }

  /// Whether more may be due under an instrument this service does not hold, A 九（一）.
  public var hasOtherInstrument: Bool { self == .veteranWorker || self == .modelWorker }
}
