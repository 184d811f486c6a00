import Records
import TLS

extension Settings {
  /// `decisions`: what is kept of each settlement for those who audit; without a file, nothing.
  struct Decisions: Sendable {
    /// `decisions.sync`.
    enum Synchronization: String, CaseIterable {
      case never, rotation, interval

      static let byName = allCases.map { (name: $0.rawValue, value: $0) }
    }

    /// `decisions.file`: where lines are appended; empty for no log.
    var file = ""
    /// `decisions.key`: the file of the key for identifiers.
    var key = ""
    /// `decisions.fileBytes`: the most octets of a file.
    var fileBytes = 100 << 20
    /// `decisions.filesKept`: the full files kept beside the one that is written.
    var filesKept = 10
    /// `decisions.sync`: when lines are on the disk.
    var synchronization = Synchronization.rotation
    /// `decisions.syncSeconds`: the time for which lines may not be, with `interval`.
    var synchronizationTime = Duration.seconds(1)
    /// `decisions.queueBytes`: what an event loop may be ahead of the file.
    var queueBytes = RecordLimits.laneBytes

    /// Where lines are kept and how many.
    var plan: RotatingFileSink.Plan {
      let synchronization: RotatingFileSink.Synchronization =
        switch synchronization {
        case .never: .never
        case .rotation: .rotation
        case .interval:
          .interval(milliseconds: Int(synchronizationTime.components.seconds) * 1000)
        }
      return RotatingFileSink.Plan(
        path: file, bytesMax: fileBytes, filesKept: filesKept, synchronization: synchronization)
    }

    /// Reads the key.
    ///
    /// - Returns: nil where no log is kept.
    /// - Throws: an `Ending` that says what is wrong with it.
    func hashKey() throws(Ending) -> HashKey? {
      if file.isEmpty { return nil }
      guard !key.isEmpty else {
        throw Ending(code: .badPolicy, message: "decisions.file needs decisions.key")
      }
      do throws(TLSError) {
        return try HashKey(file: key)
      } catch {
        throw Ending(code: .badPolicy, message: error.description)
      }
    }
  }
}

extension SettingKey {
  /// `decisions`.
  static let decisions: [SettingKey] = [
    .text("decisions.file", \.decisions.file),
    .text("decisions.key", \.decisions.key),
    .whole("decisions.fileBytes", 1_048_576...1_099_511_627_776, \.decisions.fileBytes),
    .whole("decisions.filesKept", 1...1000, \.decisions.filesKept),
    .choice(
      "decisions.sync", Settings.Decisions.Synchronization.byName, \.decisions.synchronization),
    .seconds("decisions.syncSeconds", 1...3600, \.decisions.synchronizationTime),
    .whole("decisions.queueBytes", 65_536...1_073_741_824, \.decisions.queueBytes),
  ]
}
