import API
import Insurance

/// Bars beside their names: to the right where more is paid, to the left where less.
struct BarChart {
  /// The bars from the top down.
  let bars: [(name: String, amount: Money)]
  /// What the chart shows, for who cannot see it.
  let title: String
  /// An identifier that nothing else on the page has.
  let id: String
  let language: Language

  private let rowHeight = 28
  private let axisHeight = 26
  private let width = 1072
  /// Room for the amount beside a bar.
  private let amountWidth = 116
  /// The most room for names; what is longer is cut off.
  private let nameWidthMax = 440

  /// Writes the chart.
  func write(into markup: inout Markup) {
    let scale = ChartScale(around: bars.map(\.amount), marks: 4)
    let height = rowHeight * bars.count + axisHeight
    markup.chart(width: width, height: height, title: title, id: id) { markup in
      writeAxis(scale, into: &markup)
      for (index, bar) in bars.enumerated() { write(bar, at: index, scale, into: &markup) }
    }
  }

  /// As wide as the longest name takes, within bounds.
  private var nameWidth: Int {
    min(max(bars.map { $0.name.pixelWidth }.max() ?? 0, 80) + 16, nameWidthMax)
  }

  private var plotStart: Int { nameWidth + amountWidth }
  private var plotLength: Int { width - plotStart - amountWidth }

  private func x(_ amount: Money, _ scale: ChartScale) -> Double {
    Double(plotStart) + scale.place(of: amount, length: plotLength)
  }

  private func writeAxis(_ scale: ChartScale, into markup: inout Markup) {
    let bottom = rowHeight * bars.count
    for mark in scale.marks {
      let place = x(mark, scale).pixels
      markup.element(
        "line",
        [
          "x1": place, "x2": place, "y1": "0", "y2": "\(bottom)",
          "class": mark.isZero ? "zero" : "grid",
        ], "")
      markup.element(
        "text", ["x": place, "y": "\(bottom + 18)", "class": "mark middle"],
        mark.short(language))
    }
  }

  private func write(
    _ bar: (name: String, amount: Money), at index: Int, _ scale: ChartScale,
    into markup: inout Markup
  ) {
    let (zero, end) = (x(.zero, scale), x(bar.amount, scale))
    let isLess = bar.amount < .zero
    let middle = rowHeight * index + rowHeight / 2 + 5
    markup.element(
      "text", ["x": "0", "y": "\(middle)"], bar.name.cut(toPixels: nameWidthMax - 16))
    markup.element(
      "rect",
      [
        "x": min(zero, end).pixels, "y": "\(rowHeight * index + 6)",
        "width": max(abs(end - zero), 0).pixels, "height": "\(rowHeight - 12)", "rx": "2",
        "class": isLess ? "less" : "more",
      ], "")
    markup.element(
      "text",
      [
        "x": (isLess ? end - 6 : end + 6).pixels, "y": "\(middle)",
        "class": isLess ? "amount end" : "amount",
      ], bar.amount.signed.withMinus)
  }
}

extension String {
  /// About how wide the text is at the size of charts: Chinese characters take twice the room.
  var pixelWidth: Int {
    unicodeScalars.reduce(0) { $0 + ($1.value >= 0x2E80 ? 14 : 7) }
  }

  /// As much of the text as fits in a width.
  fileprivate func cut(toPixels width: Int) -> String {
    if pixelWidth <= width { return self }
    var cut = ""
    while (cut + "……").pixelWidth <= width, cut.count < count {
      cut.append(self[index(startIndex, offsetBy: cut.count)])
    }
    return cut + "…"
  }

  /// The text with signs as typography has them.
  var withMinus: String { String(map { $0 == "-" ? "−" : $0 }) }
}

extension Double {
  /// The number with one decimal at most.
  var pixels: String {
    let tenths = Int((self * 10).rounded())
    return tenths.isMultiple(of: 10)
      ? "\(tenths / 10)" : "\(tenths < 0 ? "-" : "")\(abs(tenths) / 10).\(abs(tenths) % 10)"
  }
}
