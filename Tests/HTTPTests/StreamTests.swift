import ContentCoding
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
    limits.outputBacklogBytesMax = 2
    feeder.workspace = Workspace(responder: feeder.responder, limits: limits)
    feeder.next = feeder.connection.receive(Array(body.utf8).span, &feeder.workspace)
    #expect(feeder.next == .drain)
    let output = feeder.workspace.output.unsent.text
    #expect(output == "2\r\nAB\r\n")
    feeder.send()
    #expect(feeder.output.count == headCount + 7 + 7 + 6 + (framing.hasPrefix("C") ? 11 : 0))
  }
}

/// A request to `/lines`, by its fields and content.
private func request(_ fields: String, _ content: [UInt8]) -> [UInt8] {
  Array("POST /lines HTTP/1.1\r\nHost: a\r\n\(fields)\r\n\r\n".utf8) + content
}

@Test func `a stream answers no more at once than a backlog and a line, however much is sent`() {
  let content = (0..<(20 * 1024)).map { UInt8(truncatingIfNeeded: 0x61 + $0 / 1000 % 26) }
  let expected = content.flatMap { [UInt8](repeating: $0, count: LineStream.lineCount) }
  var requests = [
    request("Content-Length: \(content.count)", content),
    request(
      "Transfer-Encoding: chunked", Array("5000\r\n".utf8) + content + Array("\r\n0\r\n\r\n".utf8)),
  ]
  for coding in ContentCoding.allCases {
    let coded = coding.compressed(content)
    requests.append(
      request("Content-Encoding: \(coding.rawValue)\r\nContent-Length: \(coded.count)", coded))
  }
  let chunkBytesMax = 32
  for request in requests {
    var feeder = Feeder()
    feeder.feed(request[...])
    #expect(feeder.next == .receive(.request))
    #expect(Answer.all(in: feeder.outcome)?.map { Array($0.body.utf8) == expected } == [true])
    let most = Limits.standard.outputBacklogBytesMax + LineStream.lineCount + chunkBytesMax
    #expect(feeder.greatestCount <= most)
  }
}

@Test func `a stream that is compressed has its turn end with a backlog of what goes in`() throws {
  let content = [UInt8](repeating: 0x61, count: 16 * 1024)
  var feeder = Feeder()
  let request = request("Accept-Encoding: gzip\r\nContent-Length: \(content.count)", content)
  feeder.next = feeder.connection.receive(request.span, &feeder.workspace)
  var turnCount = 0
  while feeder.next == .drain {
    turnCount += 1
    feeder.next = feeder.connection.resume(&feeder.workspace)
  }
  #expect(feeder.next == .receive(.request))
  let backlogs = content.count * LineStream.lineCount / Limits.standard.outputBacklogBytesMax
  #expect(turnCount >= backlogs - 1 && turnCount <= backlogs + 1)
}

@Test func `coded content comes out the same whatever pieces it arrives and is decoded in`() {
  var limits = Limits.standard
  let coded = ContentCoding.gzip.compressed(Array("温州 abc abc abc abc abc abc abc ".utf8))
  let chunks = [coded[..<20], coded[20...]].flatMap { chunk in
    Array("\(String(chunk.count, radix: 16))\r\n".utf8) + chunk + Array("\r\n".utf8)
  }
  let request =
    request(
      "Content-Encoding: gzip\r\nTransfer-Encoding: chunked",
      chunks + Array("0\r\n\r\n".utf8)) + Array(next.utf8)
  let expected = Answer.all(in: outcome(of: request))
  #expect(expected?.count == 2)
  for pieceCount in [1, 2, 3, 7] {
    limits.streamedPieceBytesMax = pieceCount
    limits.outputBacklogBytesMax = 1
    for cut in request.indices {
      let split = outcome(of: request, cutAt: [cut], limits: limits)
      #expect(Answer.all(in: split) == expected, "split at \(cut)")
    }
    let single = outcome(of: request, cutAt: Array(request.indices), limits: limits)
    #expect(Answer.all(in: single) == expected)
  }
}

@Test func `a coded stream that ends early, or goes on, breaks off`() {
  let coded = ContentCoding.gzip.compressed([0x61, 0x62])
  for content in [Array(coded.dropLast()), coded + [0]] {
    let fields = "Content-Encoding: gzip\r\nContent-Length: \(content.count)"
    let outcome = outcome(of: request(fields, content))
    #expect(!outcome.output.hasSuffix("0\r\n\r\n"))
    #expect(outcome.closes)
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

@Test func `an HTTP 1.0 stream that breaks off is reset, as its end cannot be told from a close`() {
  let head = "POST /stream HTTP/1.0\r\nContent-Length: 4\r\n"
  var late = Feeder()
  var truncated = Feeder()
  var malformed = Feeder()
  late.feed(head + "\r\nab")
  late.timeOut()
  truncated.feed(head + "\r\nab")
  truncated.end()
  malformed.feed(head + "Content-Encoding: gzip\r\n\r\nabcd")
  #expect([late.next, truncated.next, malformed.next] == [.reset, .reset, .reset])
  #expect(late.outcome.output.hasSuffix("\r\n\r\nAB"))
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
