import API
import Insurance
import PolicyFiles
import TLS

/// Loads the policy that a command computes under.
enum PolicySource {
  /// Where the policy is unless the command line or the settings say otherwise.
  static let usualFolder = "Config/policy"

  /// The policy of a folder, ready to answer with.
  ///
  /// - Throws: an `Ending` with one line for every fault.
  static func edition(folder: String) throws -> PolicyEdition {
    do throws(PolicyFaults) {
      return PolicyEdition(try PolicyFolder(folder).load(digest: SHA256.hexadecimal))
    } catch {
      let lines =
        error.faults.map(\.description) + ["the policy has \(error.faults.count) fault(s)"]
      throw Ending(code: .badPolicy, message: lines.joined(separator: "\n"))
    }
  }
}
