import Locks
import Logging
import Records
import Testing

@testable import Telemetry

extension TelemetryTests {
  @Suite struct ServiceLogTests {
    private let sink = KeepingSink()

    @Test func `what the program says is a line with its metadata`() throws {
      let log = ServiceLog(.json, level: .info, to: sink)
      var logger = log.logger(label: "test")
      logger[metadataKey: "own"] = "1"
      logger.info("said", metadata: ["b": "two\nlines", "a": ["x", "y"], "own": "2"])
      log.close()
      let object = try firstMembers(sink.lines)
      #expect(sink.lines.count == 1)
      #expect(object["message"] == "said" && object["level"] == "info")
      #expect(object["b"] == "two\nlines" && object["own"] == "2")
      #expect(object["a"]?.contains("x") == true)
    }

    @Test func `what is below the level is not written`() {
      let log = ServiceLog(.json, level: .warning, to: sink)
      let logger = log.logger(label: "test")
      logger.info("less")
      logger.warning("as much")
      logger.critical("more")
      log.close()
      #expect(sink.lines.map { members(of: $0)?["message"] } == ["as much", "more"])
    }

    @Test func `lines dropped are noted in a line of their own`() throws {
      let log = ServiceLog(.json, level: .info, to: FullSink(into: sink))
      log.logger(label: "test").info("lost")
      log.close()
      let object = try firstMembers(sink.lines)
      #expect(object["message"] == "log lines dropped" && object["count"] == "1")
      #expect(log.droppedCount == 1)
    }
  }
}

/// A sink that takes nothing of the first lines, and all later ones.
private final class FullSink: RecordSink {
  private let next: KeepingSink
  private let isFirst = Guarded(true)

  init(into next: KeepingSink) { self.next = next }

  func write(_ lines: Span<UInt8>, unless isOver: () -> Bool) -> Int {
    let isFirst = isFirst.withLock { isFirst in
      defer { isFirst = false }
      return isFirst
    }
    return isFirst ? 0 : next.write(lines, unless: isOver)
  }
}
