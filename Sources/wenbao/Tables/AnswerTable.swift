import API
import Insurance

/// An answer as a page that a person reads: a heading, each step with its clause, a summary, and
/// remarks.
struct AnswerTable {
  let heading: String
  let steps: StepTable
  let summary: TextTable
  let remarks: [String]

  /// The whole page.
  var text: String {
    ([heading, ""] + steps.lines + [""] + summary.lines + [""] + remarks + steps.remarks)
      .joined(separator: "\n")
  }

  init(
    _ answer: some Answer, title: Words, on day: Day, outcome: Words, summary: TextTable,
    remarks: [String] = [], language: Language
  ) {
    let policy = answer.edition.policy
    let word = Words(chinese: "政策", english: "policy")[language]
    heading =
      "\(title[language])  \(day)  \(outcome[language])  "
      + "\(word) \(policy.id) \(policy.digest.prefix(12))"
    steps = StepTable(answer, language: language)
    self.summary = summary
    self.remarks = remarks
  }

  /// The bill of a settlement: the shares add up to the total.
  init(settlement answer: SettlementAnswer, language: Language) {
    self.init(
      answer, title: Words(chinese: "医保结算单", english: "Settlement"),
      on: answer.claim.encounter.date, outcome: answer.settlement.coverage.words,
      summary: TextTable(sharesOf: answer.settlement.amounts, language: language),
      remarks: (answer.alternatives.map(\.words) + answer.receiptWords).map { $0[language] },
      language: language)
  }

  /// What a person has here and now, and the estimate where there is one.
  init(coverage answer: CoverageAnswer, language: Language) {
    let summary =
      answer.estimate.map { TextTable(sharesOf: $0.amounts, language: language) }
      ?? TextTable(termsOf: answer.coverage, language: language)
    self.init(
      answer, title: Words(chinese: "医保待遇", english: "Coverage"),
      on: answer.encounter.date, outcome: answer.coverage.words, summary: summary,
      language: language)
  }

  /// A contribution: its components with their funds.
  init(contribution answer: ContributionAnswer, language: Language) {
    var summary = TextTable([
      .text(Words(chinese: "构成", english: "Component")[language]),
      .text(Words(chinese: "基金", english: "Fund")[language]),
      .number(Words(chinese: "金额", english: "Amount")[language]),
    ])
    for share in answer.contribution.shares {
      summary.add([
        Rule(share.component).words[language], share.component.fund.words[language],
        share.amount.yuanText,
      ])
    }
    let total = Words(chinese: "合计", english: "Sum")
    summary.add([total[language], "", answer.contribution.total.yuanText])
    self.init(
      answer, title: Words(chinese: "医保缴费", english: "Contribution"), on: answer.day,
      outcome: Words(
        chinese: answer.contribution.kind.rawValue, english: answer.contribution.kind.rawValue),
      summary: summary, language: language)
  }

  /// A maternity allowance: its days and who receives it.
  init(maternity answer: MaternityAnswer, language: Language) {
    let allowance = answer.allowance
    var summary = TextTable([
      .text(Words(chinese: "支付给", english: "Payable to")[language]),
      .number(Words(chinese: "金额", english: "Amount")[language]),
    ])
    summary.add([Rule.payableToEmployer.words[language], allowance.payableToEmployer.yuanText])
    summary.add([Rule.payableToPerson.words[language], allowance.payableToPerson.yuanText])
    summary.add([
      Words(chinese: "合计 = 生育津贴", english: "Sum = allowance")[language],
      allowance.allowance.yuanText,
    ])
    let wait = allowance.monthsUntilPayable
    let outcome =
      wait == 0
      ? Words(chinese: "\(allowance.days) 天，可支付", english: "\(allowance.days) days, payable")
      : Words(
        chinese: "\(allowance.days) 天，再缴 \(wait) 个月后回溯支付",
        english: "\(allowance.days) days, payable after \(wait) more months")
    self.init(
      answer, title: Words(chinese: "生育津贴", english: "Maternity allowance"), on: answer.day,
      outcome: outcome, summary: summary, language: language)
  }
}

