import Logging
import Sockets
import Telemetry

extension Settings {
  /// `log`: what the service says on standard error.
  struct Log: Sendable {
    /// How the format is chosen.
    enum Format: Sendable {
      /// Words where a person reads them, JSON elsewhere.
      case auto
      case json
      case text
    }

    /// `log.format`.
    var format = Format.auto
    /// `log.level`: from which level on.
    var level = Logger.Level.info
    /// `log.access`, `log.sampling` and `log.slowMilliseconds`: which answers.
    var access = AccessLogSettings()

    /// The format for what is written to.
    func format(isTerminal: Bool) -> LogFormat {
      switch format {
      case .auto: isTerminal ? .text : .json
      case .json: .json
      case .text: .text
      }
    }
  }
}

extension SettingKey {
  /// `log`: what is logged and how.
  static let log: [SettingKey] = [
    .choice("log.format", [("auto", .auto), ("json", .json), ("text", .text)], \.log.format),
    .choice("log.level", Logger.Level.allCases.map { ("\($0)", $0) }, \.log.level),
    .flag("log.access", \.log.access.isOn),
    .whole("log.sampling", 1...1_000_000, \.log.access.sampledOneIn),
    .whole("log.slowMilliseconds", 1...3_600_000, \.log.access.slowMilliseconds),
  ]
}
