public import Insurance

extension Payer {
  /// What the payer is called.
  public var words: Words {
    switch self {
    case .employeeInpatientPool:
      Words(chinese: "职工住院统筹基金", english: "Employees' inpatient pool")
    case .employeeOutpatientPool:
      Words(chinese: "职工门诊统筹基金", english: "Employees' outpatient pool")
    case .residentPool: Words(chinese: "居民医保统筹基金", english: "Residents' pool")
    case .catastrophic: Words(chinese: "大病保险", english: "Catastrophic insurance")
    case .civilServant: Words(chinese: "公务员医疗补助", english: "Civil servants' subsidy")
    case .supplementary: Words(chinese: "惠民保职工版", english: "Supplementary insurance")
    case .assistance: Words(chinese: "医疗救助", english: "Medical assistance")
    case .account: Words(chinese: "个人账户", english: "Personal accounts")
    case .cash: Words(chinese: "个人现金", english: "Persons in cash")
    }
  }
}

extension Scheme {
  /// What the scheme is called.
  var words: Words {
    switch self {
    case .employee: Words(chinese: "职工", english: "employees")
    case .resident: Words(chinese: "城乡居民", english: "residents")
    case .student: Words(chinese: "大学生", english: "students")
    }
  }
}

extension EncounterKind {
  /// What the kind of care is called.
  var words: Words {
    switch self {
    case .inpatient: Words(chinese: "住院", english: "stay")
    case .specialDisease: Words(chinese: "特殊病种门诊", english: "special disease")
    case .outpatient: Words(chinese: "普通门诊", english: "outpatient visit")
    case .pharmacy: Words(chinese: "零售药店", english: "pharmacy")
    case .ambulance: Words(chinese: "救护车", english: "ambulance")
    case .chronicDisease: Words(chinese: "慢性病门诊", english: "chronic disease")
    }
  }
}

extension Place {
  /// What the place of care is called.
  var words: Words {
    switch self {
    case .primary: Words(chinese: "基层", english: "primary")
    case .secondary: Words(chinese: "二级及其他", english: "secondary and other")
    case .tertiary: Words(chinese: "三级", english: "tertiary")
    case .pharmacy: Words(chinese: "零售药店", english: "pharmacy")
    }
  }
}
