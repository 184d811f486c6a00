import API
import Foundation
import Logging
import Records
import Sockets
import TLS

/// Keeps of each settlement what an auditor needs, in files that turn over, without ever holding
/// one up: what cannot be kept is counted.
final class DecisionLog: Sendable {
  /// How long a service that stops waits for lines on their way.
  private static let closingTime = Duration.seconds(5)

  private let sink: RotatingFileSink
  private let writer: RecordWriter
  private let key: HashKey
  private let queueBytes: Int
  private let logger: Logger

  /// Opens the log.
  ///
  /// - Throws: an `Ending` where the file cannot be written.
  init(_ settings: Settings.Decisions, key: HashKey, logger: Logger) throws {
    do throws(SystemCallError) {
      let file = settings.file
      sink = try RotatingFileSink(settings.plan) { error in
        if let error {
          logger.error(
            "the decision log cannot be written",
            metadata: ["file": "\(file)", "reason": "\(error)"])
        } else {
          logger.notice("the decision log is written again", metadata: ["file": "\(file)"])
        }
      }
    } catch {
      throw Ending(code: .cannotStart, message: "decisions.file '\(settings.file)': \(error)")
    }
    writer = RecordWriter(label: "wenbao.decisions", sink: sink) { count in
      logger.error("decisions were lost", metadata: ["count": "\(count)"])
      return DecisionRecorder.lossNote(count: count, unixMilliseconds: Self.now())
    }
    self.key = key
    self.logger = logger
    queueBytes = settings.queueBytes
  }

  /// What records the settlements of one more event loop.
  func makeRecorder() -> DecisionRecorder {
    let (key, lane) = (key, writer.makeLane(bytes: queueBytes))
    return DecisionRecorder(
      keyedHash: { key.hash(of: $0) }, unixMilliseconds: Self.now,
      nanoseconds: { MonotonicTime.current().nanoseconds }, sink: { _ = lane.append($0) })
  }

  /// Opens the file again, as after a rotation by others; returns at once.
  func reopen() { writer.reopen() }

  /// Writes what is on its way, and ends.
  func close() {
    if !writer.close(within: Self.closingTime) {
      logger.error(
        "the decision log was not written to its end", metadata: ["lost": "\(writer.lostCount)"])
    }
  }

  private static func now() -> Int64 { Int64(Date().timeIntervalSince1970 * 1000) }
}

// MARK: Metrics

extension DecisionLog {
  /// What is counted of the log.
  var families: [MetricFamily] {
    [
      MetricFamily(
        "wenbao_decisions_lost_total", .counter,
        help: "Settlements that the decision log did not take, for want of room or of a disk.",
        value: "\(writer.lostCount)"),
      MetricFamily(
        "wenbao_decision_log_failing", .gauge,
        help: "Whether the decision log could last not be written: 1, else 0.",
        value: sink.isFailing ? "1" : "0"),
      MetricFamily(
        "wenbao_decision_log_rotations_total", .counter,
        help: "Full files of the decision log that were put aside.",
        value: "\(sink.rotationCount)"),
    ]
  }
}
