import Foundation
import Insurance

/// What day it is where the policy is in force.
enum Today {
  /// China Standard Time is eight hours ahead of UTC all year.
  private static let secondsAheadOfUTC = 8 * 3600

  /// The day in Wenzhou at this moment.
  static func inWenzhou() -> Day {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = TimeZone(secondsFromGMT: secondsAheadOfUTC) ?? .gmt
    let parts = calendar.dateComponents([.year, .month, .day], from: Date())
    guard let year = parts.year, let month = parts.month, let day = parts.day,
      let today = Day(year: year, month: month, day: day)
    else { preconditionFailure("the clock shows a real day") }
    return today
  }
}
