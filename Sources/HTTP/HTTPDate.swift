/// A point in time as HTTP writes it (RFC 9110 section 5.6.7, `IMF-fixdate`).
enum HTTPDate {
  private static let weekdays = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  /// Appends `Sun, 06 Nov 1994 08:49:37 GMT`.
  ///
  /// - Parameter unixSeconds: from 1970 on.
  static func append(unixSeconds: Int, to bytes: inout [UInt8]) {
    precondition(unixSeconds >= 0, "a clock is not before 1970")
    let dayNumber = unixSeconds / 86_400
    let second = unixSeconds % 86_400
    let (year, month, day) = civil(dayNumber)
    bytes.append(contentsOf: weekdays[dayNumber % 7].utf8)
    bytes.append(contentsOf: ", ".utf8)
    append(day, digits: 2, then: .space, to: &bytes)
    bytes.append(contentsOf: months[month - 1].utf8)
    bytes.append(.space)
    append(year, digits: 4, then: .space, to: &bytes)
    append(second / 3600, digits: 2, then: .colon, to: &bytes)
    append(second / 60 % 60, digits: 2, then: .colon, to: &bytes)
    append(second % 60, digits: 2, then: .space, to: &bytes)
    bytes.append(contentsOf: "GMT".utf8)
  }

  private static func append(
    _ number: Int, digits: Int, then separator: UInt8, to bytes: inout [UInt8]
  ) {
    var divisor = digits == 4 ? 1000 : 10
    while divisor > 0 {
      bytes.append(UInt8(ascii: "0") + UInt8(number / divisor % 10))
      divisor /= 10
    }
    bytes.append(separator)
  }

  /// The Gregorian date of a day counted from 1970-01-01, by years that begin in March so that the
  /// leap day is a year's last.
  private static func civil(_ dayNumber: Int) -> (year: Int, month: Int, day: Int) {
    let shifted = dayNumber + 719_468  // days from 0000-03-01 to 1970-01-01
    let era = shifted / 146_097
    let dayOfEra = shifted % 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let marchMonth = (5 * dayOfYear + 2) / 153
    let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
    let year = era * 400 + yearOfEra + (month <= 2 ? 1 : 0)
    return (year, month, dayOfYear - (153 * marchMonth + 2) / 5 + 1)
  }
}
