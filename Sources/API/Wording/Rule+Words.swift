public import Insurance

extension Rule {
  /// What the rule's amount is called.
  public var words: Words {
    switch self {
    case .total: Words(chinese: "总费用", english: "Total charge")
    case .selfFunded: Words(chinese: "自费", english: "Self-funded")
    case .classBCopay: Words(chinese: "乙类先行自付", english: "Category B first borne")
    case .overLimit: Words(chinese: "超限价自付", english: "Above the price ceiling")
    case .refusedDischarge: Words(chinese: "拒绝出院后费用", english: "After refused discharge")
    case .inScope: Words(chinese: "符合政策范围费用", english: "In-scope expense")
    case .notCovered: Words(chinese: "基金不予支付", english: "Not covered by the fund")
    case .priorSelfPay: Words(chinese: "转外先行自付", english: "First borne outside the city")
    case .overCap: Words(chinese: "超最高限额", english: "Above the cap")
    case .deductible: Words(chinese: "起付标准", english: "Deductible")
    case .basicFund: Words(chinese: "统筹基金支付", english: "Paid by the basic fund")
    case .coinsurance: Words(chinese: "按比例自付", english: "Coinsurance")
    case .catastrophic: Layer.catastrophic.words
    case .civilServant: Layer.civilServant.words
    case .supplementary: Layer.supplementary.words
    case .assistance: Layer.assistance.words
    case .personal: Words(chinese: "个人负担", english: "Borne by the person")
    case .account: Words(chinese: "个人账户支付", english: "Paid from the account")
    case .cash: Words(chinese: "个人现金支付", english: "Paid in cash")
    case .room: Words(chinese: "最高限额余额", english: "Left of the cap")
    case .contributionBase: Words(chinese: "缴费基数", english: "Contribution base")
    case .inpatientPool: Words(chinese: "住院统筹缴费", english: "To the inpatient pool")
    case .outpatientPool: Words(chinese: "门诊统筹缴费", english: "To the outpatient pool")
    case .maternity: Words(chinese: "生育保险缴费", english: "Maternity insurance")
    case .personalAccount: Words(chinese: "计入个人账户", english: "To the personal account")
    case .individual: Words(chinese: "个人缴费", english: "Paid by the individual")
    case .fiscal: Words(chinese: "财政补助", english: "Fiscal subsidy")
    case .contribution: Words(chinese: "缴费合计", english: "Contribution in all")
    case .averageMonthlyWage:
      Words(chinese: "上年度职工月平均工资", english: "Last year's average monthly wage")
    case .allowance: Words(chinese: "生育津贴", english: "Maternity allowance")
    case .employerTopUp: Words(chinese: "用人单位补足差额", english: "Employer's top-up")
    case .payableToEmployer: Words(chinese: "津贴拨付单位", english: "Payable to the employer")
    case .payableToPerson: Words(chinese: "津贴支付个人", english: "Payable to the person")
    }
  }
}

extension ContributionFund {
  /// What the fund is called.
  public var words: Words {
    switch self {
    case .inpatientPool: Words(chinese: "职工住院统筹基金", english: "Inpatient pool")
    case .outpatientPool: Words(chinese: "职工门诊统筹基金", english: "Outpatient pool")
    case .personalAccount: Words(chinese: "个人账户基金", english: "Personal account")
    case .residentPool: Words(chinese: "居民医保统筹基金", english: "Resident pool")
    }
  }
}

extension NotCoveredReason {
  /// Why the fund pays nothing.
  public var words: Words {
    switch self {
    case .notEntitled: Words(chinese: "不享受待遇", english: "not entitled at present")
    case .notDesignated: Words(chinese: "非定点医药机构", english: "institution not designated")
    case .studentOutpatient: Words(chinese: "大学生门诊", english: "outpatient care of a student")
    case .outOfCityOutpatient:
      Words(chinese: "居民市外门诊", english: "outpatient care of a resident outside the city")
    }
  }
}

extension Layer {
  /// What the layer is called.
  public var words: Words {
    switch self {
    case .catastrophic: Words(chinese: "大病保险", english: "Catastrophic insurance")
    case .civilServant: Words(chinese: "公务员医疗补助", english: "Civil servants' subsidy")
    case .supplementary: Words(chinese: "惠民保职工版", english: "Supplementary insurance")
    case .assistance: Words(chinese: "医疗救助", english: "Medical assistance")
    }
  }
}
