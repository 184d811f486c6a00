public import API
public import Insurance

/// The words of reports, in both languages; all of them.
public enum ReportWords {
  /// What a report is called.
  public static let title = Words(chinese: "政策对比：会变多少", english: "What would change")
  /// The first policy.
  public static let before = Words(chinese: "前", english: "Before")
  /// The second policy.
  public static let after = Words(chinese: "后", english: "After")
  /// The difference of the two.
  public static let change = Words(chinese: "变化", english: "Change")
  /// What a policy is.
  public static let policy = Words(chinese: "政策", english: "Policy")
  /// The day whose terms every line has.
  public static let termsOf = Words(chinese: "各行均按此日待遇", english: "Terms of the day")
  /// That each line has the terms of its own day.
  public static let termsOfOwnDay = Words(chinese: "各行按其日期", english: "each line's own")
  /// What is otherwise than in the files.
  public static let changes = Words(chinese: "改动", english: "Changed in it")
  /// That nothing is otherwise.
  public static let none = Words(chinese: "无", english: "none")
  /// The digest of the files.
  public static let digest = Words(chinese: "摘要", english: "Digest")
  /// How many lines both settle.
  public static let linesSettled = Words(chinese: "可比行数", english: "Lines compared")
  /// Lines, as a column.
  public static let lines = Words(chinese: "行数", english: "Lines")
  /// Lines for which anybody pays another amount.
  public static let changed = Words(chinese: "有变化", english: "Changed")
  /// What was charged.
  public static let charged = Words(chinese: "总费用", english: "Charged")
  /// What funds and layers pay more.
  public static let fundsMore = Words(chinese: "基金多付", english: "Funds pay more")
  /// What funds and layers pay less.
  static let fundsLess = Words(chinese: "基金少付", english: "Funds pay less")
  /// What persons bear less.
  public static let winners = Words(chinese: "受益行", english: "Bear less")
  /// By how much they bear less.
  public static let winnersMoney = Words(chinese: "少负担", english: "Less by")
  /// The lines whose persons bear more.
  public static let losers = Words(chinese: "受损行", english: "Bear more")
  /// By how much they bear more.
  public static let losersMoney = Words(chinese: "多负担", english: "More by")
  /// The part on who pays.
  public static let payers = Words(chinese: "由谁支付", english: "Who pays")
  /// Who pays, as a column.
  public static let payer = Words(chinese: "由谁支付", english: "Paid by")
  /// All payers together.
  public static let allPayers = Words(chinese: "合计 = 总费用", english: "Sum = total charge")
  /// All rows together.
  public static let sum = Words(chinese: "合计", english: "Sum")
  /// Tenths by cost.
  public static let deciles = Words(chinese: "按总费用十等分", english: "By tenths of cost")
  /// One tenth.
  public static let decile = Words(chinese: "十分位", english: "Tenth")
  /// From what cost on.
  public static let costs = Words(chinese: "费用自", english: "Costs from")
  /// The lines that differ most.
  public static let largest = Words(chinese: "差额最大的行", english: "The largest differences")
  /// One line.
  public static let line = Words(chinese: "行", english: "Line")
  /// What the person bears.
  public static let personal = Words(chinese: "个人负担", english: "Borne by the person")
  /// A step.
  public static let step = Words(chinese: "项目", english: "Step")
  /// A clause.
  public static let clause = Words(chinese: "条款", english: "Clause")
  /// What an amount was computed from.
  public static let base = Words(chinese: "基数", english: "Base")
  /// A rate.
  public static let rate = Words(chinese: "比例", english: "Rate")
  /// An amount.
  public static let amount = Words(chinese: "金额", english: "Amount")
  /// The lines that either policy refuses.
  public static let faulty = Words(chinese: "被拒的行", english: "Refused lines")
  /// Where their numbers follow.
  public static let faultyNumbers = Words(chinese: "行号", english: "Line numbers")
  /// That nobody pays another amount.
  public static let nothingMoves = Words(
    chinese: "两种政策下结果完全相同，没有任何金额变化。",
    english: "Both policies give the same: no amount moves.")
  /// What differs only because the person's earlier lines do.
  static let earlierLines = Words(
    chinese: "仅因本年前面各行", english: "earlier lines of the year alone")
  /// What does not differ and so has no clause.
  public static let unchanged = Words(chinese: "无变化", english: "unchanged")

