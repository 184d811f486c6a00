import HTTP
import Testing

@Test func `a request is answered with its length, the date and the content`() {
  let outcome = outcome(ofEverySplitOf: "POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nhi")
  #expect(
    outcome.output == """
      HTTP/1.1 200 OK\r
      Date: Sun, 06 Nov 1994 08:49:37 GMT\r
      Content-Type: text/plain\r
      Content-Length: 2\r
      \r
      hi
      """)
  #expect(!outcome.closes)
}

@Test func `chunks are put together`() {
  let outcome = outcome(
    ofEverySplitOf: """
      POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n\
      3\r\nabc\r\nA;x=y\r\n0123456789\r\n0\r\nTrailer: dropped\r\n\r\nGET / HTTP/1.1\r\nHost: b\r\n\r\n
      """)
  #expect(outcome.output.hasPrefix("HTTP/1.1 200 OK"))
  #expect(outcome.output.contains("\r\n\r\nabc0123456789HTTP/1.1 200 OK"))
  #expect(outcome.requests.count == 2)
}
