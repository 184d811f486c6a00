/// A real day of the Gregorian calendar.
public struct Day: Hashable, Comparable, Sendable {
  /// The day as the decimal digits `yyyymmdd`, which sort as days do.
  public let digits: Int32

  /// The day, or nil where the calendar has no such day; years run from 1 to 9999.
  public init?(year: Int, month: Int, day: Int) {
    guard (1...9999).contains(year), (1...12).contains(month), day >= 1,
      day <= Day.count(ofMonth: month, year: year)
    else { return nil }
    digits = Int32(year * 10_000 + month * 100 + day)
  }

  private init(digits: Int32) { self.digits = digits }

  /// The first of January of a year from 1 to 9999.
  public static func newYear(_ year: Int) -> Day {
    precondition((1...9999).contains(year), "a year has one to four digits")
    return Day(digits: Int32(year * 10_000 + 101))
  }

  /// The day that is so many days after 1970-01-01, which is before year 10000 and not before 1970.
  ///
  /// Years are counted from 1 March, so that a leap day ends one; 400 of them have 146 097 days.
  public init?(daysSince1970 days: Int) {
    guard (0...2_932_896).contains(days) else { return nil }
    let sinceMarch0000 = days + 719_468
    let (era, ofEra) = sinceMarch0000.quotientAndRemainder(dividingBy: 146_097)
    let yearOfEra = (ofEra - ofEra / 1460 + ofEra / 36_524 - ofEra / 146_096) / 365
    let ofYear = ofEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let sinceMarch = (5 * ofYear + 2) / 153
    let month = sinceMarch < 10 ? sinceMarch + 3 : sinceMarch - 9
    let year = era * 400 + yearOfEra + (month <= 2 ? 1 : 0)
    self.init(year: year, month: month, day: ofYear - (153 * sinceMarch + 2) / 5 + 1)
  }

  /// The calendar year.
  public var year: Int { Int(digits) / 10_000 }

  /// The month, from 1 to 12.
  public var month: Int { Int(digits) / 100 % 100 }

  /// The day of the month, from 1.
  public var dayOfMonth: Int { Int(digits) % 100 }

  /// The day after, or nil after 9999-12-31.
  public var next: Day? {
    Day(year: year, month: month, day: dayOfMonth + 1)
      ?? Day(year: year, month: month + 1, day: 1) ?? Day(year: year + 1, month: 1, day: 1)
  }

  /// The day before, or nil before 0001-01-01.
  public var previous: Day? {
    if dayOfMonth > 1 { return Day(year: year, month: month, day: dayOfMonth - 1) }
    if month == 1 { return Day(year: year - 1, month: 12, day: 31) }
    return Day(
      year: year, month: month - 1, day: Day.count(ofMonth: month - 1, year: year))
  }

  /// Whether the one day comes before the other.
  public static func < (left: Day, right: Day) -> Bool { left.digits < right.digits }

  private static func count(ofMonth month: Int, year: Int) -> Int {
    switch month {
    case 4, 6, 9, 11: 30
    case 2: isLeap(year) ? 29 : 28
    default: 31
    }
  }

  private static func isLeap(_ year: Int) -> Bool {
    year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400))
  }
}

extension Day: CustomStringConvertible {
  /// The day as `2024-05-11`.
  public var description: String {
    func padded(_ number: Int, _ width: Int) -> String {
      let digits = String(number)
      return String(repeating: "0", count: width - digits.count) + digits
    }
    return "\(padded(year, 4))-\(padded(month, 2))-\(padded(dayOfMonth, 2))"
  }

  /// The day that `text` writes as `2024-05-11`, or nil.
  public init?(_ text: String) {
    guard let day = Day(utf8: Array(text.utf8).span) else { return nil }
    self = day
  }

  /// The day that the ten bytes of `text` write as `2024-05-11`, or nil.
  public init?(utf8 text: Span<UInt8>) {
    guard text.count == 10, text[4] == 0x2D, text[7] == 0x2D,
      let year = Day.number(text, 0..<4), let month = Day.number(text, 5..<7),
      let day = Day.number(text, 8..<10)
    else { return nil }
    self.init(year: year, month: month, day: day)
  }

  static func number(_ text: Span<UInt8>, _ range: Range<Int>) -> Int? {
    var number = 0
    for index in range {
      guard (0x30...0x39).contains(text[index]) else { return nil }
      number = number * 10 + Int(text[index] - 0x30)
    }
    return number
  }
}
