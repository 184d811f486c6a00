public import Insurance

/// The languages of answers: Chinese unless the client prefers English.
public enum Language: String, CaseIterable, Sendable {
  /// 中文.
  case chinese = "zh"
  /// English.
  case english = "en"
}

extension Words {
  /// The words in a language.
  public subscript(language: Language) -> String {
    switch language {
    case .chinese: chinese
    case .english: english
    }
  }
}
