import API
import Dispatch
import Foundation
import Insurance
import Locks
import Logging
import TLS

/// Loads settings, certificates and policy again while the service runs: each is checked whole and
/// put in force, or what is in force of it stays.
///
/// One reload follows another. Who asks while one waits for its turn is told that one's number.
final class Reloader: Sendable {
  private struct State {
    var settings: Settings
    var report = ReloadReport(number: 0, cause: .start)
    var waiting: (number: Int, cause: ReloadReport.Cause, parts: Set<ReloadReport.Part>)?
    var counts: [ReloadReport.Part: (accepted: Int, refused: Int)] = [:]
    var policyLoadedAt = Int(Date().timeIntervalSince1970)
    var exampleCount = 0
  }

  private let source: SettingsSource
  private let ground: Groundwork
  private let service: Service
  private let certificates: CertificateKeeper?
  private let decisions: DecisionLog?
  private let logger: Logger
  private let queue = DispatchQueue(label: "wenbao.reload")
  private let state: Guarded<State>

  /// A reloader of what has been read from the source at the start.
  init(
    _ source: SettingsSource, _ ground: Groundwork, _ service: Service,
    _ certificates: CertificateKeeper?, decisions: DecisionLog? = nil, logger: Logger
  ) {
    self.source = source
    self.ground = ground
    self.service = service
    self.certificates = certificates
    self.decisions = decisions
    self.logger = logger
    var state = State(settings: ground.settings)
    state.report.isRunning = false
    self.state = Guarded(state)
  }

  /// The settings in force.
  var settings: Settings { state.withLock { $0.settings } }

  /// What became of the last reload that has begun.
  var report: ReloadReport { state.withLock { $0.report } }

  /// When the policy in force was loaded, in Unix time.
  var policyLoadedAtUnixSeconds: Int { state.withLock { $0.policyLoadedAt } }

  /// How often a part was accepted or refused.
  func counts(of part: ReloadReport.Part) -> (accepted: Int, refused: Int) {
    state.withLock { $0.counts[part] ?? (0, 0) }
  }

  /// Loads again, after any reload that is under way; returns at once.
  ///
  /// Whoever loads everything again has the file of the decision log opened again too, which others
  /// may have moved away.
  ///
  /// - Returns: the number of the reload.
  @discardableResult
  func reload(
    because cause: ReloadReport.Cause,
    parts: Set<ReloadReport.Part> = Set(ReloadReport.Part.allCases)
  ) -> Int {
    state.withLock { state in
      if let waiting = state.waiting {
        state.waiting?.parts = waiting.parts.union(parts)
        return waiting.number
      }
      let number = state.report.number + 1
      state.waiting = (number, cause, parts)
      queue.async { self.reloadNow() }
      return number
    }
  }

  private func reloadNow() {
    let parts = state.withLock { state in
      guard let waiting = state.waiting.take() else {
        preconditionFailure("each reload in the queue waits until it begins")
      }
      state.report = ReloadReport(number: waiting.number, cause: waiting.cause)
      return waiting.parts
    }
    if parts.count == ReloadReport.Part.allCases.count { decisions?.reopen() }
    for part in ReloadReport.Part.allCases where parts.contains(part) {
      if part == .certificates && certificates == nil { continue }
      note(load(part), of: part)
    }
    state.withLock { $0.report.isRunning = false }
  }

  private func note(_ faults: [String], of part: ReloadReport.Part) {
    let (cause, exampleCount) = state.withLock { state in
      state.report.parts.append((part, faults))
      var counts = state.counts[part] ?? (0, 0)
      if faults.isEmpty { counts.accepted += 1 } else { counts.refused += 1 }
      state.counts[part] = counts
      return (state.report.cause, state.exampleCount)
    }
    if faults.isEmpty {
      var metadata: Logger.Metadata = ["cause": "\(cause)"]
      if part == .policy { metadata["examples"] = "\(exampleCount)" }
      return logger.info("\(part) reloaded", metadata: metadata)
    }
    for fault in faults { logger.error("\(part) fault", metadata: ["fault": "\(fault)"]) }
    logger.error(
      "\(part) refused; what is in force stays",
      metadata: ["cause": "\(cause)", "faults": "\(faults.count)"])
  }

  /// Loads a part and puts it in force, or says everything that is wrong with it.
  private func load(_ part: ReloadReport.Part) -> [String] {
    switch part {
    case .settings: loadSettings()
    case .certificates: loadCertificates()
    case .policy: loadPolicy()
    }
  }

  private func loadSettings() -> [String] {
    let (next, faults) = source.read()
    if !faults.isEmpty { return faults }
    let old = settings
    let new = old.reloaded(from: next)
    let exposureFaults = new.exposureFaults(of: ground.addresses, operations: ground.operations)
    if !exposureFaults.isEmpty { return exposureFaults }
    service.callers.replace(with: Callers(new, after: service.callers.current))
    state.withLock { state in
      state.settings = new
      state.report.waitingSettings = old.waiting(for: next)
    }
    new.warnOfExpiry(logger)
    return []
  }

  private func loadCertificates() -> [String] {
    do throws(Ending) {
      try certificates?.reload(settings.tls)
      return []
    } catch {
      return [error.message]
    }
  }

  private func loadPolicy() -> [String] {
    do throws(PolicyRefusal) {
      let (edition, exampleCount) = try PolicySource.load(folder: settings.policyFolder)
      service.policy.replace(with: edition)
      state.withLock { state in
        state.policyLoadedAt = Int(Date().timeIntervalSince1970)
        state.exampleCount = exampleCount
      }
      return []
    } catch {
      return error.faults
    }
  }
}

extension Settings {
  /// These settings with what a reload puts in force of others.
  ///
  /// Whether HTTPS is spoken at all is settled at the start.
  func reloaded(from next: Settings) -> Settings {
    var settings = self
    let names =
      SettingKey.all.filter(\.isLive).map { key in
        key.adopt(&settings, next)
        return key.name
      }
      + SettingList.all.map { list in
        list.adopt(&settings, next)
        return list.name
      }
    for name in names { settings.origins[name] = next.origins[name] }
    if speaksTLS != next.speaksTLS { settings.tls = tls }
    return settings
  }

  /// The keys of others that wait for the next start.
  func waiting(for next: Settings) -> [String] {
    let keys = SettingKey.all.filter { !$0.isLive && $0.text(self) != $0.text(next) }.map(\.name)
    return keys + (speaksTLS == next.speaksTLS ? [] : ["tls.certificates"])
  }

  private var speaksTLS: Bool { !tls.certificates.isEmpty }
}

extension Callers {
  /// The callers of settings; nil where there are none and everyone may call.
  ///
  /// - Parameter others: those in force so far.
  convenience init?(_ settings: Settings, after others: Callers? = nil) {
    if settings.callers.isEmpty { return nil }
    self.init(settings.callers, after: others) { TokenDigest(SHA256.digest(of: $0)) }
  }
}
