internal import Sockets

/// Writes moments as RFC 3339 has them: `2024-05-11T08:30:00.000000Z`, in UTC, to the microsecond.
///
/// What stands before the fraction is made once a second.
struct LogTimestamp: Sendable {
  private var second: Int64 = .min
  private var beginning: [UInt8] = []

  /// Appends a moment of the years 0 to 9999.
  mutating func append(_ time: WallTime, to bytes: inout [UInt8]) {
    let (second, rest) = Self.divided(time.nanoseconds, by: 1_000_000_000)
    if second != self.second {
      self.second = second
      beginning = Self.beginning(second)
    }
    bytes.append(contentsOf: beginning)
    bytes.append(number: Int(rest / 1000), digits: 6)
    bytes.append(UInt8(ascii: "Z"))
  }

  private static func beginning(_ second: Int64) -> [UInt8] {
    let (day, time) = divided(second, by: 86_400)
    let (year, month, dayOfMonth) = date(day)
    var bytes: [UInt8] = []
    bytes.append(number: year, digits: 4)
    bytes.append(UInt8(ascii: "-"))
    bytes.append(number: month, digits: 2)
    bytes.append(UInt8(ascii: "-"))
    bytes.append(number: dayOfMonth, digits: 2)
    bytes.append(UInt8(ascii: "T"))
    bytes.append(number: Int(time / 3600), digits: 2)
    bytes.append(UInt8(ascii: ":"))
    bytes.append(number: Int(time / 60 % 60), digits: 2)
    bytes.append(UInt8(ascii: ":"))
    bytes.append(number: Int(time % 60), digits: 2)
    bytes.append(UInt8(ascii: "."))
    return bytes
  }

  /// The date so many days after 1970-01-01, counted in years that begin in March and so end with
  /// the leap day.
  private static func date(_ day: Int64) -> (year: Int, month: Int, day: Int) {
    let (era, dayOfEra) = divided(day + 719_468, by: 146_097)
    let yearOfEra =
      (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let marchMonth = (5 * dayOfYear + 2) / 153
    let dayOfMonth = dayOfYear - (153 * marchMonth + 2) / 5 + 1
    let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return (Int(year), Int(month), Int(dayOfMonth))
  }

  /// Quotient and remainder, the remainder never negative.
  private static func divided(_ number: Int64, by divisor: Int64) -> (Int64, Int64) {
    let remainder = (number % divisor + divisor) % divisor
    return ((number - remainder) / divisor, remainder)
  }
}

extension [UInt8] {
  /// Appends a number that is not negative in at least so many digits.
  mutating func append(number: Int, digits: Int = 1) {
    precondition(number >= 0, "what is counted is not negative")
    var written = InlineArray<20, UInt8>(repeating: UInt8(ascii: "0"))
    var start = written.count
    var rest = UInt(number)
    while rest > 0 || written.count - start < digits {
      start -= 1
      written[start] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
      rest /= 10
    }
    append(addingCapacity: written.count - start) { added in
      for place in start..<written.count { added.append(written[place]) }
    }
  }

  /// Appends a number in 16 hexadecimal digits.
  mutating func append(hexadecimal number: UInt64) {
    append(addingCapacity: 16) { digits in
      for place in 0..<16 {
        let digit = UInt8(truncatingIfNeeded: number >> UInt64(60 - 4 * place)) & 0xF
        digits.append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
      }
    }
  }
}
