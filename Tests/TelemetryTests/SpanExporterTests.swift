import API
import HTTP
import Locks
import Server
import Sockets
import TestSupport
import Testing

@testable import Telemetry

private let parent = "4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7"

extension TelemetryTests {
  @Suite struct SpanExporterTests {
    private let sampled = "traceparent: 00-\(parent)-01\r\nX-Request-Id: mine\r\n"

    @Test func `a span is what OTLP and the semantic conventions say`() throws {
      let collector = try Collector()
      try export(to: collector) { workspace in
        workspace.named.caller = "people-hospital"
        workspace.ask(sampled)
      }
      #expect(collector.heads == ["POST /v1/traces application/json"])
      let body = try #require(collector.bodies.first)
      let times = try #require(
        body.firstMatch(
          of: /"startTimeUnixNano":"([0-9]+)","endTimeUnixNano":"([0-9]+)"/))
      let start = try #require(Int(times.output.1))
      let end = try #require(Int(times.output.2))
      #expect(end - start == 12_345)
      let span = try #require(body.firstMatch(of: /"spanId":"([0-9a-f]{16})"/)?.output.1)
      #expect(span != "00f067aa0ba902b7")
      #expect(
        body == #"{"resourceSpans":[{"resource":{"attributes":["#
          + text("service.name", "wenbao") + "," + text("service.version", "1.2.3")
          + #"]},"scopeSpans":[{"scope":{"name":"wenbao","version":"1.2.3"},"spans":["#
          + #"{"traceId":"4bf92f3577b34da6a3ce929d0e0e4736","spanId":"\#(span)","#
          + #""parentSpanId":"00f067aa0ba902b7","flags":1,"name":"POST /v1/settlements","#
          + #""kind":2,"startTimeUnixNano":"\#(start)","endTimeUnixNano":"\#(end)","#
          + #""attributes":["#
          + [
            text("http.request.method", "POST"), text("url.scheme", "http"),
            text("http.route", "/v1/settlements"), text("url.path", "/v1/settlements"),
            number("http.response.status_code", 200), number("http.request.body.size", 0),
            number("http.response.body.size", 7), text("wenbao.request.id", "mine"),
            text("wenbao.caller", "people-hospital"),
          ].joined(separator: ",") + #"],"status":{}}]}]}]}"#)
      #expect(members(of: body) != nil, "it is JSON")
    }

    @Test func `what the server did wrong is an error, what a client did is none`() throws {
      let collector = try Collector()
      try export(2, to: collector) { workspace in
        for status in [Status.serviceUnavailable, .notFound] {
          workspace.named.status = status
          workspace.ask(sampled)
        }
      }
      let body = collector.bodies.joined()
      #expect(body.contains(text("error.type", "503")))
      #expect(!body.contains(text("error.type", "404")))
      #expect(body.split(separator: #""status":{"code":2}"#).count == 2)
    }

    @Test func `a request that is not sampled has no span`() throws {
      let collector = try Collector()
      try export(0, to: collector) { workspace in
        workspace.ask("traceparent: 00-\(parent)-00\r\n")
        workspace.ask()
      }
      #expect(collector.bodies == [])
    }

