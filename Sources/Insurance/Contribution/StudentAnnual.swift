/// 大学生医保个人缴纳70元，财政补助150元, A 四（七）; 资助对象由财政全额补助, A 四（三）.
public struct StudentAnnual: ContributionClaim {
  /// The year it is paid for.
  public let year: Int
  /// Whether the person belongs to a group of A 四（三）.
  public let isSubsidised: Bool

  /// The claim.
  public init(year: Int, isSubsidised: Bool) {
    self.year = year
    self.isSubsidised = isSubsidised
  }

  /// The kind on the wire.
  public static var kind: ContributionKind { .studentAnnual }

  /// The first day of the year.
  public var day: Day? { Day(year: year, month: 1, day: 1) }

  /// A year out of range.
  public var faults: [RequestFault] { RequestMember.year.faults(year) }

  /// The two parts of the standard; the treasury's is all of it for the subsidised.
  public func contribution(under terms: ContributionTerms) -> Contribution {
    let (individual, fiscal) = (terms.studentIndividual, terms.studentFiscal)
    let standard = individual.value + fiscal.value
    let payable = isSubsidised ? .zero : individual.value
    return Contribution(
      kind, on: ContributionBase(standard, figures: [individual.use, fiscal.use]),
      [
        ContributionShare(.individual, payable, of: standard, figure: individual.use),
        ContributionShare(.fiscal, standard - payable, of: standard, figure: fiscal.use),
      ], isSubsidised: isSubsidised)
  }
}
