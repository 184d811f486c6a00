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
      return try load(folder: folder).edition
    } catch {
      throw Ending(faults: error.faults, of: "the policy")
    }
  }

  /// The policy of a folder, checked, and tried on so many examples.
  ///
  /// - Throws: one line for every fault, of the files or else of the examples.
  static func load(
    folder: String
  ) throws(PolicyRefusal) -> (edition: PolicyEdition, exampleCount: Int) {
    let edition: PolicyEdition
    do throws(PolicyFaults) {
      edition = PolicyEdition(
        try PolicyFolder(folder).load(digest: SHA256.hexadecimal), by: .thisProgram)
    } catch {
      throw PolicyRefusal(faults: error.faults.map(\.description))
    }
    var faults: [String] = []
    var count = 0
    for file in try exampleFiles(folder) { count += tryExamples(of: file, edition, &faults) }
    if !faults.isEmpty { throw PolicyRefusal(faults: faults) }
    return (edition, count)
  }

  private static func exampleFiles(_ folder: String) throws(PolicyRefusal) -> [String] {
    let examples = "\(folder)/\(examplesFolder)"
    let files = FileManager.default
    if (try? files.attributesOfItem(atPath: examples)) == nil { return [] }
    guard let names = try? files.contentsOfDirectory(atPath: examples) else {
      throw PolicyRefusal(faults: ["\(examples): the folder of examples cannot be read"])
    }
    return names.filter { $0.hasSuffix(".ndjson") }.sorted().map { "\(examples)/\($0)" }
  }

  /// Adds one line for every example of a file that the policy answers otherwise.
  ///
  /// - Returns: how many there are.
  private static func tryExamples(
    of file: String, _ edition: PolicyEdition, _ faults: inout [String]
  ) -> Int {
    guard let bytes = try? Input.bytes(of: file, bytesMax: examplesBytesMax),
      bytes.count <= examplesBytesMax
    else {
      faults.append("\(file):1: the examples cannot be read, or exceed \(examplesBytesMax) bytes")
      return 0
    }
    let examples = WorkedExample.all(in: bytes)
    for (line, example) in examples {
      guard let example else {
        faults.append("\(file):\(line): must be an object with id, path, request and expect")
        continue
      }
      faults += example.differences(under: edition).map {
        "\(file):\(line): example '\(example.id)': \($0)"
      }
    }
    return examples.count
  }
}

/// Why a policy is refused: one line for every fault.
struct PolicyRefusal: Error {
  let faults: [String]
}
