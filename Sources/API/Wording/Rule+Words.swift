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
