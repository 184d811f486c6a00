import API
import ArgumentParser

/// What every calculating command takes.
struct CommonOptions: ParsableArguments {
  @Option(help: "The folder of policy files.")
  var policy = PolicySource.usualFolder

  @Option(help: "The language of titles and messages: zh or en.")
  var language = LanguageOption.zh
}

/// The languages by their codes.
enum LanguageOption: String, ExpressibleByArgument, CaseIterable {
  case zh, en

  var language: Language { self == .zh ? .chinese : .english }
}
