/// 基金预算与价格杠杆, B 一, 二, 四: figures that steer budgets and prices, and no single claim.
///
/// They are read so that the register is whole; no settlement computes with them. None of B's
/// own holds before B came into force.
public struct BudgetTerms: Sendable {
  /// 每年基金新增支出向基层倾斜的最低比例, B 一（一）.
  public let primaryShareOfNewSpending: Figure<Rate>?
  /// 乡镇卫生院、社区卫生服务中心一般诊疗费, B 一（二）.
  public let centreConsultationFee: Figure<Money>?
  /// 村卫生室、基层站点一般诊疗费, B 一（二）.
  public let stationConsultationFee: Figure<Money>?
  /// 临床重点专科激励占统筹基金支出总额的最低比例, B 二（五）.
  public let specialtyIncentiveShare: Figure<Rate>?
  /// 三级医院向基层预留专家门诊号源的最低比例, B 四（十二）.
  public let reservedSpecialistAppointments: Figure<Rate>?

  init(_ figures: inout FigureReader) {
    primaryShareOfNewSpending = figures.optionalRate("budget.primaryShareOfNewSpending")
    centreConsultationFee = figures.optionalMoney("budget.consultationFee.centre")
    stationConsultationFee = figures.optionalMoney("budget.consultationFee.station")
    specialtyIncentiveShare = figures.optionalRate("budget.specialtyIncentiveShare")
    reservedSpecialistAppointments = figures.optionalRate("budget.reservedSpecialistAppointments")
  }
}
