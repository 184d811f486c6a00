import API
import Insurance

/// The steps of an answer as a table that a person reads: what, by which clause, of what, how much.
struct StepTable {
  private let answer: any Answer
  private let language: Language

  init(_ answer: any Answer, language: Language) {
    self.answer = answer
    self.language = language
  }

  /// The headings and one line a step.
  var lines: [String] {
    var table = TextTable([
      .text(Words(chinese: "项目", english: "Step")[language]),
      .text(Words(chinese: "条款", english: "Clause")[language]),
      .number(Words(chinese: "基数", english: "Base")[language]),
      .number(Words(chinese: "比例", english: "Rate")[language]),
      .number(Words(chinese: "金额", english: "Amount")[language]),
    ])
    answer.forEachStep { step in
      table.add([
        step.rule.words[language], clauses(of: step), step.base.map(\.yuanText) ?? "",
        step.rate.map(\.percentText) ?? "", step.amount.yuanText,
      ])
    }
    return table.lines
  }

  /// What stands below the table: whose clauses they are, and the notes.
  var remarks: [String] {
    let instrument = Instrument.measures.rawValue
    let clauses = Words(
      chinese: "条款未注明文件者，为 \(instrument)",
      english: "Clauses without an instrument are of \(instrument)")
    let note = Words(chinese: "注：", english: "Note: ")
    return [clauses[language]] + answer.notes.map { note[language] + $0.words[language] }
  }

  /// The clauses of a step; those of other instruments than the first with their number.
  private func clauses(of step: Step) -> String {
    answer.edition.citations(of: step, under: answer.terms).map { citation in
      citation.instrument == Instrument.measures.rawValue
        ? citation.clause : "\(citation.instrument) \(citation.clause)"
    }.joined(separator: "、")
  }
}
