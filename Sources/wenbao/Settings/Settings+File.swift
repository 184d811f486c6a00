import TLS
import Yams

extension Settings {
  /// The settings of a YAML file over the usual ones.
  ///
  /// - Throws: an `Ending` with one line for every fault of the file, by line.
  init(file: String) throws {
    let bytes = try Settings.bytes(of: file)
    var reader = SettingsReader(file: file)
    do {
      if let root = try Yams.compose(yaml: String(decoding: bytes, as: UTF8.self)) {
        reader.read(root, prefix: "")
      }
    } catch let error as YamlError {
      reader.faults.append("\(file)\(Settings.words(of: error))")
    }
    guard reader.faults.isEmpty else { throw Ending(faults: reader.faults, of: "the settings") }
    self = reader.settings
  }

  /// Where a text is not YAML and why; nothing of the text itself, which may hold secrets.
  private static func words(of error: YamlError) -> String {
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      ":\(mark.line): not YAML: \(problem)"
    case .duplicatedKeysInMapping(_, let context):
      ":\(context.mark.line): a key of this mapping stands twice"
    default: ": not YAML"
    }
  }

  /// The largest settings file, in octets.
  private static let fileBytesMax = 1 << 20

  private static func bytes(of file: String) throws -> [UInt8] {
    do {
      return try Input.bytes(of: file, bytesMax: fileBytesMax)
    } catch let ending as Ending {
      throw Ending(code: .badPolicy, message: ending.message)
    }
  }
}

/// Walks a settings file and puts each value in its place, collecting faults.
struct SettingsReader {
  let file: String
  var settings = Settings()
  var faults: [String] = []

  private static let keys: [SettingKey] =
    [
      .text("listen.host", \.host),
      .whole("listen.port", 0...Int(UInt16.max)) { $1.port = UInt16($0) },
      .text("listen.unix", \.unixPath),
      .whole("listen.loops", 1...Settings.loopsMax) { $1.loopCount = $0 },
      .flag("listen.openToAnyone", \.isOpenToAnyone),
      .flag("listen.tokensInClearText", \.allowsTokensInClearText),
      .text("operations.host", \.operationsHost),
      .whole("operations.port", 0...Int(UInt16.max)) { $1.operationsPort = UInt16($0) },
      .text("policy.folder", \.policyFolder),
      .text("openapi", \.openAPI),
      .whole("drain.graceSeconds", 0...3600) { $1.drainGrace = .seconds($0) },
      .whole("drain.limitSeconds", 0...3600) { $1.drainLimit = .seconds($0) },
      .choice("tls.minimumVersion", ["1.2": .tls1_2, "1.3": .tls1_3], \.tls.minimumVersion),
      .whole("tls.handshakeSeconds", 1...3600) { $1.tls.handshakeTime = .seconds($0) },
      .choice("tls.clientCertificates", Settings.TLS.Clients.byName, \.tls.clients),
      .text("tls.ca", \.tls.authorities),
      .text("tls.crl", \.tls.revocations),
    ] + SettingKey.limits

  /// The keys whose values are lists of mappings, with what reads them.
  private static let lists: [(name: String, read: @Sendable (inout Self, Node) -> Void)] = [
    ("tls.certificates", { $0.readCertificates($1) }), ("callers", { $0.readCallers($1) }),
  ]

  mutating func read(_ node: Node, prefix: String) {
    guard let mapping = node.mapping else {
      return fault(node, "\(prefix.isEmpty ? "the file" : prefix) must be a mapping")
    }
    for (keyNode, value) in mapping {
      let name = (prefix.isEmpty ? "" : prefix + ".") + (keyNode.string ?? "?")
      if let key = Self.keys.first(where: { $0.name == name }) {
        guard let text = value.scalar?.string, key.put(text, &settings) else {
          fault(value, "\(name) must be \(key.expected)")
          continue
        }
      } else if let list = Self.lists.first(where: { $0.name == name }) {
        list.read(&self, value)
      } else if Self.keys.contains(where: { $0.name.hasPrefix(name + ".") }) {
        read(value, prefix: name)
      } else {
        let known = (Self.keys.map(\.name) + Self.lists.map(\.name)).joined(separator: ", ")
        fault(keyNode, "unknown key '\(name)'; known: \(known)")
      }
    }
  }

  /// The members of one element of a list, each of which must be known.
  mutating func members(of node: Node, in list: String, known: [String]) -> [String: Node]? {
    guard let mapping = node.mapping else {
      fault(node, "each of \(list) must be a mapping")
      return nil
    }
    var members: [String: Node] = [:]
    for (key, value) in mapping {
      let name = key.string ?? "?"
      if known.contains(name) {
        members[name] = value
      } else {
        fault(key, "unknown key '\(list).\(name)'; known: \(known.joined(separator: ", "))")
      }
    }
    return members
  }

  mutating func fault(_ node: Node, _ words: String) {
    faults.append("\(file):\(node.mark?.line ?? 1): \(words)")
  }
}

/// One key: what its value must be, and where it goes.
struct SettingKey: Sendable {
  let name: String
  let expected: String
  /// Puts the text in its place; false where it is not what is expected.
  let put: @Sendable (_ text: String, _ settings: inout Settings) -> Bool

  static func text(_ name: String, _ path: any WritableKeyPath<Settings, String> & Sendable) -> Self
  {
    Self(name: name, expected: "a text that is not empty") { text, settings in
      settings[keyPath: path] = text
      return !text.isEmpty
    }
  }

  static func flag(_ name: String, _ path: any WritableKeyPath<Settings, Bool> & Sendable) -> Self {
    choice(name, ["true": true, "false": false], path)
  }

  static func choice<Value: Sendable>(
    _ name: String, _ values: [String: Value],
    _ path: any WritableKeyPath<Settings, Value> & Sendable
  ) -> Self {
    let expected = values.keys.sorted().joined(separator: " or ")
    return Self(name: name, expected: expected) { text, settings in
      guard let value = values[text] else { return false }
      settings[keyPath: path] = value
      return true
    }
  }

  static func whole(
    _ name: String, _ range: ClosedRange<Int>,
    _ put: @escaping @Sendable (Int, inout Settings) -> Void
  ) -> Self {
    let expected = "a whole number from \(range.lowerBound) to \(range.upperBound)"
    return Self(name: name, expected: expected) { text, settings in
      guard let number = Int(text), range.contains(number) else { return false }
      put(number, &settings)
      return true
    }
  }
}