    @Test func `many spans are sent in batches, and none is lost`() throws {
      let collector = try Collector()
      let exporter = try export(TracingLimits.batchSpansMax + 1, to: collector) { workspace in
        for _ in 0..<TracingLimits.batchSpansMax + 1 { workspace.ask(sampled) }
      }
      let counts = collector.bodies.map { $0.split(separator: #""traceId""#).count - 1 }
      #expect(counts.reduce(0, +) == TracingLimits.batchSpansMax + 1)
      #expect(counts.allSatisfy { $0 <= TracingLimits.batchSpansMax })
      #expect(exporter.exportedCount == TracingLimits.batchSpansMax + 1)
      #expect(exporter.acceptedCount == counts.count)
      #expect(exporter.droppedCount == 0)
    }

    @Test func `a collector that is overloaded is asked again`() throws {
      let collector = try Collector(answering: [.serviceUnavailable, .tooManyRequests])
      let exporter = try export(to: collector) { $0.ask(sampled) }
      #expect(collector.bodies.count == 3)
      #expect(Set(collector.bodies).count == 1)
      #expect(exporter.exportedCount == 1 && exporter.failureCount == 2)
    }

    @Test func `a collector that goes on failing loses spans, which are counted`() throws {
      let collector = try Collector(answering: Array(repeating: .serviceUnavailable, count: 4))
      let exporter = try export(to: collector) { $0.ask(sampled) }
      #expect(collector.bodies.count == TracingLimits.attemptsMax)
      #expect(exporter.droppedCount == 1 && exporter.exportedCount == 0)
    }

    @Test func `a collector that refuses is not asked again`() throws {
      let collector = try Collector(answering: [.badRequest])
      let exporter = try export(to: collector) { $0.ask(sampled) }
      #expect(collector.bodies.count == 1)
      #expect(exporter.droppedCount == 1)
    }

    @Test func `a collector that is not there harms nobody`() throws {
      let gone = try #require(try goneAddress())
      let changes = Guarded<[String?]>([])
      let exporter = SpanExporter(to: gone, version: "1.2.3") { change in
        changes.withLock { $0.append(change) }
      }
      record(exporter) { $0.ask(sampled) }
      #expect(eventually(seconds: 60) { exporter.droppedCount == 1 })
      exporter.close()
      #expect(changes.withLock { $0.count } == 1)
      #expect(changes.withLock { $0.first ?? nil } != nil)
    }

    @Test func `a collector that does not answer delays the end by no more than its time`() throws {
      let silent = try Listener.open(SocketAddress(parsing: "127.0.0.1:0"), count: 1)
      let address = try #require(CollectorAddress(url: "http://\(silent[0].address)"))
      let exporter = SpanExporter(to: address, version: "1.2.3") { _ in }
      record(exporter) { $0.ask(sampled) }
      exporter.close()
      #expect(eventually(seconds: 60) { exporter.droppedCount == 1 })
    }

    @Test func `only a literal address with a port is a collector's`() {
      #expect(CollectorAddress(url: "http://127.0.0.1:4318")?.path == "/v1/traces")
      #expect(CollectorAddress(url: "http://[::1]:4318/other?x=1")?.path == "/other?x=1")
      for url in [
        "", "http://", "https://127.0.0.1:4318", "http://127.0.0.1", "http://collector:4318",
        "http://127.0.0.1:0", "http://127.0.0.1:4318/a b", "http://127.0.0.1:4318/\r\nX: y",
        "127.0.0.1:4318", "http://127.0.0.1:99999/",
      ] {
        #expect(CollectorAddress(url: url) == nil, "\(url)")
      }
    }

    /// Where a collector was.
    private func goneAddress() throws -> CollectorAddress? {
      let listeners = try Listener.open(SocketAddress(parsing: "127.0.0.1:0"), count: 1)
      return CollectorAddress(url: "http://\(listeners[0].address)")
    }

    /// Records the answers to requests made by `body`, and sends their spans.
    ///
    /// - Parameter spans: how many there are to be, whose end is waited for.
    @discardableResult
    private func export(
      _ spans: Int = 1, to collector: Collector,
      _ body: (inout Workspace) -> Void
    ) throws -> SpanExporter {
      let exporter = SpanExporter(
        to: collector.address, version: "1.2.3", gatheringMilliseconds: 5
      ) { _ in }
      record(exporter, body)
      #expect(
        eventually(seconds: 60) { exporter.exportedCount + exporter.droppedCount == spans })
      exporter.close()
      return exporter
    }

    private func record(
      _ exporter: SpanExporter, _ body: (inout Workspace) -> Void
    ) {
      var workspace = Workspace(
        responder: NamedResponder([exporter.makeRecorder(scheme: "http")]),
        identities: IdentitySource())
      body(&workspace)
    }

    private func text(_ key: String, _ value: String) -> String {
      #"{"key":"\#(key)","value":{"stringValue":"\#(value)"}}"#
    }

    private func number(_ key: String, _ value: Int) -> String {
      #"{"key":"\#(key)","value":{"intValue":"\#(value)"}}"#
    }
  }
}

/// A collector that keeps what it is sent and answers as it is told.
private final class Collector {
  /// What the collector was sent, and what it is to answer.
  struct State {
    var statuses: [Status]
    var heads: [String] = []
    var bodies: [String] = []
  }

  let address: CollectorAddress
  private let server: HTTPServer
  private let state: Guarded<State>.Box

  /// Begins to listen.
  ///
  /// - Parameter statuses: of the first answers, in order; 200 from then on.
  init(answering statuses: [Status] = []) throws {
    let state = Guarded<State>.Box(State(statuses: statuses))
    let endpoint = Endpoint(.address(try SocketAddress(parsing: "127.0.0.1:0")))
    var limits = ServerLimits()
    limits.drainQuietTime = .milliseconds(20)
    server = try HTTPServer(
      ServerConfiguration(endpoints: [endpoint], loopCount: 1, limits: limits)
    ) { _, _ in Responding(state) }
    try server.start()
    self.state = state
    address = try #require(CollectorAddress(url: "http://\(server.addresses[0])"))
  }

  deinit {
    server.drain(grace: .zero, limit: .zero)
    server.waitUntilStopped()
  }

  var heads: [String] { state.value.withLock { $0.heads } }
  var bodies: [String] { state.value.withLock { $0.bodies } }

  final class Responding: Responder {
    private let state: Guarded<State>.Box

    init(_ state: Guarded<State>.Box) { self.state = state }

    func begin(_ head: borrowing RequestHead, into response: inout Response) -> BodyHandling {
      .collect(bytesMax: 1 << 20)
    }

    func respond(to request: borrowing Request, into response: inout Response) {
      let type = request.head.value(of: "content-type")?.text ?? ""
      let head = "\(request.head.methodName.text) \(request.head.path.text) \(type)"
      let body = request.body.text
      response.status = state.value.withLock { state in
        state.heads.append(head)
        state.bodies.append(body)
        return state.statuses.isEmpty ? .ok : state.statuses.removeFirst()
      }
    }
  }
}

extension Guarded {
  /// A guarded value that several hold.
  final class Box: Sendable {
    let value: Guarded<Value>

    init(_ value: Value) { self.value = Guarded(value) }
  }
}
