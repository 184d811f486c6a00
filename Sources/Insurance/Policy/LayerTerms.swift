/// The terms of one layer after the basic fund, as they stand from a day on.
///
/// One type serves all four layers (rules 5); everything in it comes from the policy files.
public final class LayerTerms: Sendable {
  /// Which layer it is.
  public let layer: Layer
  /// The kinds of encounter that count, for each scheme.
  public let kinds: [Scheme: Set<EncounterKind>]
  /// Who, within these schemes, the layer is for.
  public let members: LayerMembers
  /// What it pays; nil where no figure is known (`notConfigured`).
  public let benefit: LayerBenefit?
  /// The first day the terms hold.
  public let from: Day
  /// The clause that gives the layer.
  public let citation: Citation
  /// Where the terms were found.
  public let source: String
  /// Where they stand.
  public let origin: SourceLine

  /// The terms of a layer.
  public init(
    layer: Layer, kinds: [Scheme: Set<EncounterKind>], members: LayerMembers,
    benefit: LayerBenefit?, from: Day, citation: Citation, source: String, origin: SourceLine
  ) {
    self.layer = layer
    self.kinds = kinds
    self.members = members
    self.benefit = benefit
    self.from = from
    self.citation = citation
    self.source = source
    self.origin = origin
  }
}

/// Who, within its schemes, a layer is for.
public enum LayerMembers: Hashable, Sendable {
  /// All insured.
  case everyone
  /// 享受公务员补助医疗人员.
  case civilServants
  /// Those who hold the supplementary insurance.
  case holdersOfSupplementary
  /// Those in at least one of the groups.
  case groups(PersonGroups)

  /// Those that are said by a name, rather than by a list of groups.
  public static let named: [(name: String, value: LayerMembers)] = [
    ("everyone", .everyone), ("civilServants", .civilServants),
    ("holdersOfSupplementary", .holdersOfSupplementary),
  ]
}

/// What a layer pays.
public struct LayerBenefit: Equatable, Sendable {
  /// The accumulated in-scope self-pay of the year above which it pays.
  public let threshold: Money?
  /// The bands, the lowest first; one open band without a lower bound where rates are flat.
  public let bands: [LayerBand]
  /// Whether the file gives bands rather than one flat rate.
  public let hasBands: Bool
  /// The most it pays in a year.
  public let yearlyCap: Money?

  /// The benefit; bands rise and the first begins at nothing or later.
  public init(threshold: Money?, bands: [LayerBand], hasBands: Bool, yearlyCap: Money?) {
    precondition(!bands.isEmpty, "a layer that pays has a rate")
    self.threshold = threshold
    self.bands = bands
    self.hasBands = hasBands
    self.yearlyCap = yearlyCap
  }

  /// Whether it needs to know what was borne and paid earlier in the year.
  public var needsAccumulator: Bool { threshold != nil || hasBands || yearlyCap != nil }
}

/// One band of a layer: what part of the self-pay above `from` it pays.
public struct LayerBand: Equatable, Sendable {
  /// The accumulated self-pay above which the band begins.
  public let from: Money
  /// The rate, by place or by category of person.
  public let rates: LayerRates

  /// A band.
  public init(from: Money, rates: LayerRates) {
    self.from = from
    self.rates = rates
  }
}

/// The rates of a band.
public enum LayerRates: Equatable, Sendable {
  /// By where care was had.
  case byPlace(ByPlace<Rate>)
  /// By category; who belongs to several has the highest of their rates.
  case byCategory([PersonCategory: Rate], otherwise: Rate)

  /// The rate for a person at a place.
  public func rate(for person: Person, at place: Place) -> Rate {
    switch self {
    case .byPlace(let rates): return rates[place]
    case .byCategory(let rates, let otherwise):
      var highest: Rate?
      for (category, rate) in rates where category.includes(person) {
        highest = max(highest ?? rate, rate)
      }
      return highest ?? otherwise
    }
  }
}

/// A category of persons (人员类别) that a layer's rates distinguish.
public enum PersonCategory: Hashable, Sendable {
  /// All of a scheme.
  case scheme(Scheme)
  /// Employees in work, or retired.
  case status(EmploymentStatus)
  /// Those of a group.
  case group(PersonGroup)

  /// Whether the person belongs to the category.
  public func includes(_ person: Person) -> Bool {
    switch self {
    case .scheme(let scheme): person.enrolment.scheme == scheme
    case .status(let status): person.enrolment == .employee(status)
    case .group(let group): person.groups.contains(group)
    }
  }
}
