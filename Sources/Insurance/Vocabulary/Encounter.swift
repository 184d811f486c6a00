/// One encounter with care (就医购药): a stay, a visit, a purchase.
public struct Encounter: Hashable, Sendable {
  /// What kind of care it is.
  public var kind: EncounterKind
  /// The day of service, or the day of discharge for a stay (R1).
  public var date: Day
  /// Where the care was had; an ambulance has the place it delivered to.
  public var place: Place
  /// How the person came to this place.
  public var route: Route
  /// The special or chronic disease it is for, where there is one.
  public var disease: Disease?
  /// Whether the institution is a designated one (定点医药机构).
  public var isDesignated: Bool
  /// Whether it was an emergency (紧急情况).
  public var isEmergency: Bool
  /// Whether it is medical expense of birth (生育医疗费用), A 五（三）.
  public var isMaternity: Bool

  /// An encounter; the optional members have the contract's defaults.
  public init(
    _ kind: EncounterKind, on date: Day, at place: Place, route: Route = .local,
    disease: Disease? = nil, isDesignated: Bool = true, isEmergency: Bool = false,
    isMaternity: Bool = false
  ) {
    precondition(
      (kind == .pharmacy) == (place == .pharmacy), "purchases, and only they, are at a pharmacy")
    self.kind = kind
    self.date = date
    self.place = place
    self.route = route
    self.disease = disease
    self.isDesignated = isDesignated
    self.isEmergency = isEmergency
    self.isMaternity = isMaternity
  }
}

/// The kinds of encounter (就医类型).
public enum EncounterKind: String, CaseIterable, Sendable {
  /// 住院.
  case inpatient
  /// 特殊病种门诊: treated as a stay, A 十一（三）.
  case specialDisease
  /// 普通门诊.
  case outpatient
  /// 零售药店购药.
  case pharmacy
  /// 救护车, A 三（六）3.
  case ambulance
  /// 慢性病门诊, A 十一（四）.
  case chronicDisease

  /// The class whose pool, deductible and cap apply (rules 3).
  public var careClass: CareClass {
    switch self {
    case .inpatient, .specialDisease: .inpatient
    case .outpatient, .pharmacy, .ambulance, .chronicDisease: .outpatient
    }
  }
}

/// The two classes of care: each has one deductible and one cap a year.
public enum CareClass: String, CaseIterable, Sendable {
  /// 住院（含特殊病种门诊）.
  case inpatient
  /// 门诊.
  case outpatient
}

/// The level of a medical institution (医疗机构等级); other institutions rank with secondary.
public enum Level: String, CaseIterable, Comparable, Sendable {
  /// 基层医疗卫生机构, whatever its grade.
  case primary
  /// 二级及其他医疗机构.
  case secondary
  /// 三级医疗机构.
  case tertiary

  /// The rank among the levels, from 0.
  public var rank: Int {
    switch self {
    case .primary: 0
    case .secondary: 1
    case .tertiary: 2
    }
  }

  /// Whether the one level ranks below the other.
  public static func < (left: Level, right: Level) -> Bool { left.rank < right.rank }
}

/// Where care is had: a medical institution of a level, or a retail pharmacy (零售药店).
public enum Place: String, CaseIterable, Sendable {
  /// 基层医疗卫生机构.
  case primary
  /// 二级及其他医疗机构.
  case secondary
  /// 三级医疗机构.
  case tertiary
  /// 零售药店.
  case pharmacy

  /// The institution of a level.
  public init(_ level: Level) {
    switch level {
    case .primary: self = .primary
    case .secondary: self = .secondary
    case .tertiary: self = .tertiary
    }
  }

  /// The level of the institution; nil for a pharmacy.
  public var level: Level? {
    switch self {
    case .primary: .primary
    case .secondary: .secondary
    case .tertiary: .tertiary
    case .pharmacy: nil
    }
  }
}

/// How the person came to the place of care, A 十一（五）（六）.
public enum Route: String, CaseIterable, Sendable {
  /// 参保地就医.
  case local
  /// 异地安置备案，在备案地就医.
  case resettled
  /// 已办理转诊手续转温州市外就医.
  case referredOut
  /// 因紧急情况到市外就医.
  case emergencyOut
  /// 异地安置人员回参保地就医, A 十一（六）.
  case resettledHomeVisit
  /// 未按规定办理转诊自行转市外就医; a temporary filing without referral too (R9).
  case unreferredOut
}
