/// The two instruments of the Wenzhou municipal government whose rules are computed here.
public enum Instrument: String, CaseIterable, Sendable {
  /// A: 《温州市全民医疗保障办法》, in force from 2023-01-01.
  case measures = "温政办〔2022〕86号"
  /// B: 《关于发挥医保支付杠杆作用助力温州医疗高地建设的实施意见》, in force from 2024-03-01.
  case opinions = "温政办〔2024〕6号"
}