extension TextTable {
  /// Who pays, adding up to the total.
  fileprivate init(sharesOf amounts: Amounts, language: Language) {
    self.init([
      .text(Words(chinese: "由谁支付", english: "Paid by")[language]),
      .number(Words(chinese: "金额", english: "Amount")[language]),
    ])
    let shares: [(Rule, Money, isAlwaysShown: Bool)] = [
      (.basicFund, amounts.basicFund, true),
      (.catastrophic, amounts.layers[.catastrophic], false),
      (.civilServant, amounts.layers[.civilServant], false),
      (.supplementary, amounts.layers[.supplementary], false),
      (.assistance, amounts.layers[.assistance], false),
      (.account, amounts.account, false),
      (.cash, amounts.cash, true),
    ]
    for (rule, amount, isAlwaysShown) in shares where isAlwaysShown || !amount.isZero {
      add([rule.words[language], amount.yuanText])
    }
    let total = Words(chinese: "合计 = 总费用", english: "Sum = total charge")
    add([total[language], amounts.total.yuanText])
  }

  /// The terms of a coverage; nothing where it pays nothing.
  fileprivate init(termsOf coverage: Coverage, language: Language) {
    self.init([
      .text(Words(chinese: "待遇", english: "Terms")[language]),
      .number(Words(chinese: "数值", english: "Value")[language]),
    ])
    guard case .covered(let basic) = coverage else { return }
    let rows: [(Words, String)] = [
      (Words(chinese: "起付标准", english: "Deductible"), basic.standard.value.yuanText),
      (Words(chinese: "尚需自付起付", english: "Still due of it"), basic.due.yuanText),
      (Words(chinese: "支付比例", english: "Rate"), basic.rate.percentText),
      (Words(chinese: "最高限额", english: "Cap"), basic.cap.yuanText),
      (Words(chinese: "限额余额", english: "Left of it"), basic.room.yuanText),
    ]
    for (words, value) in rows { add([words[language], value]) }
  }
}

extension Coverage {
  /// Whether the fund pays, and if not, why.
  fileprivate var words: Words {
    switch self {
    case .covered: return Words(chinese: "基金支付", english: "covered")
    case .notCovered(let reasons):
      let why = NotCoveredReason.allCases.filter { reasons.contains($0) }.map(\.words)
      let (chinese, english) = (why.map(\.chinese), why.map(\.english))
      return Words(
        chinese: "基金不予支付：" + chinese.joined(separator: "、"),
        english: "not covered: " + english.joined(separator: ", "))
    }
  }
}

extension SettlementAnswer {
  /// The digests of the receipt, one a line; none where there is no receipt.
  fileprivate var receiptWords: [Words] {
    guard let receipt else { return [] }
    let engine = edition.engine
    return [
      Words(
        chinese: "回执 请求 \(receipt.requestDigest)",
        english: "Receipt, request \(receipt.requestDigest)"),
      Words(
        chinese: "回执 政策 \(edition.policy.digest)",
        english: "Receipt, policy \(edition.policy.digest)"),
      Words(
        chinese: "回执 程序 \(engine.version) \(engine.digest)",
        english: "Receipt, engine \(engine.version) \(engine.digest)"),
      Words(
        chinese: "回执 结果 \(receipt.resultDigest)", english: "Receipt, result \(receipt.resultDigest)"
      ),
    ]
  }
}

extension Alternative {
  /// What the other reading gives.
  fileprivate var words: Words {
    let (fund, person) = (basicFund.yuanText, personal.yuanText)
    return Words(
      chinese: "按另一口径 \(reading.name)=\(value)：统筹基金支付 \(fund)，个人负担 \(person)",
      english: "Under the reading \(reading.name)=\(value): fund \(fund), person \(person)")
  }
}

extension Money {
  /// The amount in yuan with two decimals.
  var yuanText: String {
    let cents = "\(fen % 100)"
    return "\(fen / 100)." + (cents.utf8.count < 2 ? "0" : "") + cents
  }
}
