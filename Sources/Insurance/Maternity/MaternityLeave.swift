/// 生育津贴支付天数, A 五（四）: how many days an event gives, and by which figures.
struct MaternityLeave: Hashable, Sendable {
  /// The days.
  private(set) var days: Int
  /// The figures they are the sum of, or that chose among them.
  private(set) var figures: [FigureUse]
  /// The readings that mattered.
  private(set) var readings: ReadingSet = []

  init(_ event: MaternityEvent, under terms: MaternityTerms) {
    switch event {
    case .birth(let birth):
      self.init(terms.birthDays)
      add(birth, terms)
    case .termination(let months):
      self.init(terminationAfter: months, terms)
    case .ectopicSurgery:
      self.init(terms.ectopicSurgeryDays)
    }
  }

  /// 妊娠7个月（含）以上98天，4个月（含）以上7个月以下42天，4个月以下15天, A 五（四）1.
  private init(terminationAfter months: Int, _ terms: MaternityTerms) {
    if months >= Int(terms.lateGestation.value) {
      self.init(terms.birthDays, chosenBy: terms.lateGestation)
    } else if months >= Int(terms.middleGestation.value) {
      self.init(terms.middleTerminationDays, chosenBy: terms.middleGestation)
    } else {
      self.init(terms.earlyTerminationDays, chosenBy: terms.middleGestation)
    }
  }

  private init(_ days: Figure<Int64>, chosenBy threshold: Figure<Int64>? = nil) {
    self.days = Int(days.value)
    figures = [days.use] + [threshold?.use].compactMap { $0 }
  }

  /// 延长产假, A 五（四）1; 难产 once however many procedures (R14), 多胞胎, A 五（四）2.
  private mutating func add(_ birth: Birth, _ terms: MaternityTerms) {
    if birth.isLawful, birth.childOrder <= terms.extensionDays.count {
      add(terms.extensionDays[birth.childOrder - 1])
    }
    if !birth.procedures.isEmpty {
      add(terms.dystociaDays)
      readings.insert(ReadingSet(.dystociaAddition))
    }
    if birth.babies > 1 { add(terms.furtherBabyDays, times: birth.babies - 1) }
  }

  private mutating func add(_ addition: Figure<Int64>, times count: Int = 1) {
    days += Int(addition.value) * count
    figures.append(addition.use)
  }
}
