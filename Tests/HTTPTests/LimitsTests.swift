import HTTP
import Testing

/// Small limits, so that every split of a request at a limit can be tried.
private func small(_ change: (inout Limits) -> Void) -> Limits {
  var limits = Limits.standard
  change(&limits)
  return limits
}

private let host = "Host: a\r\n"
private let chunkedHead = "POST / HTTP/1.1\r\n\(host)Transfer-Encoding: chunked\r\n\r\n"

@Test func `a request line at the limit is served and one octet more is 414`() {
  let limits = small { $0.requestLineBytesMax = 20 }
  let atLimit = outcome(ofEverySplitOf: "GET /678901 HTTP/1.1\r\n\(host)\r\n", limits: limits)
  #expect(atLimit.errors == [])
  for line in ["GET /6789012 HTTP/1.1", "GET /", "G"] {
    let long = line + String(repeating: "x", count: 21 - min(line.utf8.count, 21))
    let beyond = outcome(ofEverySplitOf: "\(long)\r\n\(host)\r\n", limits: limits)
    #expect(beyond.errors == [.requestLineTooLong], "\(line)")
    #expect(beyond.closes)
  }
}

@Test func `a request line without an end is refused when it passes the limit`() {
  let limits = Limits.standard.requestLineBytesMax
  let line = "GET /" + String(repeating: "x", count: limits)
  #expect(outcome(of: Array(line.utf8.prefix(limits))).errors == [])
  #expect(outcome(of: Array(line.utf8.prefix(limits + 1))).errors == [.requestLineTooLong])
}

@Test func `a field section at the limit is served and one octet more is 431`() {
  let limits = small { $0.fieldSectionBytesMax = 20 }
  let atLimit = outcome(
    ofEverySplitOf: "GET / HTTP/1.1\r\n\(host)Ab: 45678\r\n\r\n", limits: limits)
  #expect(atLimit.errors == [])
  for fields in ["\(host)Ab: 456789\r\n", "\(host)\(host)\(host)", "Host: 7890123456789012345"] {
    let beyond = outcome(ofEverySplitOf: "GET / HTTP/1.1\r\n\(fields)\r\n", limits: limits)
    #expect(beyond.errors == [.fieldSectionTooLarge], "\(fields)")
  }
}

@Test func `as many field lines as the limit are served and one more is 431`() {
  let limits = small { $0.fieldLinesMax = 3 }
  let atLimit = outcome(
    ofEverySplitOf: "GET / HTTP/1.1\r\n\(host)A:\r\nB:\r\n\r\n", limits: limits)
  #expect(atLimit.errors == [])
  let beyond = outcome(
    ofEverySplitOf: "GET / HTTP/1.1\r\n\(host)A:\r\nB:\r\nC:\r\n\r\n", limits: limits)
  #expect(beyond.errors == [.tooManyFieldLines])
}

@Test func `content at the limit is served and one octet more is 413`() {
  let limits = small {
    $0.bodyBytesMax = 3
    $0.discardedBytesMax = 3
  }
  for (content, errors) in [("abc", []), ("abcd", [ProtocolError.contentTooLarge])] {
    let length = "Content-Length: \(content.utf8.count)\r\n"
    let known = outcome(
      ofEverySplitOf: "POST / HTTP/1.1\r\n\(host)\(length)\r\n\(content)", limits: limits)
    #expect(known.errors == errors)
    let chunks = content.map { "1\r\n\($0)\r\n" }.joined() + "0\r\n\r\n"
    #expect(outcome(ofEverySplitOf: chunkedHead + chunks, limits: limits).errors == errors)
  }
}

@Test func `a chunk that would pass the limit is refused before its data`() {
  let limits = small { $0.bodyBytesMax = 1 << 20 }
  let outcome = outcome(ofEverySplitOf: chunkedHead + "100001\r\n", limits: limits)
  #expect(outcome.errors == [.contentTooLarge])
}

@Test func `a chunk extension at the limit is served and one octet more is refused`() {
  let limits = small { $0.chunkExtensionBytesMax = 4 }
  let atLimit = outcome(ofEverySplitOf: chunkedHead + "1;abc\r\nx\r\n0\r\n\r\n", limits: limits)
  #expect(atLimit.errors == [])
  let beyond = outcome(ofEverySplitOf: chunkedHead + "1;abcd\r\nx\r\n0\r\n\r\n", limits: limits)
  #expect(beyond.errors == [.chunkExtensionTooLong])
}

@Test func `a trailer section at the limit is served and one octet more is 431`() {
  let limits = small { $0.trailerBytesMax = 6 }
  let atLimit = outcome(ofEverySplitOf: chunkedHead + "0\r\nA: b\r\n\r\n", limits: limits)
  #expect(atLimit.errors == [])
  let beyond = outcome(ofEverySplitOf: chunkedHead + "0\r\nA: bc\r\n\r\n", limits: limits)
  #expect(beyond.errors == [.trailerSectionTooLarge])
}

@Test func `many small chunks are refused and as many large ones are served`() {
  let limits = small {
    $0.chunkOverheadBytesMax = 300
    $0.chunkExtensionBytesMax = 20
  }
  let wasteful = String(repeating: "1;abc\r\nx\r\n", count: 40) + "0\r\n\r\n"
  #expect(
    outcome(ofEverySplitOf: chunkedHead + wasteful, limits: limits).errors == [
      .excessiveChunkOverhead
    ])
  let fair = String(repeating: "4;abc\r\nxxxx\r\n", count: 40) + "0\r\n\r\n"
  #expect(outcome(ofEverySplitOf: chunkedHead + fair, limits: limits).errors == [])
}

@Test func `the last request a connection may make is told that it closes`() {
  let limits = small { $0.requestsPerConnectionMax = 2 }
  let request = "GET / HTTP/1.1\r\n\(host)\r\n"
  let outcome = outcome(ofEverySplitOf: request + request + request, limits: limits)
  let answers = Answer.all(in: outcome)
  #expect(answers?.map { $0.fields["connection"] } == [nil, "close"])
  #expect(outcome.closes)
}

@Test func `limits that contradict each other are a mistake`() async {
  await #expect(processExitsWith: .failure) {
    var limits = Limits.standard
    limits.discardedBytesMax = limits.bodyBytesMax + 1
    _ = Workspace(responder: EchoResponder(), limits: limits)
  }
}
