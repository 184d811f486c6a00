import Insurance
import Yams

/// Walks a settings file and puts each value in its place, collecting faults.
struct SettingsReader {
  typealias Node = Yams.Node

  let file: String
  var settings: Settings
  var faults: [String] = []

  /// The largest settings file, in octets.
  private static let fileBytesMax = 1 << 20

  /// A reader that puts what it reads over the settings.
  init(file: String, over settings: Settings) {
    self.file = file
    self.settings = settings
  }

  /// Reads the file.
  mutating func read() {
    do {
      let bytes = try Input.bytes(of: file, bytesMax: Self.fileBytesMax)
      guard bytes.count <= Self.fileBytesMax else {
        return faults.append("\(file): longer than \(Self.fileBytesMax) bytes")
      }
      if let root = try Yams.compose(yaml: String(decoding: bytes, as: UTF8.self)) {
        read(root, prefix: "")
      }
    } catch let ending as Ending {
      faults.append(ending.message)
    } catch {
      faults.append(file + ((error as? YamlError).map(Self.words) ?? ": not YAML"))
    }
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

  private mutating func read(_ node: Node, prefix: String) {
    guard let mapping = node.mapping else {
      return fault(node, "\(prefix.isEmpty ? "the file" : prefix) must be a mapping")
    }
    for (keyNode, value) in mapping {
      let name = (prefix.isEmpty ? "" : prefix + ".") + (keyNode.string ?? "?")
      if let key = SettingKey.all.first(where: { $0.name == name }) {
        settings.origins[name] = place(of: value)
        guard let text = value.scalar?.string, key.put(text, &settings) else {
          fault(value, "\(name) must be \(key.expected)")
          continue
        }
      } else if let list = SettingList.all.first(where: { $0.name == name }) {
        settings.origins[name] = place(of: value)
        list.read(&self, value)
      } else if SettingKey.all.contains(where: { $0.name.hasPrefix(name + ".") }) {
        read(value, prefix: name)
      } else {
        let known = SettingKey.all.map(\.name) + SettingList.all.map(\.name)
        let advice =
          Spelling.nearest(to: name, among: known).map { "did you mean '\($0)'?" }
          ?? "known: \(known.joined(separator: ", "))"
        fault(keyNode, "unknown key '\(name)'; \(advice)")
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
    faults.append("\(place(of: node)): \(words)")
  }

  private func place(of node: Node) -> String { "\(file):\(node.mark?.line ?? 1)" }
}
