/// What is owed: its base, how long it is reckoned for, and its components, to the fen.
public struct Contribution: Hashable, Sendable {
  /// Which kind it is.
  public let kind: ContributionKind
  /// 缴费基数.
  public let base: ContributionBase
  /// The months and years it is reckoned for, and what they rest on.
  public let term: ContributionTerm
  /// The components, those of the kind and no other.
  public let shares: [ContributionShare]
  /// Whether the individual share is borne by the treasury, A 四（三）.
  public let isSubsidised: Bool
  /// How residents' financing stands to its floors, A 四（二）.
  let floors: ContributionFloors

  init(
    _ kind: ContributionKind, on base: ContributionBase, for term: ContributionTerm = .single,
    _ shares: [ContributionShare], isSubsidised: Bool = false, floors: ContributionFloors = .none
  ) {
    self.kind = kind
    self.base = base
    self.term = term
    self.shares = shares
    self.isSubsidised = isSubsidised
    self.floors = floors
  }

  /// The sum of the components.
  public var total: Money { shares.reduce(.zero) { $0 + $1.amount } }

  /// The amount of a component; nil where the kind has none.
  public subscript(component: ContributionComponent) -> Money? {
    shares.first { $0.component == component }?.amount
  }

  /// The members that fall short of a floor (`belowFloor`), A 四（二）: standard, individual.
  public var belowFloor: [RequestMember] { floors.missed }

  /// The figures used that are provisional, each once.
  public var provisional: [FigureID] {
    ([base.wage].compactMap { $0 } + base.figures + term.figures + shares.compactMap(\.figure)
      + floors.figures).provisional
  }

  /// What holds of every contribution.
  func check() {
    precondition(!shares.isEmpty, "a contribution has components")
    precondition(shares.allSatisfy { $0.amount >= .zero }, "no component is negative")
  }
}

/// What a contribution is reckoned on (缴费基数) and how it came about.
public struct ContributionBase: Hashable, Sendable {
  /// The base.
  public let amount: Money
  /// What it was computed from, rounded for display; nil where it stands as it was given.
  public let source: Money?
  /// The rate of the source that it is, where it is one.
  public let rate: Rate?
  /// 上年度浙江省社会平均工资, where it rests on that: the kind's own clause calls for it.
  let wage: FigureUse?
  /// The other figures it rests on.
  let figures: [FigureUse]

  init(
    _ amount: Money, from source: Money? = nil, rate: Rate? = nil, wage: FigureUse? = nil,
    figures: [FigureUse] = []
  ) {
    self.amount = amount
    self.source = source
    self.rate = rate
    self.wage = wage
    self.figures = figures
  }

  init(wage: Figure<Money>) {
    self.init(wage.value, wage: wage.use)
  }
}

/// For how long a contribution is reckoned (缴费年限).
public struct ContributionTerm: Hashable, Sendable {
  /// The months, where it is reckoned by months; the inpatient pool's.
  public let months: Int?
  /// The years, where it is reckoned by years.
  public let years: Int?
  /// The months of benefit it buys, where it buys some.
  public let benefitMonths: Int?
  /// The figures it rests on.
  let figures: [FigureUse]

  init(
    months: Int? = nil, years: Int? = nil, benefitMonths: Int? = nil, figures: [FigureUse] = []
  ) {
    self.months = months
    self.years = years
    self.benefitMonths = benefitMonths
    self.figures = figures
  }

  /// The one month or year that the request names.
  static let single = ContributionTerm()
}

/// How residents' financing stands to the floors of A 四（二）.
struct ContributionFloors: Hashable, Sendable {
  /// The members that fall short.
  let missed: [RequestMember]
  /// The figures compared with.
  let figures: [FigureUse]

  /// Kinds without floors.
  static let none = ContributionFloors(missed: [], figures: [])
}
