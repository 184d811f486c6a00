import Foundation
import Insurance

/// Where settings come from: the usual ones, over them a file, over it the environment, over it
/// flags.
struct SettingsSource: Sendable {
  /// A setting on the command line.
  struct Flag: Sendable {
    /// As it is typed, such as `--port`.
    let name: String
    /// The key it stands for.
    let key: String
    /// The value.
    let text: String
  }

  /// The settings file; nil for none.
  var file: String?
  /// Variables by their names; those that begin with `WENBAO_` are settings.
  var environment = ProcessInfo.processInfo.environment
  /// What the command line says.
  var flags: [Flag] = []

  /// The settings as far as they can be read, and one line for every fault of file, environment
  /// and flags.
  func read() -> (settings: Settings, faults: [String]) {
    var settings = Settings()
    var faults: [String] = []
    if let file {
      var reader = SettingsReader(file: file, over: settings)
      reader.read()
      settings = reader.settings
      faults = reader.faults
    }
    for (name, text) in environment.sorted(by: { $0.key < $1.key })
    where name.hasPrefix(SettingKey.variablePrefix) {
      if let key = SettingKey.all.first(where: { $0.variable == name }) {
        put(text, from: name, to: key, &settings, &faults)
      } else {
        faults.append("\(name): \(Self.words(ofUnknown: name))")
      }
    }
    for flag in flags {
      guard let key = SettingKey.all.first(where: { $0.name == flag.key }) else {
        preconditionFailure("a flag stands for a key that there is")
      }
      put(flag.text, from: flag.name, to: key, &settings, &faults)
    }
    return (settings, faults)
  }

  /// Puts a value over that of the file; host or port stand over its `listen.unix` too.
  ///
  /// WENBAO_LISTEN_UNIX comes after those two, by the alphabet, and so stands over them.
  private func put(
    _ text: String, from origin: String, to key: SettingKey, _ settings: inout Settings,
    _ faults: inout [String]
  ) {
    settings.origins[key.name] = origin
    if key.name == "listen.host" || key.name == "listen.port" {
      settings.unixPath = ""
      settings.origins["listen.unix"] = nil
    }
    if !key.put(text, &settings) { faults.append("\(origin): \(key.name) must be \(key.expected)") }
  }

  private static func words(ofUnknown variable: String) -> String {
    if let list = SettingList.all.first(where: { SettingKey.variable(for: $0.name) == variable }) {
      return "\(list.name) is a list, which the settings file alone can hold"
    }
    let known = SettingKey.all.map(\.variable)
    let nearest = Spelling.nearest(to: variable, among: known)
    return "no setting has this name"
      + (nearest.map { "; did you mean \($0)?" } ?? "; see 'wenbao check --help'")
  }
}
