import HTTP
import Testing

private let interim = "HTTP/1.1 100 Continue\r\n\r\n"

@Test func `a client that waits is asked to go on before its content has come`() {
  var feeder = Feeder()
  feeder.feed("POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n")
  #expect(feeder.outcome.output == interim)
  #expect(feeder.next == .receive(.body))
}

@Test func `a client that waits is asked to go on before its chunks`() {
  let outcome = outcome(
    ofEverySplitOf: """
      POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nTransfer-Encoding: chunked\r\n\r\n\
      1\r\na\r\n0\r\n\r\n
      """)
  #expect(Answer.all(in: outcome)?.map(\.status) == [100, 200])
}

@Test func `a client that waits is not asked for content that is refused`() {
  for path in ["/refuse", "/"] {
    let length = path == "/" ? 1 << 40 : 2
    let outcome = outcome(
      ofEverySplitOf: """
        POST \(path) HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\n\
        Content-Length: \(length)\r\n\r\n
        """)
    #expect(Answer.all(in: outcome)?.map(\.status) == [path == "/" ? 413 : 415])
    #expect(outcome.closes, "it may send the content or the next request")
  }
}

@Test func `refused content that is short is thrown away and the connection goes on`() {
  let outcome = outcome(
    ofEverySplitOf: """
      POST /refuse HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nGET /\
      GET /next HTTP/1.1\r\nHost: a\r\n\r\n
      """)
  #expect(Answer.all(in: outcome)?.map(\.status) == [415, 200])
  #expect(outcome.requests == ["GET /next"])
}

@Test func `refused content at the limit is thrown away and one octet more closes`() {
  for (excess, closes) in [(0, false), (1, true)] {
    let count = Limits.standard.discardedBytesMax + excess
    let head = "POST /refuse HTTP/1.1\r\nHost: a\r\nContent-Length: \(count)\r\n\r\n"
    #expect(outcome(of: Array(head.utf8)).closes == closes)
  }
}

@Test func `refused chunks close the connection`() {
  let outcome = outcome(
    ofEverySplitOf: """
      POST /refuse HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n\
      GET / HTTP/1.1\r\nHost: a\r\n\r\n
      """)
  #expect(Answer.all(in: outcome)?.map(\.status) == [415])
  #expect(outcome.closes)
}

@Test func `the end of a discarded body after an answer is no error`() {
  var feeder = Feeder()
  feeder.feed("POST /refuse HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nab")
  feeder.end()
  #expect(Answer.all(in: feeder.outcome)?.map(\.status) == [415])
  #expect(feeder.outcome.closes)
}

@Test func `a client that waits without content is answered at once`() {
  for field in ["A: b", "Content-Length: 0"] {
    let head = "POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\n\(field)\r\n\r\n"
    #expect(Answer.all(in: outcome(ofEverySplitOf: head))?.map(\.status) == [200])
  }
}

@Test func `what the responder has filled in is not part of a refusal`() {
  var feeder = Feeder()
  feeder.responder.bodyBytesMax = 1
  feeder.feed("POST /filled HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\n")
  let answers = Answer.all(in: feeder.outcome)
  #expect(answers?.map(\.body) == ["contentTooLarge"])
  #expect(answers?.first?.fields["allow"] == nil)
}
