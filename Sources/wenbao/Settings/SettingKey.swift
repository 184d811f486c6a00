import TLS

/// One key of the settings: what its value must be, where it goes, and how it is written.
struct SettingKey: Sendable {
  /// The dotted name, such as `listen.port`.
  let name: String
  /// What a value must be.
  let expected: String
  /// Whether a reload puts a new value in force; any other key waits for the next start.
  private(set) var isLive = false
  /// Puts the text in its place; false where it is not what is expected.
  let put: @Sendable (_ text: String, _ settings: inout Settings) -> Bool
  /// The value as it is written; nil where none is set.
  let text: @Sendable (Settings) -> String?
  /// Takes the value of other settings over.
  let adopt: @Sendable (inout Settings, Settings) -> Void

  /// The environment's name for the key: `WENBAO_LISTEN_PORT` for `listen.port`.
  var variable: String { Self.variable(for: name) }

  /// Every key of one value.
  static let all: [SettingKey] =
    [
      .text("listen.host", \.host),
      .whole("listen.port", 0...Int(UInt16.max), \.port),
      .text("listen.unix", \.unixPath),
      .whole("listen.loops", 1...Settings.loopsMax, \.loopCount),
      .flag("listen.openToAnyone", \.isOpenToAnyone),
      .flag("listen.tokensInClearText", \.allowsTokensInClearText),
      .text("operations.host", \.operationsHost),
      .whole("operations.port", 0...Int(UInt16.max), \.operationsPort),
      .text("policy.folder", \.policyFolder),
      .flag("policy.watch", \.watchesPolicy),
      .text("openapi", \.openAPI),
      .seconds("drain.graceSeconds", 0...3600, \.drainGrace).live,
      .seconds("drain.limitSeconds", 0...3600, \.drainLimit).live,
      .choice("tls.minimumVersion", [("1.2", .tls1_2), ("1.3", .tls1_3)], \.tls.minimumVersion)
        .live,
      .seconds("tls.handshakeSeconds", 1...3600, \.tls.handshakeTime),
      .choice("tls.clientCertificates", Settings.TLS.Clients.byName, \.tls.clients).live,
      .text("tls.ca", \.tls.authorities).live,
      .text("tls.crl", \.tls.revocations).live,
    ] + log + tracing + decisions + limits

  /// What every variable of the environment that is a setting begins with.
  static let variablePrefix = "WENBAO_"

  /// The name of a key in capitals, `_` in place of each dot and before each capital.
  static func variable(for name: String) -> String {
    name.reduce(into: variablePrefix) { variable, letter in
      if letter.isUppercase { variable.append("_") }
      variable += letter == "." ? "_" : letter.uppercased()
    }
  }

  /// The key, as one whose new value a reload puts in force.
  var live: Self {
    var key = self
    key.isLive = true
    return key
  }
}

// MARK: Kinds of values

extension SettingKey {
  typealias Place<Value> = any WritableKeyPath<Settings, Value> & Sendable

  /// A key of any kind of value.
  ///
  /// - Parameters:
  ///   - value: what a text stands for; nil where it is not what is expected.
  ///   - text: how a value is written; nil where it stands for none.
  init<Value: Sendable>(
    _ name: String, _ expected: String, _ place: Place<Value>,
    value: @escaping @Sendable (String) -> Value?, text: @escaping @Sendable (Value) -> String?
  ) {
    self.name = name
    self.expected = expected
    put = { text, settings in
      guard let value = value(text) else { return false }
      settings[keyPath: place] = value
      return true
    }
    self.text = { text($0[keyPath: place]) }
    adopt = { $0[keyPath: place] = $1[keyPath: place] }
  }

  /// A text; an empty one stands for none.
  static func text(_ name: String, _ place: Place<String>) -> Self {
    Self(name, "a text that is not empty", place) {
      $0.isEmpty ? nil : $0
    } text: {
      $0.isEmpty ? nil : $0
    }
  }

  static func flag(_ name: String, _ place: Place<Bool>) -> Self {
    choice(name, [("false", false), ("true", true)], place)
  }

  static func choice<Value: Equatable & Sendable>(
    _ name: String, _ values: [(name: String, value: Value)], _ place: Place<Value>
  ) -> Self {
    Self(name, values.map(\.name).joined(separator: " or "), place) { text in
      values.first { $0.name == text }?.value
    } text: { value in
      values.first { $0.value == value }?.name
    }
  }

  static func whole<Number: BinaryInteger & Sendable>(
    _ name: String, _ range: ClosedRange<Int>, _ place: Place<Number>
  ) -> Self {
    Self(name, words(of: range), place) {
      whole($0, in: range).map { Number($0) }
    } text: {
      "\($0)"
    }
  }

  /// A whole number that need not be there.
  static func whole<Number: BinaryInteger & Sendable>(
    _ name: String, _ range: ClosedRange<Int>, _ place: Place<Number?>
  ) -> Self {
    Self(name, words(of: range), place) { text in
      guard let number = whole(text, in: range) else { return nil }
      return .some(Number(number))
    } text: {
      $0.map { "\($0)" }
    }
  }

  /// A time in whole seconds.
  static func seconds(
    _ name: String, _ range: ClosedRange<Int>, _ place: Place<Duration>
  ) -> Self {
    Self(name, words(of: range), place) {
      whole($0, in: range).map { .seconds($0) }
    } text: {
      "\($0.components.seconds)"
    }
  }

  private static func words(of range: ClosedRange<Int>) -> String {
    "a whole number from \(range.lowerBound) to \(range.upperBound)"
  }

  private static func whole(_ text: String, in range: ClosedRange<Int>) -> Int? {
    Int(text).flatMap { range.contains($0) ? $0 : nil }
  }
}

/// A key whose value is a list of mappings, which the settings file alone can hold.
struct SettingList: Sendable {
  /// The dotted name.
  let name: String
  /// Reads the list.
  let read: @Sendable (inout SettingsReader, SettingsReader.Node) -> Void
  /// The elements as the lines of a file, secrets left out; none for none.
  let lines: @Sendable (Settings) -> [String]
  /// Takes the list of other settings over, for a reload.
  let adopt: @Sendable (inout Settings, Settings) -> Void

  /// Every list.
  static let all = [
    SettingList(name: "tls.certificates") {
      $0.readCertificates($1)
    } lines: {
      $0.tls.certificates.flatMap(\.settingLines)
    } adopt: {
      $0.tls.certificates = $1.tls.certificates
    },
    SettingList(name: "callers") {
      $0.readCallers($1)
    } lines: {
      $0.callers.flatMap(\.settingLines)
    } adopt: {
      $0.callers = $1.callers
    },
  ]
}
