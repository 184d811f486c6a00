import HTTP
import Testing

private let get = "GET / HTTP/1.1\r\nHost: a\r\n\r\n"

@Test func `a request is answered with its length, the date and the content`() {
  let outcome = outcome(
    ofEverySplitOf: "POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nhi")
  let answer = """
    HTTP/1.1 200 OK\r
    Date: Sun, 06 Nov 1994 08:49:37 GMT\r
    Content-Type: text/plain\r
    X-Content-Type-Options: nosniff\r
    Content-Length: 2\r
    \r
    hi
    """
  #expect(outcome.output == answer)
  #expect(!outcome.closes)
}

@Test func `requests in a row are answered in order`() {
  let outcome = outcome(
    ofEverySplitOf: """
      POST /1 HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\none\
      POST /2 HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n\
      1\r\nt\r\n2\r\nwo\r\n0\r\n\r\n\
      \(get)
      """)
  #expect(outcome.requests == ["POST /1", "POST /2", "GET /"])
  #expect(Answer.all(in: outcome)?.map(\.body) == ["one", "two", ""])
}

@Test func `it says what it waits for`() {
  var feeder = Feeder()
  let steps: [(String, ServerConnection.Awaiting)] = [
    ("", .request), ("\r\n", .request), ("P", .head), ("OST / HTTP/1.1\r\nHost: a\r\n", .head),
    ("Content-Length: 2\r\n\r\n", .body), ("h", .body), ("i", .request), ("G", .head),
  ]
  for (piece, awaiting) in steps {
    feeder.feed(piece)
    #expect(feeder.next == .receive(awaiting), "\(piece)")
  }
}

@Test func `it counts the requests whose head was complete`() {
  var feeder = Feeder()
  feeder.feed(get + get + "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\n")
  feeder.feed("hiGET")
  #expect(feeder.connection.requestCount == 3)
}

@Test func `a backlog stops it until the output is sent`() {
  var limits = Limits.standard
  limits.outputBacklogBytesMax = 1
  var feeder = Feeder(limits: limits)
  for input in [get + get, get] {
    feeder.next = feeder.connection.receive(Array(input.utf8).span, &feeder.workspace)
    #expect(feeder.next == .drain)
    #expect(feeder.responder.requests.count == 1)
  }
  feeder.send()
  #expect(feeder.next == .receive(.request))
  #expect(feeder.outcome.requests.count == 3)
}

@Test func `octets that come while others are held are served after them`() {
  var limits = Limits.standard
  limits.outputBacklogBytesMax = 1
  var feeder = Feeder(limits: limits)
  for path in ["/1", "/2", "/3"] {
    let request = "GET \(path) HTTP/1.1\r\nHost: a\r\n\r\n"
    feeder.next = feeder.connection.receive(Array((request + get).utf8).span, &feeder.workspace)
    feeder.workspace.output.removeAll()
  }
  feeder.send()
  #expect(feeder.outcome.requests == ["GET /1", "GET /", "GET /2", "GET /", "GET /3", "GET /"])
}

@Test func `a backlog of one answer at a time changes nothing that is answered`() {
  var limits = Limits.standard
  limits.outputBacklogBytesMax = 1
  let text = get + "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nhi" + get + "GET /\r\n"
  #expect(outcome(ofEverySplitOf: text, limits: limits) == outcome(of: Array(text.utf8)))
}

@Test func `an end between requests just closes`() {
  for input in ["", get, "\r\n", get + "\r\n"] {
    let outcome = outcome(ofEverySplitOf: input, ends: true)
    #expect(outcome.closes)
    #expect(outcome.errors == [], "\(input)")
  }
}

@Test func `an end within a request is answered with 400`() {
  let inputs = [
    "G", "GET / HTTP/1.1\r\nHost: a\r\n",
    "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nh",
    "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n",
  ]
  for input in inputs {
    let outcome = outcome(ofEverySplitOf: get + input, ends: true)
    #expect(outcome.requests == ["GET /"])
    #expect(outcome.errors == [.truncatedRequest], "\(input)")
  }
}

