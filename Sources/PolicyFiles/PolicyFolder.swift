import FoundationEssentials
public import Insurance

/// A folder of policy files (`*.yaml`), from which a checked policy is loaded.
///
/// `policy.yaml` names the policy and its instruments; every other file may hold parameters,
/// readings and layers. Files in folders below, hidden files and files of other kinds are passed
/// over. The whole format stands in `Config/policy/README.md`.
public struct PolicyFolder: Sendable {
  /// The folder's path; faults name files by it.
  public let path: String

  /// The folder at a path.
  public init(_ path: String) {
    let name = path.reversed().drop { $0 == "/" }.reversed()
    self.path = name.isEmpty ? path : String(name)
  }

  /// Reads, checks and compiles the whole folder.
  ///
  /// - Parameter digest: turns bytes into hexadecimal text, such as SHA-256 does; it is given
  ///   `canonicalBytes(of:)` of all files.
  /// - Throws: every fault of every file at once, at least one. A fault that only follows from
  ///   another, such as a value missing because its entry is malformed, is left unsaid. While
  ///   `policy.yaml` has a fault, the policy is not checked as a whole.
  public func load(digest: ([UInt8]) -> String) throws(PolicyFaults) -> Policy {
    let log = FaultLog()
    let files = contents(log)
    var reader = PolicyReader(log: log)
    if let header = files.first(where: { $0.name == PolicyFolder.headerName }) {
      text(header).document(log).map { reader.readHeader($0) }
    }
    for file in files where file.name != PolicyFolder.headerName {
      text(file).document(log).map { reader.readChapters($0) }
    }
    guard let header = reader.header else { throw PolicyFaults(log.faults) }
    let policy = compile(
      reader, header, digest: digest(PolicyFolder.canonicalBytes(of: files)), log)
    guard let policy, log.faults.isEmpty else { throw PolicyFaults(log.faults) }
    return policy
  }

  /// The bytes that a digest of the files is taken of.
  ///
  /// For each file, sorted by name byte for byte: its name, a line feed, its length in decimal
  /// digits, a line feed, its bytes.
  public static func canonicalBytes(of files: [(name: String, bytes: [UInt8])]) -> [UInt8] {
    files.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
      .flatMap { Array("\($0.name)\n\($0.bytes.count)\n".utf8) + $0.bytes }
  }

  private static let headerName = "policy.yaml"

  private func text(_ file: (name: String, bytes: [UInt8])) -> PolicyText {
    PolicyText(file: "\(path)/\(file.name)", bytes: file.bytes)
  }

  private func compile(
    _ reader: PolicyReader, _ header: PolicyHeader, digest: String, _ log: FaultLog
  ) -> Policy? {
    do throws(PolicyFaults) {
      return try Policy(
        id: header.id, digest: digest, inForceFrom: header.inForceFrom,
        register: Register(instruments: header.instruments, parameters: reader.parameters),
        readings: reader.readings.sorted { $0.reading.rawValue < $1.reading.rawValue },
        layers: reader.layers)
    } catch {
      log.add(error)
      return nil
    }
  }

  /// The files of the policy by name, with what they hold.
  private func contents(_ log: FaultLog) -> [(name: String, bytes: [UInt8])] {
    guard let all = try? FileManager.default.contentsOfDirectory(atPath: path) else {
      report(.unreadableFolder(path), nil, log)
      return []
    }
    let visible = all.filter { !$0.hasPrefix(".") }.sorted()
    for name in visible where name.hasSuffix(".yml") {
      report(.unusualEnding, "\(path)/\(name)", log)
    }
    let names = visible.filter { $0.hasSuffix(".yaml") }
    guard (1...PolicyLimits.filesMax).contains(names.count) else {
      report(.fileCount(path, names.count), nil, log)
      return []
    }
    if !names.contains(PolicyFolder.headerName) { report(.noHeader(path), nil, log) }
    return names.compactMap { name in
      guard let data = FileManager.default.contents(atPath: "\(path)/\(name)") else {
        report(.unreadableFile, "\(path)/\(name)", log)
        return nil
      }
      return (name, Array(data))
    }
  }

  private func report(_ fault: FormatFault, _ file: String?, _ log: FaultLog) {
    log.report(fault, at: file.map { SourceLine(file: $0, line: 1) })
    log.damage(.everything)
  }
}
