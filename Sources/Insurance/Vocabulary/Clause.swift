/// The clauses that formulas, as opposed to figures, follow.
///
/// A figure cites the clause that stands beside it in the policy files.
public enum Clause: String, CaseIterable, Sendable {
  /// What the account holds: 在职职工个人账户由个人缴纳的基本医疗保险费计入.
  case personalAccount = "三（三）"
  /// Who may have the employees' benefits: 待遇享受条件.
  case employeeEntitlement = "三（四）"
  /// An ambulance's expense follows the hospital it delivers to.
  case ambulance = "三（六）3"
  /// Who may have the residents' benefits: 待遇享受条件.
  case residentEntitlement = "四（四）"
  /// The residents' outpatient terms exclude students (大学生医保除外).
  case residentOutpatient = "四（六）"
  /// Medical expense of birth is paid as any other: 生育医疗费用.
  case maternityExpense = "五（三）"
  /// Persons paid through their own channel (原渠道), and those with other instruments.
  case specialPersons = "九（一）"
  /// What the fund and the layers may pay for: 支付范围.
  case paymentScope = "十（二）"
  /// After the notice to leave everything is the person's: 拒绝出院.
  case refusedDischarge = "十一（二）"
  /// Special diseases are treated as a stay: 特殊病种门诊.
  case specialDisease = "十一（三）"
  /// The chronic diseases: 慢性病门诊.
  case chronicDisease = "十一（四）"
  /// Care outside the city: 转诊、紧急情况、自行转外.
  case outOfCity = "十一（五）"
  /// Care of those who live elsewhere: 异地安置.
  case resettlement = "十一（六）"
  /// Emergency at an institution that is not designated: 非定点医疗机构.
  case emergencyElsewhere = "十一（八）"
  /// One deductible a year at the highest level, carried between schemes: 一次住院起付标准.
  case yearlyDeductible = "十一（十）"
  /// The medical year: 医保年度.
  case medicalYear = "十三（一）"
  /// What cap and self-pay mean: 最高限额、自付费用.
  case definitions = "十三（三）"

  /// The instrument the clause stands in.
  public var instrument: Instrument { .measures }
}
