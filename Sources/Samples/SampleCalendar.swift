import Insurance

/// The days of a sample and how many encounters each has: most in winter.
struct SampleCalendar {
  private let days: [(day: Day, weightBefore: Int)]
  private let weight: Int
  private let count: Int

  /// How busy the days of each month are, January first; 100 is usual.
  private static let monthWeights = [118, 112, 104, 98, 94, 90, 88, 88, 93, 99, 108, 120]

  init(_ range: ClosedRange<Day>, count: Int) {
    var days: [(day: Day, weightBefore: Int)] = []
    var weight = 0
    var next: Day? = range.lowerBound
    while let day = next, day <= range.upperBound {
      days.append((day, weight))
      weight += SampleCalendar.monthWeights[day.month - 1]
      next = day.next
    }
    self.days = days
    self.weight = weight
    self.count = count
  }

  /// The day at a place.
  func day(_ index: Int) -> Day { days[index].day }

  /// How many encounters there are up to the end of the day at a place; those of all days together
  /// are as many as the sample has.
  func countUntilEnd(of index: Int) -> Int {
    let until = index + 1 < days.count ? days[index + 1].weightBefore : weight
    return Int((2 * Int128(count) * Int128(until) + Int128(weight)) / (2 * Int128(weight)))
  }
}
