import API
import Insurance

/// Everything in force on one day as a page that a person reads.
struct PolicyTable {
  private let answer: PolicyAnswer
  private let language: Language

  init(_ answer: PolicyAnswer, language: Language) {
    self.answer = answer
    self.language = language
  }

  /// The whole page: parameters, then readings.
  var text: String {
    let policy = answer.edition.policy
    let heading = "\(policy.id) \(policy.digest.prefix(12))  \(answer.day)"
    return ([heading, ""] + parameters.lines + [""] + readings.lines).joined(separator: "\n")
  }

  private var parameters: TextTable {
    var table = TextTable([
      .text(Words(chinese: "参数", english: "Parameter")[language]),
      .text(Words(chinese: "名称", english: "Title")[language]),
      .number(Words(chinese: "数值", english: "Value")[language]),
      .text(Words(chinese: "起", english: "Since")[language]),
      .text(Words(chinese: "条款", english: "Clause")[language]),
    ])
    let policy = answer.edition.policy
    for figure in answer.terms.figures {
      let (parameter, entry) = (policy.parameter(of: figure.id), policy.entry(of: figure.id))
      let since = policy.span(of: figure, on: answer.day)?.since.description ?? ""
      let mark = figure.isProvisional ? Words(chinese: "（暂用）", english: " (provisional)") : nil
      table.add([
        parameter.name, parameter.title[language] + (mark?[language] ?? ""),
        value(entry.amount, parameter.unit), since,
        "\(entry.citation.instrument) \(entry.citation.clause)",
      ])
    }
    return table
  }

  private var readings: TextTable {
    var table = TextTable([
      .text(Words(chinese: "口径", english: "Reading")[language]),
      .text(Words(chinese: "取值", english: "Value")[language]),
      .text(Words(chinese: "另可取", english: "Or")[language]),
      .text(Words(chinese: "说明", english: "Title")[language]),
    ])
    for entry in answer.edition.policy.readings {
      let others = entry.reading.values.filter { $0 != entry.inForce }
      table.add([
        "\(entry.reading.id) \(entry.reading.name)", entry.inForce,
        others.joined(separator: ", "), entry.title[language],
      ])
    }
    return table
  }

  private func value(_ amount: Int64, _ unit: ParameterUnit) -> String {
    switch unit {
    case .yuan: Money(fen: amount).yuanText
    case .rate: Rate(tenThousandths: amount).percentText
    case .times, .days, .months, .years: "\(amount)"
    }
  }
}
