import API
import Insurance

/// A settlement as a bill that a person reads: each step with its clause, then who pays.
struct SettlementTable {
  private let answer: SettlementAnswer
  private let language: Language

  init(_ answer: SettlementAnswer, language: Language) {
    self.answer = answer
    self.language = language
  }

  /// The whole bill.
  var text: String {
    ([heading, ""] + steps.lines + [""] + shares.lines + [""] + remarks).joined(separator: "\n")
  }

  private var heading: String {
    let policy = answer.edition.policy
    let outcome: Words
    switch answer.settlement.coverage {
    case .covered: outcome = Words(chinese: "已结算", english: "settled")
    case .notCovered(let reasons):
      let names = NotCoveredReason.allCases.filter { reasons.contains($0) }.map(\.name)
      let list = names.joined(separator: ", ")
      outcome = Words(chinese: "基金不予支付：\(list)", english: "not covered: \(list)")
    }
    let date = answer.request.encounter.date
    return choose("医保结算单", "Settlement") + "  \(date)  \(outcome[language])  "
      + choose("政策", "policy") + " \(policy.id) \(policy.digest.prefix(12))"
  }

  /// Every amount that is not zero, with what it came from.
  private var steps: TextTable {
    var table = TextTable([
      .text(choose("项目", "Step")), .text(choose("条款", "Clause")),
      .number(choose("基数", "Base")), .number(choose("比例", "Rate")),
      .number(choose("金额", "Amount")),
    ])
    answer.forEachStep { step in
      table.add([
        step.rule.words[language], clauses(of: step), step.base.map(\.yuanText) ?? "",
        step.rate.map(\.percentText) ?? "", step.amount.yuanText,
      ])
    }
    return table
  }

  /// Who pays, adding up to the total.
  private var shares: TextTable {
    let amounts = answer.settlement.amounts
    var table = TextTable([
      .text(choose("由谁支付", "Paid by")), .number(choose("金额", "Amount")),
    ])
    func add(_ rule: Rule, _ amount: Money, evenIfNothing: Bool = false) {
      guard evenIfNothing || !amount.isZero else { return }
      table.add([rule.words[language], amount.yuanText])
    }
    add(.basicFund, amounts.basicFund, evenIfNothing: true)
    add(.catastrophic, amounts.layers[.catastrophic])
    add(.civilServant, amounts.layers[.civilServant])
    add(.supplementary, amounts.layers[.supplementary])
    add(.assistance, amounts.layers[.assistance])
    add(.account, amounts.account)
    add(.cash, amounts.cash, evenIfNothing: true)
    table.add([choose("合计 = 总费用", "Sum = total charge"), amounts.total.yuanText])
    return table
  }

  private var remarks: [String] {
    var lines = [
      choose("条款未注明文件者，为 ", "Clauses without an instrument are of ")
        + Instrument.measures.rawValue
    ]
    for alternative in answer.alternatives {
      let reading = "\(alternative.reading.name)=\(alternative.value)"
      lines.append(
        choose("按另一口径 ", "Under the reading ") + reading + choose("：统筹基金支付 ", ": fund ")
          + alternative.basicFund.yuanText + choose("，个人负担 ", ", person ")
          + alternative.personal.yuanText)
    }
    for note in answer.settlement.notes.notes(answer.edition.policy) {
      lines.append(choose("注：", "Note: ") + note.words[language])
    }
    return lines
  }

  /// The clauses of a step; those of other instruments than the first with their number.
  private func clauses(of step: Step) -> String {
    answer.edition.citations(of: step, under: answer.terms).map { citation in
      citation.instrument == Instrument.measures.rawValue
        ? citation.clause : "\(citation.instrument) \(citation.clause)"
    }.joined(separator: "、")
  }

  private func choose(_ chinese: String, _ english: String) -> String {
    language == .chinese ? chinese : english
  }
}

extension Money {
  /// The amount in yuan with two decimals.
  var yuanText: String {
    let cents = "\(fen % 100)"
    return "\(fen / 100)." + (cents.utf8.count < 2 ? "0" : "") + cents
  }
}
