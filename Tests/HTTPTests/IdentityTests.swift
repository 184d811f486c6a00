import Testing

@testable import HTTP

private let parent = "4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7"

/// A feeder whose requests are named.
private func feeder(_ beginnings: TraceBeginnings = .none) -> Feeder {
  var feeder = Feeder()
  feeder.workspace.identities = IdentitySource(beginnings: beginnings)
  return feeder
}

/// The fields of the one answer to a request with these field lines.
private func fields(
  _ lines: String, _ beginnings: TraceBeginnings = .none
) -> [String: String] {
  var feeder = feeder(beginnings)
  feeder.feed("GET / HTTP/1.1\r\nHost: a\r\n\(lines)\r\n")
  return Answer.all(in: feeder.outcome)?.first?.fields ?? [:]
}

private func answeredID(_ lines: String) -> String? { fields(lines)["x-request-id"] }

@Test func `a well-formed id of the client's is answered`() {
  for id in [
    "a", "0", "HIS-2024.05_11~1", "urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6", "AZaz09+/=",
    String(repeating: "x", count: RequestIdentity.idBytesMax),
  ] {
    #expect(answeredID("X-Request-ID: \(id)\r\n") == id)
  }
}

@Test func `an id that is not well-formed is answered with one made here`() throws {
  for id in [
    "", "a b", "a\tb", "\"a\"", "a,b", "a;b", "a\\b", "<a>", "{a}", "%41", "\u{E9}", "a\u{2028}",
    String(repeating: "x", count: RequestIdentity.idBytesMax + 1),
  ] {
    let made = try #require(answeredID("X-Request-Id: \(id)\r\n"))
    #expect(made.wholeMatch(of: /[0-9a-f]{32}/) != nil, "\(id)")
  }
}

@Test func `an id that stands twice is answered with one made here`() throws {
  let made = try #require(answeredID("X-Request-Id: a\r\nX-Request-Id: a\r\n"))
  #expect(made.wholeMatch(of: /[0-9a-f]{32}/) != nil)
}

@Test func `no two requests are given the same id`() {
  var feeder = feeder()
  for _ in 0..<100 { feeder.feed("GET / HTTP/1.1\r\nHost: a\r\n\r\n") }
  let answers = Answer.all(in: feeder.outcome) ?? []
  #expect(Set(answers.compactMap { $0.fields["x-request-id"] }).count == 100)
  var other = IdentitySource()
  #expect(!answers.compactMap { $0.fields["x-request-id"] }.contains(other.makeID()))
}

@Test func `every kind of answer says the request's id`() {
  let line = "X-Request-Id: mine\r\n"
  for request in [
    "GET / HTTP/1.1\r\nHost: a\r\n\(line)\r\n",
    "HEAD / HTTP/1.1\r\nHost: a\r\n\(line)\r\n",
    "GET /empty HTTP/1.1\r\nHost: a\r\n\(line)\r\n",
    "GET /refuse HTTP/1.1\r\nHost: a\r\n\(line)\r\n",
    "TRACE / HTTP/1.1\r\nHost: a\r\n\(line)\r\n",
    "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9999999\r\n\(line)\r\n",
    "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\(line)\r\nab",
    "POST /stream HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\(line)\r\nab",
    "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\(line)\r\nnone",
  ] {
    for cut in 1..<request.utf8.count {
      var feeder = feeder()
      let bytes = Array(request.utf8)
      feeder.feed(bytes[..<cut])
      feeder.feed(bytes[cut...])
      let output = feeder.outcome.output
      #expect(output.contains("\r\nX-Request-Id: mine\r\n"), "\(request) cut at \(cut): \(output)")
    }
  }
}

@Test func `what is no request is answered with an id made here`() {
  var feeder = feeder()
  feeder.feed("no request\r\n\r\n")
  #expect(feeder.outcome.output.contains(/\r\nX-Request-Id: [0-9a-f]{32}\r\n/))
}

@Test func `a request given up in time is answered with its id, or one made here`() {
  var early = feeder()
  early.feed("GET / HTTP/1.1\r\nX-Request-Id: mi")
  early.timeOut()
  #expect(early.outcome.output.contains(/\ 408 (?s:.*)\r\nX-Request-Id: [0-9a-f]{32}\r\n/))
  var late = feeder()
  late.feed("POST / HTTP/1.1\r\nHost: a\r\nX-Request-Id: mine\r\nContent-Length: 2\r\n\r\na")
  late.timeOut()
  #expect(late.outcome.output.contains("\r\nX-Request-Id: mine\r\n"))
}

@Test func `a trace is answered with its id, a span of the request's own and its flag`() throws {
  for flag in ["00", "01"] {
    let answered = try #require(
      fields("traceparent: 00-\(parent)-\(flag)\r\n")["traceresponse"])
    #expect(answered.hasPrefix("00-4bf92f3577b34da6a3ce929d0e0e4736-"))
    #expect(answered.hasSuffix("-\(flag)"))
    #expect(answered.utf8.count == 55)
    #expect(!answered.contains("00f067aa0ba902b7"))
  }
}

@Test func `of a later version the part that is known counts`() {
  for value in ["01-\(parent)-01", "cc-\(parent)-09-what-follows"] {
    #expect(fields("traceparent: \(value)\r\n")["traceresponse"]?.hasSuffix("-01") == true)
  }
}

@Test func `a malformed trace counts as none`() {
  for value in [
    "", "00", "00-\(parent)", "00-\(parent)-1", "00-\(parent)-011", "00-\(parent)-01-more",
    "ff-\(parent)-01", "0x-\(parent)-01", "01-\(parent)-011", "00-\(parent)-0g",
    "00-\(parent.uppercased())-01", "00_\(parent)-01",
    "00-\(String(repeating: "0", count: 32))-00f067aa0ba902b7-01",
    "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
  ] {
    #expect(fields("traceparent: \(value)\r\n")["traceresponse"] == nil, "\(value)")
  }
  let line = "traceparent: 00-\(parent)-01\r\n"
  #expect(fields(line + line)["traceresponse"] == nil, "twice")
}

@Test func `a trace begins here only where that is asked for`() throws {
  #expect(fields("")["traceresponse"] == nil)
  let begun = fields("", TraceBeginnings(sampledOneIn: 1))["traceresponse"]
  #expect(try #require(begun).wholeMatch(of: /00-[0-9a-f]{32}-[0-9a-f]{16}-01/) != nil)
}

@Test func `of the traces that begin here about one in so many is sampled`() {
  var feeder = feeder(TraceBeginnings(sampledOneIn: 4))
  for _ in 0..<900 { feeder.feed("GET / HTTP/1.1\r\nHost: a\r\n\r\n") }
  let traces = Answer.all(in: feeder.outcome)?.compactMap { $0.fields["traceresponse"] } ?? []
  let sampled = traces.count { $0.hasSuffix("-01") }
  #expect(traces.count == 900)
  // Fewer than 120 or more than 340 of 900 come once in more than 10^15 tries.
  #expect((120...340).contains(sampled))
}

@Test func `a caller's trace is sampled as the caller says, whatever begins here`() {
  let line = "traceparent: 00-\(parent)-00\r\n"
  let answered = fields(line, TraceBeginnings(sampledOneIn: 1))["traceresponse"]
  #expect(answered?.hasSuffix("-00") == true)
}
