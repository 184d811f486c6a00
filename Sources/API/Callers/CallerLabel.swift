/// Whom an answer counts for in the metrics: a caller, or one of those who are none.
enum CallerLabel: Equatable {
  /// A caller, by its place among them.
  case caller(Int)
  /// Someone who was not asked, as for health, or where there are no callers.
  case anonymous
  /// Someone who did not prove to be a caller.
  case refused

  /// The labels of those who are no callers, which no caller has for a name.
  static let reserved = ["anonymous", "refused"]

  /// Its place among so many callers, `anonymous` and `refused`.
  func place(callerCount: Int) -> Int {
    switch self {
    case .caller(let index): index
    case .anonymous: callerCount
    case .refused: callerCount + 1
    }
  }
}
