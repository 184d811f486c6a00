/// How content is framed, and how connections go on after it.
extension Probe {
  static func lengths(_ table: inout ProbeTable) {
    table.section("9112 6.2")
    table.serves("content of its length", post("Content-Length: 2", content: "{}"), 422)
    table.serves("zeros before the length", post("Content-Length: 0002", content: "{}"), 422)
    table.serves("white space around the length", post("Content-Length: \t2 ", content: "{}"), 422)
    table.serves("no content of length 0", post("Content-Length: 0"), 400)
    table.serves(
      "content that looks like a request",
      post("Content-Length: 21", content: "GET / HTTP/1.1\r\nA: b\r"), 400)
    table.serves("content with GET", get("/healthz", "Content-Length: 2") + "{}")
    table.serves(
      "content of what is refused", "POST /healthz HTTP/1.1¶H¶Content-Length: 2¶¶{}", 405)
    table.serves("content of what is not there", "POST /a HTTP/1.1¶H¶Content-Length: 2¶¶{}", 404)
    table.section("9112 6.3")
    table.serves("neither length nor coding: no content", "POST /a HTTP/1.1¶H¶¶", 404)
    for length in [
      "", "+2", "-2", "0x2", "2.0", "2e0", "2;2", "2,", ",2", "2, 2", "2,3", "2 2", "two", "２",
      "\"2\"", "1_0", "NaN",
    ] {
      table.ends("the length \(length)", post("Content-Length: \(length)", content: "{}"))
    }
    table.ends("the length twice", post("Content-Length: 2", "Content-Length: 2", content: "{}"))
    table.ends("two lengths", post("Content-Length: 2", "Content-Length: 3", content: "{}"))
    table.ends("two lengths of GET", get("/healthz", "Content-Length: 0", "Content-Length: 0"))
    table.section("9110 15.5.14")
    for length in ["1048577", "9223372036854775807", "9223372036854775808", "99999999999999999999"]
    {
      table.ends("the length \(length)", post("Content-Length: \(length)"), 413)
    }
  }

  static func codings(_ table: inout ProbeTable) {
    let chunked = "Transfer-Encoding: chunked"
    table.section("9112 6.1")
    table.ends("a length and chunks", post("Content-Length: 2", chunked, content: "0¶¶"))
    table.ends("chunks and a length", post(chunked, "Content-Length: 5", content: "0¶¶"))
    table.ends("chunks in HTTP/1.0", "POST /a HTTP/1.0¶\(chunked)¶¶0¶¶")
    for coding in [
      "gzip", "identity", "gzip, chunked", "chunked, gzip", "chunked, identity", "xchunked",
      "chunkedx", "deflate;q=1, chunked", "cow",
    ] {
      table.ends("the coding \(coding)", post("Transfer-Encoding: \(coding)", content: "0¶¶"), 501)
    }
    table.ends("another coding on its own line", post("Transfer-Encoding: gzip", chunked), 501)
    for coding in [
      "", ",", "chunked, chunked", "chunked;a=b", "\"chunked\"", "chunked chunked", "chu nked",
      "[chunked]", "chunked;",
    ] {
      table.ends("the coding \(coding)", post("Transfer-Encoding: \(coding)", content: "0¶¶"))
    }
    table.ends("chunked on two lines", post(chunked, chunked, content: "0¶¶"))
    table.ends(
      "a vertical tab before chunked", post("Transfer-Encoding: \u{0B}chunked", content: "0¶¶"))
    table.section("9112 7")
    for coding in ["Chunked", "CHUNKED", "cHuNkEd", " chunked\t"] {
      table.serves(
        "the coding \(coding)", post("Transfer-Encoding: \(coding)", content: "2¶{}¶0¶¶"), 422)
    }
  }

  private static func chunked(_ chunks: String) -> String {
    post("Transfer-Encoding: chunked", content: chunks)
  }