@Test func `what a backlog held is answered after the end`() {
  var limits = Limits.standard
  limits.outputBacklogBytesMax = 1
  let outcome = outcome(ofEverySplitOf: get + get + get, limits: limits, ends: true)
  #expect(outcome.requests.count == 3)
  #expect(outcome.closes)
}

@Test func `time that is up between requests just closes`() {
  for input in ["", get, "\r\n"] {
    var feeder = Feeder()
    feeder.feed(input)
    feeder.timeOut()
    #expect(feeder.outcome.errors == [])
    #expect(feeder.next == .close)
  }
}

@Test func `time that is up within a request is answered with 408`() {
  let inputs = [
    "G", "GET / HTTP/1.1\r\n", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\n",
  ]
  for input in inputs {
    var feeder = Feeder()
    feeder.feed(input)
    feeder.timeOut()
    let answers = Answer.all(in: feeder.outcome)
    #expect(answers?.map(\.status) == [408])
    #expect(answers?.first?.fields["connection"] == "close")
    #expect(feeder.outcome.closes)
  }
}

@Test func `the next request on an idle connection is the last when the server shuts down`() {
  var feeder = Feeder()
  feeder.feed(get)
  feeder.connection.drain()
  feeder.feed(get + get)
  let answers = Answer.all(in: feeder.outcome)
  #expect(answers?.map { $0.fields["connection"] } == [nil, "close"])
  #expect(feeder.outcome.closes)
}

@Test func `a request on its way is answered when the server shuts down, and told`() {
  var feeder = Feeder()
  feeder.feed("GET / HT")
  feeder.connection.drain()
  feeder.feed("TP/1.1\r\nHost: a\r\n\r\n")
  #expect(Answer.all(in: feeder.outcome)?.first?.fields["connection"] == "close")
  #expect(feeder.outcome.closes)
}

@Test func `discarded content is read to its end when the server shuts down`() {
  var feeder = Feeder()
  feeder.feed("POST /refuse HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\na")
  feeder.connection.drain()
  feeder.feed("b")
  #expect(feeder.next == .close)
}

@Test func `a closed connection stays closed`() {
  var feeder = Feeder()
  feeder.feed("GET /\r\n")
  let output = feeder.outcome.output
  feeder.feed(get)
  feeder.timeOut()
  feeder.end()
  #expect(feeder.outcome.output == output)
  #expect(feeder.outcome.closes)
}

@Test func `a connection between requests is a few words`() {
  #expect(MemoryLayout<ServerConnection>.size <= 64)
}

@Test func `the default wording of a refusal is one line of text`() {
  final class Silent: Responder {
    func begin(_ head: borrowing RequestHead, into response: inout Response) -> BodyHandling {
      .collect(bytesMax: 0)
    }
    func respond(to request: borrowing Request, into response: inout Response) {}
  }
  var connection = ServerConnection()
  var workspace = Workspace(responder: Silent())
  _ = connection.receive(Array("GET /\r\n".utf8).span, &workspace)
  let output = workspace.output.unsent.text
  #expect(output.hasSuffix("\r\n\r\n\(ProtocolError.invalidTarget.detail)\n"))
}

@Test func `an error is answered after HEAD as to any request`() {
  var feeder = Feeder()
  feeder.feed("HEAD / HTTP/1.1\r\nHost: a\r\n\r\n")
  feeder.feed("(\r\n")
  #expect(feeder.outcome.output.hasSuffix("\r\n\r\ninvalidMethod"))
}

@Test func `a malformed body of HEAD is answered without content`() {
  let outcome = outcome(
    ofEverySplitOf: "HEAD / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nx")
  #expect(outcome.errors == [.invalidChunkSize])
  #expect(outcome.output.hasSuffix("\r\n\r\n"))
}
