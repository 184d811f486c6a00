import Insurance

extension Detail {
  static let statusOfEmployeesOnly = Detail(
    "status 只适用于 scheme 为 employee 的人员", "status belongs to the scheme 'employee' only")
  static let accountOfEmployeesOnly = Detail(
    "个人账户只适用于 scheme 为 employee 的人员",
    "only persons of the scheme 'employee' have a personal account")
  static let levelOfInstitutionsOnly = Detail(
    "零售药店没有医疗机构等级", "a pharmacy has no level")
  static let sumsBesideItems = Detail(
    "已有 items 时由明细计算，不得另填", "computed from items where these are sent")
  static let copayOfCategoryBOnly = Detail(
    "copayRate 只适用于乙类（B）", "copayRate belongs to category B only")
  static let receiptOfSettlementsOnly = Detail(
    "回执只随结算给出", "a receipt is given with settlements only")
  static let levelOfEarlierStays = Detail(
    "已有住院累计时必须给出 highestLevel",
    "highestLevel is required where earlier stays have left amounts")

  static func partsExceedTotal(by excess: Money) -> Detail {
    let amount = decimal(excess.fen, 2)
    return Detail(
      "各部分之和超过 total \(amount) 元，inScope 为负",
      "the parts exceed total by \(amount) yuan: inScope would be negative")
  }

  static func disagrees(_ name: String, derived: Money) -> Detail {
    let amount = decimal(derived.fen, 2)
    return Detail(
      "\(name) 与其他金额不符，应为 \(amount)",
      "\(name) disagrees with the other amounts, which give \(amount)")
  }

  static func amountTooLarge() -> Detail {
    let max = decimal(Money.requestMax.fen, 2)
    return Detail("金额合计超过 \(max)", "the amounts add up to more than \(max)")
  }

  static func yearMismatch(_ year: Int) -> Detail {
    Detail(
      "累计的年度应与就医年度 \(year) 一致",
      "the accumulators must be those of the encounter's year \(year)")
  }

  static func noPolicyInForce(_ first: Day) -> Detail {
    Detail("政策自 \(first) 起施行，此前无法计算", "the policy is in force from \(first) only")
  }

  static let ownChannel: Detail = {
    let (instrument, clause) = (
      Clause.specialPersons.instrument.rawValue, Clause.specialPersons.place
    )
    return Detail(
      "该人员医疗经费由原渠道解决，不在此结算（\(instrument) \(clause)）",
      "this person's care is paid through its own channel (\(instrument) \(clause))")
  }()

  static func layerAccumulator(_ layer: Layer) -> Detail {
    Detail(
      "\(layer.words.chinese)设有起付线、分段或年度限额，必须给出本年累计",
      "\(layer.words.english) has a threshold, bands or a cap: its accumulator is required")
  }

  static let receiptOfWholeRequestsOnly = Detail(
    "累计由批处理结转时请求不完整，没有回执",
    "a request whose accumulators are carried along is not whole, and has no receipt")
  static let yearIsCarried = Detail(
    "本年度累计由批处理结转；只有本人本年度第一行可以给出",
    "the accumulators are carried along; only the person's first line of a year may give them")
  static let leftOutAtOpening = Detail(
    "本人本年度第一行给出了累计，但未给出此项",
    "the person's first line of the year gave accumulators, but not this one")

  static func beforeLastEncounter(_ day: Day) -> Detail {
    Detail(
      "同一人的各行应按日期排列，前一行为 \(day)",
      "the lines of a person must be in the order of their dates; the one before is of \(day)")
  }
}
