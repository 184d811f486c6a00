/// A real month of the Gregorian calendar.
public struct Month: Hashable, Sendable {
  /// The first day of the month, on which its terms are read.
  public let firstDay: Day

  /// The month, or nil where the calendar has no such month; years run from 1 to 9999.
  public init?(year: Int, month: Int) {
    guard let firstDay = Day(year: year, month: month, day: 1) else { return nil }
    self.firstDay = firstDay
  }
}

extension Month: CustomStringConvertible {
  /// The month as `2024-05`.
  public var description: String { String(firstDay.description.dropLast(3)) }

  /// The month that `text` writes as `2024-05`, or nil.
  public init?(_ text: String) {
    guard let month = Month(utf8: Array(text.utf8).span) else { return nil }
    self = month
  }

  /// The month that the seven bytes of `text` write as `2024-05`, or nil.
  public init?(utf8 text: Span<UInt8>) {
    guard text.count == 7, text[4] == 0x2D, let year = Day.number(text, 0..<4),
      let month = Day.number(text, 5..<7)
    else { return nil }
    self.init(year: year, month: month)
  }
}

/// The months of a year: what turns an annual amount into a monthly one.
let monthsOfYear = 12