  /// After what is explained next.
  public static func colon(_ language: Language) -> String {
    language == .chinese ? "：" : ": "
  }

  /// Round amounts of yuan and what they are called in a chart, the largest first.
  static func shortUnits(_ language: Language) -> [(yuan: Int64, name: String)] {
    language == .chinese
      ? [(100_000_000, "亿"), (10_000, "万")]
      : [(1_000_000_000, "bn"), (1_000_000, "m"), (1_000, "k")]
  }

  /// The unit of money.
  static let yuan = Words(chinese: "元", english: "yuan")
  /// The unit of a table.
  static let inYuan = Words(chinese: "金额单位：元", english: "Amounts in yuan")
  /// What the chart of payers shows.
  static let payersChart = Words(
    chinese: "各方支付的变化（元）", english: "Change of what each pays, in yuan")
  /// What the charts of breakdowns show.
  static let fundsChart = Words(
    chinese: "基金和各保障层次支付的变化（元）",
    english: "Change of what the funds and layers pay, in yuan")
  /// What the colours of such a chart mean.
  static let fundsKeys = (
    more: Words(chinese: "基金多付", english: "funds pay more"),
    less: Words(chinese: "基金少付", english: "funds pay less")
  )
  /// What the chart of tenths shows.
  static let decilesChart = Words(
    chinese: "各十分位个人负担的变化（元），1 为费用最低",
    english: "Change of what persons bear, in yuan, by tenths of cost, 1 the cheapest")
  /// What its colours mean.
  static let personKeys = (
    more: Words(chinese: "少负担", english: "bear less"),
    less: Words(chinese: "多负担", english: "bear more")
  )
  /// How clauses are found.
  static let clauseNote = Words(
    chinese: "每行按使其待遇改变的全部条款归入一组，各组互不重叠，合计等于总数。",
    english: "Each line stands under all clauses that changed its terms; groups do not overlap, "
      + "so they add up.")
  /// How to read the page.
  static let method = Words(chinese: "口径说明", english: "How to read this")
  /// The sentences of it.
  static let methods = [
    Words(
      chinese: "每行在两种政策下各结算一次；金额精确到分，按整数分累加。",
      english:
        "Each line is settled under both policies; amounts are exact to the fen and added as "
        + "whole fen."),
    Words(
      chinese: "个人负担 = 个人账户支付 + 个人现金支付；基金多付多少，个人就少负担多少。",
      english: "What a person bears is what account and cash pay; what the funds pay more, persons "
        + "bear less."),
    Words(
      chinese: "条款指使金额自身改变的依据：起付标准、最高限额、支付比例、先行自付比例或保障层次的待遇改变，"
        + "且对应金额随之改变；仅由前面金额引起的变化不另计条款。",
      english: "A clause counts where its own terms changed and the amount with them: deductible, "
        + "cap, rate, what is first borne, or a layer; what merely follows from an earlier amount "
        + "does not."),
    Words(
      chinese: "十等分按总费用划分，费用相近（相差不到 1/64）的行归入同一分位，故各分位行数略有出入。",
      english: "Tenths are by total charge; costs within 1/64 of one another stay together, so "
        + "tenths may differ somewhat in size."),
    Words(
      chinese: "不考虑就医行为因政策而改变。",
      english: "It does not consider that people would seek other care."),
  ]

