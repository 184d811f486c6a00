@testable import API
import HTTP
import Logging
import Records
import Testing

@testable import Telemetry

extension TelemetryTests {
  @Suite struct AccessLogTests {
    private let sink = KeepingSink()

    /// The lines of answers to requests made by `body`.
    private func lines(
      _ format: LogFormat = .json, level: Logger.Level = .info,
      _ tune: (inout AccessLogSettings) -> Void = { _ in },
      _ body: (inout Workspace) -> Void
    ) -> [String] {
      var settings = AccessLogSettings()
      tune(&settings)
      let log = ServiceLog(format, level: level, access: settings, to: sink)
      var workspace = Workspace(
        responder: NamedResponder(log.makeAccessLog().map { [$0] } ?? []),
        identities: IdentitySource())
      body(&workspace)
      log.close()
      #expect(log.droppedCount == 0)
      return sink.lines
    }

    @Test func `a line says who asked for what and how it ended`() throws {
      let lines = lines { workspace in
        workspace.named.caller = "people-hospital"
        workspace.ask("X-Request-Id: mine\r\n")
      }
      var object = try firstMembers(lines)
      #expect(object.removeValue(forKey: "time")?.hasSuffix("Z") == true)
      #expect(
        object == [
          "level": "info", "message": "answered", "requestId": "mine",
          "caller": "people-hospital", "method": "POST", "path": "/v1/settlements",
          "status": "200", "bytesIn": "0", "bytesOut": "7", "microseconds": "12",
        ])
    }

    @Test func `the same in words for a terminal`() throws {
      let line = try #require(lines(.text) { $0.ask("X-Request-Id: mine\r\n") }.first)
      #expect(
        line.hasSuffix(
          " info answered requestId=mine method=POST path=/v1/settlements status=200 "
            + "bytesIn=0 bytesOut=7 microseconds=12"))
    }

    @Test func `a line has the trace and the request's own span`() throws {
      let lines = lines {
        $0.ask("traceparent: 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01\r\n")
      }
      let object = try firstMembers(lines)
      #expect(object["traceId"] == "4bf92f3577b34da6a3ce929d0e0e4736")
      #expect(object["spanId"]?.wholeMatch(of: /[0-9a-f]{16}/) != nil)
      #expect(object["spanId"] != "00f067aa0ba902b7")
    }

    @Test func `a batch has its lines`() throws {
      let lines = lines { workspace in
        workspace.named.lineCount = 10_000
        workspace.ask()
      }
      #expect(try firstMembers(lines)["lines"] == "10000")
    }

    @Test func `the longest line has room`() throws {
      let log = ServiceLog(.json, level: .info, to: sink)
      let observer = try #require(log.makeAccessLog())
      var workspace = Workspace(
        responder: NamedResponder([observer]),
        identities: IdentitySource(beginnings: TraceBeginnings(sampledOneIn: 1)))
      workspace.named.caller = String(repeating: "c", count: CallerLimits.nameCharactersMax)
      workspace.named.path = Resource.allCases.map(\.rawValue).max { $0.count < $1.count }
      workspace.named.violation = String(repeating: "v", count: 100)
      workspace.named.lineCount = .max
      workspace.named.bytesSent = .max
      workspace.named.nanoseconds = .max
      let id = String(repeating: "i", count: RequestIdentity.idBytesMax)
      workspace.ask("X-Request-Id: \(id)\r\n")
      log.close()
      let object = try firstMembers(sink.lines)
      #expect(object["requestId"] == id && object["bytesOut"] == "\(Int.max)")
      #expect(sink.text.utf8.count < AccessLog.lineBytesMax * 3 / 4)
      #expect(AccessLog.lineBytesMax <= RecordLimits.roomBytesMax)
    }

    @Test func `the level is by the status`() {
      let lines = lines { workspace in
        for status in [Status.ok, .badRequest, .serviceUnavailable] {
          workspace.named.status = status
          workspace.ask()
        }
      }
      #expect(lines.map { members(of: $0)?["level"] } == ["info", "notice", "error"])
    }

    @Test func `a level leaves out what is below it`() {
      let lines = lines(level: .error) { workspace in
        for status in [Status.ok, .badRequest, .serviceUnavailable] {
          workspace.named.status = status
          workspace.ask()
        }
      }
      #expect(lines.map { members(of: $0)?["status"] } == ["503"])
    }

    @Test func `of what goes well one in so many is logged, of what does not all is`() {
      let lines = lines {
        $0.sampledOneIn = 10
      } _: { workspace in
        for _ in 0..<35 { workspace.ask() }
        workspace.named.status = .notFound
        for _ in 0..<5 { workspace.ask() }
      }
      #expect(lines.count { $0.contains("\"status\":200") } == 3)
      #expect(lines.count { $0.contains("\"status\":404") } == 5)
    }

    @Test func `what is slow is always logged`() {
      let lines = lines {
        $0.sampledOneIn = 1000
        $0.slowMilliseconds = 1
      } _: { workspace in
        for nanoseconds in [999_999, 1_000_000] as [UInt64] {
          workspace.named.nanoseconds = nanoseconds
          workspace.ask()
        }
      }
      #expect(lines.map { members(of: $0)?["microseconds"] } == ["1000"])
    }

    @Test func `nothing is logged where answers are not`() {
      let lines = lines {
        $0.isOn = false
      } _: {
        $0.ask()
      }
      #expect(lines == [])
    }
  }
}
