/// The clauses that formulas, as opposed to figures, follow.
///
/// A figure cites the clause that stands beside it in the policy files.
public enum Clause: UInt8, CaseIterable, Sendable {
  /// What employers and employees pay a month: 用人单位和职工缴费.
  case employedContribution
  /// What flexible workers pay a month: 灵活就业人员缴费.
  case flexibleContribution
  /// The years of contributions and what makes up for those that lack: 缴费年限.
  case contributionYears
  /// What the account holds: 在职职工个人账户由个人缴纳的基本医疗保险费计入.
  case personalAccount
  /// Who may have the employees' benefits: 待遇享受条件.
  case employeeEntitlement
  /// An ambulance's expense follows the hospital it delivers to.
  case ambulance
  /// How residents are financed: 居民医保筹资.
  case residentContribution
  /// Whose individual share the treasury bears: 资助参保对象.
  case subsidisedResidents
  /// Who may have the residents' benefits: 待遇享受条件.
  case residentEntitlement
  /// The residents' outpatient terms exclude students (大学生医保除外).
  case residentOutpatient
  /// What students pay a year: 大学生缴费标准.
  case studentContribution
  /// Maternity contributions go to the inpatient pool: 生育保险基金并入.
  case maternityFund
  /// Medical expense of birth is paid as any other: 生育医疗费用.
  case maternityExpense
  /// How an allowance is computed and who receives it: 生育津贴计算公式.
  case allowanceFormula
  /// Persons paid through their own channel (原渠道), and those with other instruments.
  case specialPersons
  /// Lump sums when an institution or enterprise is restructured: 改制.
  case restructuring
  /// Lump sums for those retired before the system: 制度实施前已退休、退职人员.
  case preSystemRetirement
  /// Lump sums when an employer is bankrupt: 用人单位破产.
  case bankruptcy
  /// What the fund and the layers may pay for: 支付范围.
  case paymentScope
  /// After the notice to leave everything is the person's: 拒绝出院.
  case refusedDischarge
  /// Special diseases are treated as a stay: 特殊病种门诊.
  case specialDisease
  /// The chronic diseases: 慢性病门诊.
  case chronicDisease
  /// Care outside the city: 转诊、紧急情况、自行转外.
  case outOfCity
  /// Care of those who live elsewhere: 异地安置.
  case resettlement
  /// Emergency at an institution that is not designated: 非定点医疗机构.
  case emergencyElsewhere
  /// One deductible a year at the highest level, carried between schemes: 一次住院起付标准.
  case yearlyDeductible
  /// The medical year: 医保年度.
  case medicalYear
  /// What cap and self-pay mean: 最高限额、自付费用.
  case definitions

  /// The place in the instrument, such as 三（五）1.
  public var place: String {
    switch self {
    case .employedContribution: "三（一）1"
    case .flexibleContribution: "三（一）2"
    case .contributionYears: "三（二）"
    case .personalAccount: "三（三）"
    case .employeeEntitlement: "三（四）"
    case .ambulance: "三（六）3"
    case .residentContribution: "四（二）"
    case .subsidisedResidents: "四（三）"
    case .residentEntitlement: "四（四）"
    case .residentOutpatient: "四（六）"
    case .studentContribution: "四（七）"
    case .maternityFund: "五（一）"
    case .maternityExpense: "五（三）"
    case .allowanceFormula: "五（五）"
    case .specialPersons: "九（一）"
    case .restructuring: "九（二）"
    case .preSystemRetirement: "九（三）"
    case .bankruptcy: "九（四）"
    case .paymentScope: "十（二）"
    case .refusedDischarge: "十一（二）"
    case .specialDisease: "十一（三）"
    case .chronicDisease: "十一（四）"
    case .outOfCity: "十一（五）"
    case .resettlement: "十一（六）"
    case .emergencyElsewhere: "十一（八）"
    case .yearlyDeductible: "十一（十）"
    case .medicalYear: "十三（一）"
    case .definitions: "十三（三）"
    }
  }

  /// The instrument the clause stands in.
  public var instrument: Instrument { .measures }
}
