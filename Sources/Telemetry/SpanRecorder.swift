internal import API
internal import HTTP
internal import Octets
internal import Records
internal import Sockets

/// Writes a span for each sampled request of one event loop, as a line of OTLP's JSON, straight
/// into the loop's lane.
///
/// The attributes are those of OpenTelemetry's semantic conventions for HTTP servers, apart from
/// what says something of a request's content: `url.path` is the pattern, which all paths are.
final class SpanRecorder: AnswerObserver {
  private let lane: RecordLane
  private let scheme: String
  private var span: [UInt8] = []

  init(scheme: String, lane: RecordLane) {
    self.scheme = scheme
    self.lane = lane
  }

  func observe(_ answer: borrowing AnsweredRequest) {
    guard let trace = answer.identity.trace, trace.isSampled else { return }
    let end = WallTime.current().nanoseconds
    span.removeAll(keepingCapacity: true)
    begin(trace, answer)
    put(",\"kind\":2,\"startTimeUnixNano\":\"")
    put(max(0, Int(end) - Int(clamping: answer.nanoseconds)))
    put("\",\"endTimeUnixNano\":\"")
    put(Int(end))
    put("\",\"attributes\":[")
    putAttributes(answer)
    // An answer that says what the client did wrong is no error of the server's.
    put(answer.status.code >= 500 ? "],\"status\":{\"code\":2}}\n" : "],\"status\":{}}\n")
    hand(over: lane)
  }

  private func hand(over lane: RecordLane) {
    let octets = span
    lane.append(octets.span)
  }

  private func begin(_ trace: TraceContext, _ answer: borrowing AnsweredRequest) {
    put("{\"traceId\":\"")
    put(trace.traceHigh)
    put(trace.traceLow)
    put("\",\"spanId\":\"")
    put(trace.span)
    if let parent = trace.parent {
      put("\",\"parentSpanId\":\"")
      put(parent)
    }
    put("\",\"flags\":1,\"name\":\"")
    let method = answer.method?.conventionalName ?? "_OTHER"
    put(method == "_OTHER" ? "HTTP" : method)
    if let path = answer.path {
      put(" ")
      put(path)
    }
    put("\"")
  }

  private func putAttributes(_ answer: borrowing AnsweredRequest) {
    put("{\"key\":\"http.request.method\",\"value\":{\"stringValue\":\"")
    put(answer.method?.conventionalName ?? "_OTHER")
    put("\"}}")
    put("url.scheme", scheme)
    if let path = answer.path {
      put("http.route", path)
      put("url.path", path)
    }
    put("http.response.status_code", Int(answer.status.code))
    put("http.request.body.size", answer.bytesReceived)
    put("http.response.body.size", answer.bytesSent)
    if answer.status.code >= 500 { put("error.type", "\(answer.status.code)") }
    put("wenbao.request.id", String(decoding: answer.identity.id, as: UTF8.self))
    if let caller = answer.caller { put("wenbao.caller", caller) }
    if let count = answer.lineCount { put("wenbao.batch.lines", count) }
  }

  /// Puts an attribute whose text needs no escape.
  private func put(_ key: String, _ text: String) {
    put(",{\"key\":\"")
    put(key)
    put("\",\"value\":{\"stringValue\":\"")
    put(text)
    put("\"}}")
  }

  private func put(_ key: String, _ number: Int) {
    put(",{\"key\":\"")
    put(key)
    put("\",\"value\":{\"intValue\":\"")
    put(number)
    put("\"}}")
  }

  private func put(_ text: String) { span.append(contentsOf: text.utf8) }

  private func put(_ number: Int) {
    span.append(upTo: OctetRoom.numberBytesMax) { $0.put(number) }
  }

  private func put(_ id: UInt64) { span.append(upTo: 16) { $0.put(hexadecimal: id) } }
}

extension Method {
  /// The method as the semantic conventions write it.
  fileprivate var conventionalName: String { self == .other ? "_OTHER" : name.description }
}
