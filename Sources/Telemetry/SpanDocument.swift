/// A document of OTLP's JSON (ExportTraceServiceRequest) while spans are put into it.
struct SpanDocument: ~Copyable {
  private var octets: [UInt8]
  /// Spans in it.
  private(set) var count = 0

  /// What stands before the spans: who sends them.
  static func opening(version: String) -> [UInt8] {
    func attribute(_ key: String, _ value: String) -> String {
      #"{"key":"\#(key)","value":{"stringValue":"\#(value)"}}"#
    }
    let resource = [
      attribute("service.name", "wenbao"), attribute("service.version", version),
    ].joined(separator: ",")
    return Array(
      (#"{"resourceSpans":[{"resource":{"attributes":[\#(resource)]},"scopeSpans":["#
        + #"{"scope":{"name":"wenbao","version":"\#(version)"},"spans":["#).utf8)
  }

  /// A document without spans.
  init(_ opening: [UInt8]) { octets = opening }

  /// Appends spans, a line each, as many as one document may have; returns where they end.
  mutating func append(_ lines: Span<UInt8>, from start: Int) -> Int {
    var position = start
    while position < lines.count, count < TracingLimits.batchSpansMax {
      if count > 0 { octets.append(UInt8(ascii: ",")) }
      while lines[position] != UInt8(ascii: "\n") {
        octets.append(lines[position])
        position += 1
      }
      position += 1
      count += 1
    }
    return position
  }

  /// The whole document.
  var closed: [UInt8] { octets + Array("]}]}]}".utf8) }
}
