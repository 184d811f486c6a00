import API
import Dispatch
import Foundation
import Insurance
import Logging
import Synchronization

/// Loads the policy again while the service runs: checked and tried whole, then swapped in; where
/// there is a fault, the one in force stays.
final class PolicyReloader: Sendable {
  private let folder: String
  private let slot: PolicySlot
  private let logger: Logger
  private let queue = DispatchQueue(label: "wenbao.reload")
  private let results = Atomic<Int>(0)
  private let refusals = Atomic<Int>(0)
  private let loadedAt = Atomic<Int>(Int(Date().timeIntervalSince1970))

  init(folder: String, into slot: PolicySlot, logger: Logger) {
    self.folder = folder
    self.slot = slot
    self.logger = logger
  }

  /// How often the policy was loaded again and put in force, or found unchanged.
  var acceptedCount: Int { results.load(ordering: .relaxed) }

  /// How often a policy was refused.
  var refusedCount: Int { refusals.load(ordering: .relaxed) }

  /// When the policy in force was loaded, in Unix time.
  var loadedAtUnixSeconds: Int { loadedAt.load(ordering: .relaxed) }

  /// Loads the policy again, after any reload that is under way; returns at once.
  func reload(because reason: String) {
    queue.async { self.reloadNow(because: reason) }
  }

  private func reloadNow(because reason: String) {
    do throws(PolicyRefusal) {
      let edition = try PolicySource.load(folder: folder)
      let before = slot.edition.policy.digest
      slot.replace(with: edition)
      results.add(1, ordering: .relaxed)
      loadedAt.store(Int(Date().timeIntervalSince1970), ordering: .relaxed)
      logger.info(
        "policy reloaded",
        metadata: [
          "reason": "\(reason)", "policy": "\(edition.policy.id)",
          "digest": "\(edition.policy.digest)", "before": "\(before)",
        ])
    } catch {
      refusals.add(1, ordering: .relaxed)
      for fault in error.faults { logger.error("policy fault", metadata: ["fault": "\(fault)"]) }
      logger.error(
        "policy refused; the one in force stays",
        metadata: ["reason": "\(reason)", "faults": "\(error.faults.count)"])
    }
  }
}
