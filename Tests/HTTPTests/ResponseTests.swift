import HTTP
import Testing

private func answer(to request: String) -> Answer? {
  let outcome = outcome(ofEverySplitOf: request)
  let bodiless: Set<Int> = request.hasPrefix("HEAD") ? [0] : []
  let answers = Answer.all(in: outcome, bodiless: bodiless)
  return answers?.count == 1 ? answers?.first : nil
}

@Test func `HEAD is answered with the fields of GET and without its content`() {
  let head = answer(to: "HEAD /prepared HTTP/1.1\r\nHost: a\r\n\r\n")
  var get = answer(to: "GET /prepared HTTP/1.1\r\nHost: a\r\n\r\n")
  #expect(get?.body == "prepared")
  get?.body = ""
  #expect(head == get)
}

@Test func `an error is answered to HEAD without content too`() {
  let answer = answer(to: "HEAD / HTTP/1.1\r\n\r\n")
  #expect(answer?.status == 400)
  #expect(answer?.fields["content-length"] == "11")
}

@Test func `204 has neither content nor a length`() {
  let answer = answer(to: "POST /empty HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nhi")
  #expect(answer?.status == 204)
  #expect(answer?.fields["content-length"] == nil)
}

@Test func `304 has neither content nor a length`() {
  let answer = answer(to: "POST /unchanged HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nhi")
  #expect(answer?.status == 304)
  #expect(answer?.fields["content-length"] == nil)
}

@Test func `an answer without content says so`() {
  #expect(answer(to: "GET / HTTP/1.1\r\nHost: a\r\n\r\n")?.fields["content-length"] == "0")
}

@Test func `every answer is dated, errors too`() {
  for request in ["GET / HTTP/1.1\r\nHost: a\r\n\r\n", "GET / HTTP/1.1\r\n\r\n", "GET /\r\n"] {
    #expect(answer(to: request)?.fields["date"] == "Sun, 06 Nov 1994 08:49:37 GMT")
  }
}

@Test func `HTTP 1.0 is answered in HTTP 1.1`() {
  // RFC 9110 section 6.2: the highest version the server conforms to.
  #expect(outcome(of: Array("GET / HTTP/1.0\r\n\r\n".utf8)).output.hasPrefix("HTTP/1.1 200 OK\r\n"))
}

@Test func `a field value cannot end its line`() {
  var feeder = Feeder()
  feeder.responder.fields = [("X-Echo", "a\r\nSet-Cookie: b\u{0}温")]
  feeder.feed("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
  #expect(feeder.outcome.output.contains("\r\nX-Echo: a  Set-Cookie: b 温\r\n"))
}

@Test func `a field name that is no token is a mistake`() async {
  await #expect(processExitsWith: .failure) {
    var response = Response()
    response.addField("X Y", "z")
  }
}

@Test func `an emptied response is as new`() {
  var response = Response()
  response.status = .notFound
  response.contentType = "text/plain"
  response.body = [1]
  response.preparedBody = PreparedContent([1])
  response.closesConnection = true
  response.addField("Allow", "GET")
  response.reset()
  #expect(String(describing: response) == String(describing: Response()))
}

@Test func `a status without a constant has an empty reason phrase`() {
  #expect(Status(code: 299).reasonPhrase == "")
}

@Test func `an interim status is not a response's`() async {
  await #expect(processExitsWith: .failure) { _ = Status(code: 100) }
}
