import ArgumentParser
import Insurance

extension Day {
  /// The day that an argument names.
  static func argument(_ text: String) throws -> Day {
    guard let day = Day(text) else {
      throw ValidationError("'\(text)' is no real calendar date such as 2024-05-01")
    }
    return day
  }
}
