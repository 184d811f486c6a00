import Foundation
import Insurance

/// What day it is where the policy is in force.
enum Today {
  /// China Standard Time is eight hours ahead of UTC all year.
  private static let secondsAheadOfUTC = 8 * 3600
  private static let secondsOfDay = 86_400

  /// The day in Wenzhou at this moment.
  static func inWenzhou() -> Day {
    let seconds = Int(Date().timeIntervalSince1970) + secondsAheadOfUTC
    guard let today = Day(daysSince1970: seconds / secondsOfDay) else {
      preconditionFailure("the clock shows a day between 1970 and 9999")
    }
    return today
  }

  /// When a day ends in Wenzhou, in Unix time.
  static func endUnixSeconds(of day: Day) -> Int {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = TimeZone(secondsFromGMT: secondsAheadOfUTC) ?? .gmt
    let parts = DateComponents(year: day.year, month: day.month, day: day.dayOfMonth)
    guard let start = calendar.date(from: parts) else {
      preconditionFailure("a day is in the calendar")
    }
    return Int(start.timeIntervalSince1970) + secondsOfDay
  }
}
