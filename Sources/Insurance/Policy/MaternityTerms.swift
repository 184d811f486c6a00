/// 生育津贴, A 五（二）（四）（五）.
public struct MaternityTerms: Sendable {
  /// 生育 and late termination, A 五（四）1.
  public let birthDays: Figure<Int64>
  /// 延长产假 of a lawful birth, by the order of the child; none after the last here.
  public let extensionDays: [Figure<Int64>]
  /// 难产, A 五（四）2.
  public let dystociaDays: Figure<Int64>
  /// 多胞胎: for each baby after the first, A 五（四）2.
  public let furtherBabyDays: Figure<Int64>
  /// Whole months of gestation from which a termination has the days of a birth, A 五（四）1.
  public let lateGestation: Figure<Int64>
  /// Whole months of gestation from which a termination has more than the least, A 五（四）1.
  public let middleGestation: Figure<Int64>
  /// 终止妊娠 from the middle to the late months, A 五（四）1.
  public let middleTerminationDays: Figure<Int64>
  /// 终止妊娠 before the middle months, A 五（四）1.
  public let earlyTerminationDays: Figure<Int64>
  /// 子宫外孕手术, A 五（四）1.
  public let ectopicSurgeryDays: Figure<Int64>
  /// Months of contributions from which the allowance is paid, A 五（二）.
  public let requiredMonths: Figure<Int64>
  /// The days a monthly wage is divided by, A 五（五）.
  public let daysOfMonth: Figure<Int64>

  init(_ figures: inout FigureReader) {
    birthDays = figures.count("maternity.days.birth", .days)
    extensionDays = [
      figures.count("maternity.days.extension.firstChild", .days),
      figures.count("maternity.days.extension.secondChild", .days),
      figures.count("maternity.days.extension.thirdChild", .days),
    ]
    dystociaDays = figures.count("maternity.days.dystocia", .days)
    furtherBabyDays = figures.count("maternity.days.furtherBaby", .days)
    lateGestation = figures.count("maternity.gestation.late", .months)
    middleGestation = figures.count("maternity.gestation.middle", .months)
    middleTerminationDays = figures.count("maternity.days.middleTermination", .days)
    earlyTerminationDays = figures.count("maternity.days.earlyTermination", .days)
    ectopicSurgeryDays = figures.count("maternity.days.ectopicSurgery", .days)
    requiredMonths = figures.count("maternity.requiredMonths", .months)
    daysOfMonth = figures.count("maternity.daysOfMonth", .days, within: 1...31)
  }
}
