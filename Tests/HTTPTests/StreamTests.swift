import HTTP
import Testing

private let head = "POST /stream HTTP/1.1\r\nHost: a\r\n"
private let next = "GET /next HTTP/1.1\r\nHost: a\r\n\r\n"

/// The answers to a streamed request and what follows it, the same for every split.
private func answers(to request: String, limits: Limits = .standard) -> [Answer]? {
  let bytes = Array(request.utf8)
  let whole = Answer.all(in: outcome(of: bytes, limits: limits))
  for cut in bytes.indices {
    let split = outcome(of: bytes, cutAt: [cut], limits: limits)
    #expect(Answer.all(in: split) == whole, "split at \(cut)")
  }
  let single = outcome(of: bytes, cutAt: Array(bytes.indices), limits: limits)
  #expect(Answer.all(in: single) == whole)
  return whole
}

@Test func `a stream answers content as it comes`() {
  var feeder = Feeder()
  feeder.feed(head + "Content-Length: 4\r\n\r\nab")
  #expect(feeder.outcome.output.hasSuffix("\r\n\r\n2\r\nAB\r\n"))
  #expect(feeder.outcome.output.contains("\r\nTransfer-Encoding: chunked\r\n"))
  feeder.feed("cd")
  #expect(feeder.outcome.output.hasSuffix("2\r\nCD\r\n1\r\n.\r\n0\r\n\r\n"))
}

@Test func `a stream of known length is followed by the next request`() {
  let answers = answers(to: head + "Content-Length: 4\r\n\r\nabcd" + next)
  #expect(answers?.map(\.body) == ["ABCD.", ""])
}

@Test func `a stream of chunks is followed by the next request`() {
  let chunks = "2\r\nab\r\n3;x\r\ncde\r\n0\r\nA: b\r\n\r\n"
  let answers = answers(to: head + "Transfer-Encoding: chunked\r\n\r\n" + chunks + next)
  #expect(answers?.map(\.body) == ["ABCDE.", ""])
}

@Test func `a piece that is answered with nothing is no chunk`() {
  let answers = answers(to: head + "Content-Length: 4\r\n\r\n a b" + next)
  #expect(answers?.map(\.body) == ["AB.", ""])
}

@Test func `a stream without content is answered`() {
  #expect(answers(to: head + "\r\n" + next)?.map(\.body) == [".", ""])
}

@Test func `a stream goes on where a backlog stops it`() {
  var limits = Limits.standard
  limits.outputBacklogBytesMax = 1
  limits.streamedPieceBytesMax = 2
  let answers = answers(to: head + "Content-Length: 5\r\n\r\nabcde" + next, limits: limits)
  #expect(answers?.map(\.body) == ["ABCDE.", ""])
}

@Test func `a stream is given one piece at a time under a backlog`() {
  var limits = Limits.standard
  limits.streamedPieceBytesMax = 2
  for (framing, body) in [
    ("Content-Length: 5", "abcde"), ("Transfer-Encoding: chunked", "5\r\nabcde"),
  ] {
    limits.outputBacklogBytesMax = 1 << 16
    var feeder = Feeder(limits: limits)
    feeder.feed(head + framing + "\r\n\r\n")
    let headCount = feeder.output.count
    limits.outputBacklogBytesMax = 1
    feeder.workspace = Workspace(responder: feeder.responder, limits: limits)
    feeder.next = feeder.connection.receive(Array(body.utf8).span, &feeder.workspace)
    #expect(feeder.next == .drain)
    let output = feeder.workspace.output.unsent.text
    #expect(output == "2\r\nAB\r\n")
    feeder.send()
    #expect(feeder.output.count == headCount + 7 + 7 + 6 + (framing.hasPrefix("C") ? 11 : 0))
  }
}

@Test func `HTTP 1.0 gets a stream without chunks and then a close`() {
  let outcome = outcome(
    of: Array("POST /stream HTTP/1.0\r\nConnection: keep-alive\r\nContent-Length: 2\r\n\r\nab".utf8)
  )
  #expect(outcome.output.hasSuffix("\r\n\r\nAB."))
  #expect(outcome.output.contains("\r\nConnection: close\r\n"))
  #expect(outcome.closes)
}

@Test func `a stream that breaks the framing breaks off`() {
  let outcome = outcome(of: Array((head + "Transfer-Encoding: chunked\r\n\r\n1\r\nabc").utf8))
  #expect(outcome.output.hasSuffix("\r\n\r\n1\r\nA\r\n"))
  #expect(outcome.closes)
}

@Test func `a stream that runs out of time breaks off`() {
  var feeder = Feeder()
  feeder.feed(head + "Content-Length: 4\r\n\r\nab")
  feeder.timeOut()
  #expect(feeder.outcome.output.hasSuffix("2\r\nAB\r\n"))
  #expect(feeder.next == .close)
}

@Test func `a stream longer than its own limit is refused by its length`() {
  var feeder = Feeder()
  feeder.responder.bodyBytesMax = 3
  feeder.feed(head + "Content-Length: 4\r\n\r\n")
  #expect(feeder.outcome.errors == [.contentTooLarge])
}

@Test func `a stream may be longer than what is collected`() {
  var limits = Limits.standard
  limits.bodyBytesMax = 1
  limits.discardedBytesMax = 1
  #expect(answers(to: head + "Content-Length: 2\r\n\r\nab", limits: limits)?.map(\.body) == ["AB."])
}

@Test func `a stream under way when the server shuts down is the last answer`() {
  var feeder = Feeder()
  feeder.feed(head + "Content-Length: 2\r\n\r\na")
  feeder.connection.drain()
  feeder.feed("b" + next)
  #expect(Answer.all(in: feeder.outcome)?.map(\.body) == ["AB."])
  #expect(feeder.outcome.closes)
}

@Test func `a request that breaks off drops its stream`() {
  var feeder = Feeder()
  feeder.feed(head + "Content-Length: 2\r\n\r\na")
  #expect(feeder.responder.lastStream != nil)
  feeder.timeOut()
  #expect(feeder.responder.lastStream == nil)
}

@Test func `a stream for HEAD is a mistake`() async {
  await #expect(processExitsWith: .failure) {
    var feeder = Feeder()
    feeder.feed("HEAD /stream HTTP/1.1\r\nHost: a\r\n\r\n")
  }
}
