import HTTP
import Testing

/// Whether the connection goes on, and what the answer says of it.
private func connection(after head: String) -> (closes: Bool, says: String?) {
  let outcome = outcome(ofEverySplitOf: head + "\r\n\r\n")
  return (outcome.closes, Answer.all(in: outcome)?.first?.fields["connection"])
}

@Test func `HTTP 1.1 goes on without a word`() {
  #expect(connection(after: "GET / HTTP/1.1\r\nHost: a") == (false, nil))
}

@Test func `HTTP 1.1 closes when it is asked to`() {
  for options in ["close", "Close", "keep-alive, close", "x ,\tclose", ",,close"] {
    let head = "GET / HTTP/1.1\r\nHost: a\r\nConnection: \(options)"
    #expect(connection(after: head) == (true, "close"), "\(options)")
  }
}

@Test func `close is found on any line of the field`() {
  let head = "GET / HTTP/1.1\r\nHost: a\r\nConnection: x\r\nConnection: close"
  #expect(connection(after: head) == (true, "close"))
}

@Test func `an option that only contains close does not close`() {
  let head = "GET / HTTP/1.1\r\nHost: a\r\nConnection: closed, enclose, \"close\""
  #expect(connection(after: head) == (false, nil))
}

@Test func `HTTP 1.0 closes without a word`() {
  #expect(connection(after: "GET / HTTP/1.0") == (true, "close"))
}

@Test func `HTTP 1.0 goes on when it is asked to, and is told`() {
  #expect(connection(after: "GET / HTTP/1.0\r\nConnection: Keep-Alive") == (false, "keep-alive"))
}

@Test func `close prevails over keep-alive in HTTP 1.0`() {
  #expect(connection(after: "GET / HTTP/1.0\r\nConnection: keep-alive, close") == (true, "close"))
}

@Test func `the responder can close`() {
  #expect(connection(after: "GET /close HTTP/1.1\r\nHost: a") == (true, "close"))
}

@Test func `nothing is answered after a close`() {
  let outcome = outcome(
    ofEverySplitOf: "GET /close HTTP/1.1\r\nHost: a\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n")
  #expect(outcome.requests == ["GET /close"])
}
