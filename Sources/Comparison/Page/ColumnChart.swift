import API
import Insurance

/// Columns side by side: what is more rises from the line of nothing, what is less falls below it.
struct ColumnChart {
  /// The columns from the left; each may rise and fall.
  let columns: [(name: String, more: Money, less: Money)]
  /// What the chart shows, for who cannot see it.
  let title: String
  /// An identifier that nothing else on the page has.
  let id: String
  let language: Language

  private let width = 1072
  private let plotHeight = 240
  private let top = 12
  private let axisWidth = 64
  private let namesHeight = 30
  /// The most names that fit below the columns.
  private let namesMax = 16

  /// Writes the chart.
  func write(into markup: inout Markup) {
    let scale = ChartScale(
      around: columns.map(\.more) + columns.map { .zero - $0.less }, marks: 5)
    let height = top + plotHeight + namesHeight
    markup.chart(width: width, height: height, title: title, id: id) { markup in
      writeAxis(scale, into: &markup)
      for (index, column) in columns.enumerated() {
        write(column.more, at: index, "more", scale, into: &markup)
        write(.zero - column.less, at: index, "less", scale, into: &markup)
      }
      writeNames(into: &markup)
    }
  }

  private var slotWidth: Double { Double(width - axisWidth) / Double(max(columns.count, 1)) }

  private func y(_ amount: Money, _ scale: ChartScale) -> Double {
    Double(top + plotHeight) - scale.place(of: amount, length: plotHeight)
  }

  private func writeAxis(_ scale: ChartScale, into markup: inout Markup) {
    for mark in scale.marks {
      let place = y(mark, scale)
      markup.element(
        "line",
        [
          "x1": "\(axisWidth)", "x2": "\(width)", "y1": place.pixels, "y2": place.pixels,
          "class": mark.isZero ? "zero" : "grid",
        ], "")
      markup.element(
        "text",
        ["x": "\(axisWidth - 8)", "y": (place + 4).pixels, "class": "mark end"],
        mark.short(language))
    }
  }

  private func write(
    _ amount: Money, at index: Int, _ kind: String, _ scale: ChartScale, into markup: inout Markup
  ) {
    guard !amount.isZero else { return }
    let (zero, end) = (y(.zero, scale), y(amount, scale))
    let columnWidth = min(slotWidth * 0.64, 56)
    let left = Double(axisWidth) + slotWidth * Double(index) + (slotWidth - columnWidth) / 2
    markup.element(
      "rect",
      [
        "x": left.pixels, "y": min(zero, end).pixels, "width": columnWidth.pixels,
        "height": abs(end - zero).pixels, "rx": "2", "class": kind,
      ], "")
  }

  private func writeNames(into markup: inout Markup) {
    let every = (columns.count + namesMax - 1) / namesMax
    for (index, column) in columns.enumerated() where index.isMultiple(of: max(every, 1)) {
      let place = Double(axisWidth) + slotWidth * (Double(index) + 0.5)
      markup.element(
        "text",
        ["x": place.pixels, "y": "\(top + plotHeight + 20)", "class": "mark middle"], column.name)
    }
  }
}
