import API
import Insurance

/// An axis of money with round marks around nothing.
struct ChartScale {
  /// The amounts at the marks, from the least to the greatest; nothing is among them.
  let marks: [Money]

  /// The least and the greatest amount shown.
  var least: Money { marks.first ?? .zero }
  var greatest: Money { marks.last ?? .zero }

  /// An axis that reaches around amounts, with about so many marks.
  init(around amounts: [Money], marks markCount: Int) {
    let least = min(amounts.min() ?? .zero, .zero).fen
    let greatest = max(amounts.max() ?? .zero, .zero).fen
    let step = ChartScale.roundStep(atLeast: (greatest - least) / Int64(markCount) + 1)
    let first = -((-least + step - 1) / step)
    let last = max((greatest + step - 1) / step, first + 1)
    marks = (first...last).map { Money(fen: $0 * step) }
  }

  /// Where an amount is, as a share of the length of the axis in pixels.
  func place(of amount: Money, length: Int) -> Double {
    Double((amount - least).fen) / Double((greatest - least).fen) * Double(length)
  }

  /// 1, 2 or 5 times a power of ten, a yuan at least.
  private static func roundStep(atLeast least: Int64) -> Int64 {
    var power: Int64 = 100
    while true {
      for factor in [1, 2, 5] as [Int64] where factor * power >= least { return factor * power }
      power *= 10
    }
  }
}

extension Money {
  /// A round amount in few characters: `20k`, 2万.
  func short(_ language: Language) -> String {
    let yuan = fen / 100
    let sign = yuan < 0 ? "−" : ""
    for (unit, name) in ReportWords.shortUnits(language) where yuan.magnitude >= unit.magnitude {
      let tenths = yuan.magnitude / (unit.magnitude / 10)
      let decimal = tenths.isMultiple(of: 10) ? "" : ".\(tenths % 10)"
      return "\(sign)\(tenths / 10)\(decimal)\(name)"
    }
    return "\(sign)\(yuan.magnitude.grouped)"
  }
}
