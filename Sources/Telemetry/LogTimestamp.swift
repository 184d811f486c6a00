internal import Octets
internal import Records
internal import Sockets

/// Writes moments as RFC 3339 has them: `2024-05-11T08:30:00.000000Z`, in UTC, to the microsecond.
///
/// What stands before the fraction is made once a second.
struct LogTimestamp: Sendable {
  /// The octets of a moment.
  static let bytes = 27

  /// The second that was put last, by its first nanosecond.
  private var second: Int64 = 0
  private var beginning = Self.beginning(0)

  /// Puts a moment of the years 0 to 9999.
  mutating func put(_ time: WallTime, into room: inout OctetRoom) {
    var rest = time.nanoseconds - second
    if !(0..<1_000_000_000).contains(rest) {
      let whole: Int64
      (whole, rest) = Self.divided(time.nanoseconds, by: 1_000_000_000)
      second = whole * 1_000_000_000
      beginning = Self.beginning(whole)
    }
    room.put(beginning.span)
    room.put(Int(rest / 1000), digits: 6)
    room.put(UInt8(ascii: "Z"))
  }

  private static func beginning(_ second: Int64) -> [UInt8] {
    let (day, time) = divided(second, by: 86_400)
    let (year, month, dayOfMonth) = date(day)
    var bytes: [UInt8] = []
    bytes.append(upTo: Self.bytes) { room in
      room.put(year, digits: 4)
      room.put("-")
      room.put(month, digits: 2)
      room.put("-")
      room.put(dayOfMonth, digits: 2)
      room.put("T")
      room.put(Int(time / 3600), digits: 2)
      room.put(":")
      room.put(Int(time / 60 % 60), digits: 2)
      room.put(":")
      room.put(Int(time % 60), digits: 2)
      room.put(".")
    }
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