  /// Whose accumulators lines have.
  static func accumulators(areCarried: Bool) -> Words {
    areCarried
      ? Words(
        chinese: "每人的年度累计在两种政策下分别逐行推移。",
        english: "What each person has used up is carried from line to line under each policy.")
      : Words(
        chinese: "每行带着文件中的年度累计：例如起付标准提高后，同一人其后各行都按尚未负担的差额计算。",
        english: "Each line keeps the accumulators of the file: where a deductible is raised, each "
          + "later line of a person bears the difference, which they would have borne once.")
  }

  /// The report in a sentence or two.
  public static func summary(_ report: ComparisonReport) -> Words {
    let total = report.total
    if total.changedLines == 0 { return nothingMoves }
    let (lines, changed) = (total.lines.grouped, total.changedLines.grouped)
    let share = share(total.changedLines, of: total.lines)
    let isMore = total.fundsChange >= .zero
    let money = max(total.fundsChange, .zero - total.fundsChange).grouped
    return Words(
      chinese: "\(lines) 行中有 \(changed) 行（\(share)）结果不同；"
        + "基金和各保障层次合计\(isMore ? "多" : "少")付 \(money) 元，个人相应\(isMore ? "少" : "多")负担。",
      english: "\(changed) of \(lines) lines (\(share)) come out differently; funds and layers "
        + "together pay \(money) yuan \(isMore ? "more" : "less"), and persons bear as much "
        + "\(isMore ? "less" : "more").")
  }

  /// So many of so many in per cent, with one decimal.
  public static func share(_ part: Int, of whole: Int) -> String {
    guard whole > 0 else { return "0 %" }
    let thousandths = (2000 * part + whole) / (2 * whole)
    return "\(thousandths / 10).\(thousandths % 10) %"
  }

  /// How many lines are refused, and under which policy.
  public static func refused(_ faulty: FaultyLines) -> Words {
    let (count, one, other) = (faulty.count, faulty.countBefore, faulty.countAfter)
    return Words(
      chinese: "共 \(count) 行未参与对比：前一政策下拒绝 \(one) 行，后一政策下拒绝 \(other) 行。",
      english:
        "\(count) left out: \(one) refused under the first policy, \(other) under the second.")
  }

  /// That only the first numbers are listed.
  public static func firstOf(_ listed: Int, _ count: Int) -> Words {
    Words(
      chinese: "只列出前 \(listed) 行，共 \(count) 行。",
      english: "The first \(listed) of \(count) are listed.")
  }
}

extension Breakdown.Dimension {
  /// By what lines are parted.
  public var words: Words {
    switch self {
    case .clause: Words(chinese: "按条款", english: "By clause")
    case .scheme: Words(chinese: "按险种", english: "By scheme")
    case .kind: Words(chinese: "按就医类型", english: "By kind of care")
    case .level: Words(chinese: "按机构等级", english: "By level of institution")
    case .month: Words(chinese: "按月", english: "By month")
    }
  }
}

extension Breakdown.Key {
  /// What the lines of a row have in common.
  public var words: Words {
    switch self {
    case .cause(.clauses(let citations)): citations.words
    case .cause(.earlierLines): ReportWords.earlierLines
    case .cause(.unchanged): ReportWords.unchanged
    case .scheme(let scheme): scheme.words
    case .kind(let kind): kind.words
    case .place(let place): place.words
    case .month(let month): Words(chinese: "\(month)", english: "\(month)")
    }
  }
}

extension [Citation] {
  /// The clauses one after another, each instrument once before its own.
  public var words: Words {
    var instruments: [String] = []
    for citation in self where !instruments.contains(citation.instrument) {
      instruments.append(citation.instrument)
    }
    func text(_ language: Language) -> String {
      let (comma, semicolon) = language == .chinese ? ("、", "；") : (", ", "; ")
      return instruments.map { instrument in
        let places = filter { $0.instrument == instrument }.map(\.clause)
        return "\(instrument) \(places.joined(separator: comma))"
      }.joined(separator: semicolon)
    }
    return Words(chinese: text(.chinese), english: text(.english))
  }
}
