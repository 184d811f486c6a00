import API
import Foundation
import Insurance
import PolicyFiles
import TLS

/// Loads the policy that a command computes under, and tries it on its own worked examples.
enum PolicySource {
  /// Where the policy is unless the command line or the settings say otherwise.
  static let usualFolder = "Config/policy"
  /// Where a policy folder keeps its worked examples, one a line of `*.ndjson`.
  static let examplesFolder = "examples"
  /// The largest file of examples, in octets.
  static let examplesBytesMax = 4 << 20

  /// The policy of a folder, ready to answer with.
  ///
  /// - Throws: an `Ending` with one line for every fault.
  static func edition(folder: String) throws -> PolicyEdition {
    do throws(PolicyRefusal) {
      return try load(folder: folder)
    } catch {
      throw Ending(faults: error.faults, of: "the policy")
    }
  }

  /// The policy of a folder, checked and tried.
  ///
  /// - Throws: one line for every fault, of the files or else of the examples.
  static func load(folder: String) throws(PolicyRefusal) -> PolicyEdition {
    let edition: PolicyEdition
    do throws(PolicyFaults) {
      edition = PolicyEdition(
        try PolicyFolder(folder).load(digest: SHA256.hexadecimal), by: .thisProgram)
    } catch {
      throw PolicyRefusal(faults: error.faults.map(\.description))
    }
    let faults = exampleFiles(folder).flatMap { exampleFaults(file: $0, edition) }
    if !faults.isEmpty { throw PolicyRefusal(faults: faults) }
    return edition
  }

  private static func exampleFiles(_ folder: String) -> [String] {
    let examples = "\(folder)/\(examplesFolder)"
    let names = (try? FileManager.default.contentsOfDirectory(atPath: examples)) ?? []
    return names.filter { $0.hasSuffix(".ndjson") }.sorted().map { "\(examples)/\($0)" }
  }

  /// One line for every example of a file that the policy answers otherwise.
  private static func exampleFaults(file: String, _ edition: PolicyEdition) -> [String] {
    guard let bytes = try? Input.bytes(of: file, bytesMax: examplesBytesMax),
      bytes.count <= examplesBytesMax
    else { return ["\(file):1: the examples cannot be read, or exceed \(examplesBytesMax) bytes"] }
    return WorkedExample.all(in: bytes).flatMap { line, example in
      guard let example else {
        return ["\(file):\(line): must be an object with id, path, request and expect"]
      }
      return example.differences(under: edition).map {
        "\(file):\(line): example '\(example.id)': \($0)"
      }
    }
  }
}

/// Why a policy is refused: one line for every fault.
struct PolicyRefusal: Error {
  let faults: [String]
}
