import API
import TLS

extension Settings {
  /// The settings as the lines of a settings file, each key with where its value is from, and what
  /// proves callers left out.
  var text: String {
    let entries =
      SettingKey.all.map { ($0.name, keyLines($0)) }
      + SettingList.all.map { ($0.name, listLines($0)) }
    var sections: [(name: Substring, lines: [String])] = []
    for (name, lines) in entries {
      let section = name.contains(".") ? name.prefix { $0 != "." } : ""
      if let place = sections.firstIndex(where: { $0.name == section }) {
        sections[place].lines += lines
      } else {
        sections.append((section, lines))
      }
    }
    return sections.flatMap { name, lines in
      name.isEmpty ? lines : ["\(name):"] + lines.map { "  " + $0 }
    }.joined(separator: "\n")
  }

  private func keyLines(_ key: SettingKey) -> [String] {
    let name = key.name.split(separator: ".").last ?? ""
    guard let value = key.text(self) else { return ["# \(name): not set"] }
    return [line("\(name): \(value.asYAML)", of: key.name)]
  }

  private func listLines(_ list: SettingList) -> [String] {
    let name = list.name.split(separator: ".").last ?? ""
    let lines = list.lines(self)
    guard !lines.isEmpty else { return ["# \(name): not set"] }
    return [line("\(name):", of: list.name)] + lines.map { "  " + $0 }
  }

  /// A line with where its value is from, all of these in one column.
  private func line(_ text: String, of name: String) -> String {
    let column = name.contains(".") ? 36 : 38
    return text + String(repeating: " ", count: max(1, column - text.count))
      + "# \(origins[name] ?? "usual")"
  }
}

extension CertificateFiles {
  /// The element of `tls.certificates`.
  var settingLines: [String] {
    ["- certificate: \(certificate.asYAML)", "  key: \(key.asYAML)"]
      + (staple.map { ["  ocsp: \($0.asYAML)"] } ?? [])
  }
}

extension Caller {
  /// The element of `callers`, the digests of tokens left out.
  var settingLines: [String] {
    var lines = [
      "- name: \(name)", "  scopes: [\(scopes.map(\.rawValue).joined(separator: ", "))]",
    ]
    if !tokens.isEmpty { lines.append("  tokens:") }
    for token in tokens {
      lines.append("    - sha256: hidden")
      if let expires = token.expires { lines.append("      expires: \(expires)") }
    }
    if !subjects.isEmpty { lines.append("  certificates:") }
    lines += subjects.map { "    - \($0.asYAML)" }
    return lines + [
      "  requestsPerSecond: \(rate.requestsPerSecond)", "  burst: \(rate.burst)",
      "  concurrentRequests: \(concurrentRequestsMax)",
    ]
  }
}

extension String {
  /// The text as a scalar of YAML: as it is where that is plain, else between quotation marks.
  fileprivate var asYAML: String {
    let isPlain =
      utf8.first.map { $0 != UInt8(ascii: "-") && $0 != UInt8(ascii: ":") } ?? false
      && unicodeScalars.allSatisfy { scalar in
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9", ".", "_", "-", "/": true
        default: false
        }
      }
    if isPlain { return self }
    let escaped = unicodeScalars.map { scalar in
      switch scalar {
      case "\\", "\"": "\\\(scalar)"
      case " "..."~": String(scalar)
      default:
        scalar.value < 0x20 || scalar.value == 0x7F
          ? "\\x" + String(scalar.value + 0x100, radix: 16).dropFirst() : String(scalar)
      }
    }
    return "\"" + escaped.joined() + "\""
  }
}
