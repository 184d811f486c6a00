/// Whom an answer counts for in the metrics: a caller, or one of those who are none.
enum CallerLabel {
  /// A caller.
  case caller(Account)
  /// Someone who was not asked, as for health, or where there are no callers.
  case anonymous
  /// Someone who did not prove to be a caller.
  case refused

  /// The labels of those who are no callers, which no caller has for a name.
  static let reserved = ["anonymous", "refused"]

  /// The caller's name; nil for whoever is none.
  var name: String? {
    if case .caller(let account) = self { account.caller.name } else { nil }
  }
}