  static func chunks(_ table: inout ProbeTable) {
    table.section("9112 7.1")
    for (name, chunks) in [
      ("one chunk", "2¶{}¶0¶¶"), ("two chunks", "1¶{¶1¶}¶0¶¶"),
      ("zeros before a size", "0002¶{}¶00000¶¶"),
      ("sizes in both cases", "A¶{        }¶a¶          ¶0¶¶"),
      ("line ends within a chunk", "6¶{¶¶}¶0¶¶"),
    ] {
      table.serves(name, chunked(chunks), 422)
    }
    table.serves("no chunk but the last", chunked("0¶¶"), 400)
    table.serves("chunks of GET", get("/healthz", "Transfer-Encoding: chunked") + "1¶a¶0¶¶")
    for size in [
      "", " ", "x", "g", "0x2", "-1", "+2", "2,", "2 2", "2.", "\t2", " 2", "２", "8000000000000000",
      "ffffffffffffffff", "10000000000000002", "00000000000000002", "1_0", "2h",
    ] {
      table.ends("the size \(size)", chunked("\(size)¶{}¶0¶¶"))
    }
    for (name, chunks) in [
      ("a chunk longer than its size", "1¶{}¶0¶¶"), ("a chunk shorter than its size", "3¶{}¶0¶¶"),
      ("LF after a size", "2\n{}¶0¶¶"), ("CR after a size", "2\r{}¶0¶¶"),
      ("LF after a chunk", "2¶{}\n0¶¶"), ("CR after a chunk", "2¶{}\r0¶¶"),
      ("no line end after a chunk", "2¶{}0¶¶"), ("white space after a chunk", "2¶{} ¶0¶¶"),
      ("LF after the last size", "2¶{}¶0\n¶"), ("LF for the last line", "2¶{}¶0¶\n"),
      ("CR for the last line", "2¶{}¶0¶\rX"),
    ] {
      table.ends(name, chunked(chunks))
    }
    table.ends("a size beyond the limit", chunked("7fffffffffffffff¶"), 413)
    table.section("9112 7.1.1")
    for suffix in [";a", ";a=b", ";a=\"b\"", ";a=\"b;c\"", ";a;b=c", " ; a = b", ";a=\"\\\"\""] {
      table.serves("the extension \(suffix)", chunked("2\(suffix)¶{}¶0¶¶"), 422)
    }
    for suffix in [";", ";;", ";a=", ";=b", ";a b", ";a\u{01}", ";a=\"b", " ", ";a\nb", ";a\rb"] {
      table.ends(
        "the extension \(suffix.debugDescription)", chunked("2\(suffix)¶{}¶0¶¶"))
    }
  }

  static func trailers(_ table: inout ProbeTable) {
    table.section("9112 7.1.2")
    table.serves("a trailer", chunked("2¶{}¶0¶A: b¶¶"), 422)
    table.serves("two trailers", chunked("2¶{}¶0¶A: b¶C:¶¶"), 422)
    table.section("9110 6.5.1")
    for trailer in [
      "Content-Length: 99", "Transfer-Encoding: gzip", "Host: b", "Connection: close",
      "Content-Type: text/plain", "Content-Encoding: br", "Expect: x", "X-Request-Id: trailer",
    ] {
      table.serves("\(trailer) in a trailer says nothing", chunked("2¶{}¶0¶\(trailer)¶¶"), 422)
    }
    for (name, trailer) in [
      ("no colon", "A"), ("no name", ": a"), ("a space before the colon", "A : b"),
      ("a name that is no token", "A(B: c"), ("a NUL", "A: \0"), ("LF", "A: b\n"),
      ("CR", "A: b\rc"), ("white space first", " A: b"),
    ] {
      table.ends("a trailer with \(name)", chunked("2¶{}¶0¶\(trailer)¶¶"))
    }
    table.ends("a folded trailer", chunked("2¶{}¶0¶A: b¶ c¶¶"))
  }

  static func persistence(_ table: inout ProbeTable) {
    table.section("9112 9.3")
    table.serves("HTTP/1.1 persists", get("/readyz"))
    table.serves("so does a refusal", get("/a"), 404)
    table.serves("keep-alive is what is done anyway", get("/healthz", "Connection: keep-alive"))
    table.serves("HTTP/1.0 with keep-alive", "GET /healthz HTTP/1.0¶Connection: Keep-Alive¶¶")
    table.ends("HTTP/1.0", "GET /healthz HTTP/1.0¶¶", 200)
    table.ends("HTTP/1.0 with a host", "GET /healthz HTTP/1.0¶H¶¶", 200)
    table.ends(
      "HTTP/1.0 with keep-alive and close",
      "GET /healthz HTTP/1.0¶Connection: keep-alive, close¶¶", 200)
    table.section("9112 9.6")
    for connection in [
      "close", "Close", "CLOSE", "keep-alive, close", "close, x", ",close", "x,\tclose",
    ] {
      table.ends("Connection: \(connection)", get("/healthz", "Connection: \(connection)"), 200)
    }
    table.ends("close on a second line", get("/healthz", "Connection: x", "Connection: close"), 200)
    table.ends("close of what is refused", get("/a", "Connection: close"), 404)
    table.ends(
      "the last of three", get("/a") + get("/b") + get("/c", "Connection: close"), 404, 404, 404)
    for connection in ["closed", "x-close", "\"close\"", "close=1", "disclose"] {
      table.serves("Connection: \(connection)", get("/healthz", "Connection: \(connection)"))
    }
    table.section("9112 9.3.2")
    table.serves(
      "five in a row", String(repeating: get("/healthz"), count: 5), 200, 200, 200, 200, 200)
    table.serves(
      "content between",
      post("Content-Length: 2", content: "{}") + get("/version")
        + chunked("2¶{}¶0¶¶") + get("/a"), 422, 200, 422, 404)
    table.ends(
      "what comes after an error is not looked at", get("/a") + "GET /\n" + get("/b"), 404, 400)
    table.section("9110 7.8")
    table.serves(
      "an upgrade is passed over", get("/healthz", "Connection: upgrade", "Upgrade: websocket"))
    table.serves(
      "so is that to HTTP/2",
      get("/healthz", "Connection: Upgrade, HTTP2-Settings", "Upgrade: h2c", "HTTP2-Settings: AA"))
  }
}
