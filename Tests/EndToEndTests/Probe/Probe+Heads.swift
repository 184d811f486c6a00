/// The cases of the probe, by section.
enum Probe {
  static let cases: [ProbeCase] = {
    var table = ProbeTable()
    requestLines(&table)
    lineEnds(&table)
    targets(&table)
    hosts(&table)
    fieldLines(&table)
    lengths(&table)
    codings(&table)
    chunks(&table)
    trailers(&table)
    persistence(&table)
    methods(&table)
    expectations(&table)
    representations(&table)
    negotiation(&table)
    conditions(&table)
    limits(&table)
    return table.cases
  }()

  /// A request that is answered with 200.
  static func get(_ path: String, _ lines: String...) -> String {
    "GET \(path) HTTP/1.1¶H¶" + lines.map { $0 + "¶" }.joined() + "¶"
  }

  /// A POST of these lines and this content, which is JSON and no settlement.
  static func post(_ lines: String..., content: String = "") -> String {
    "POST /v1/settlements HTTP/1.1¶H¶Content-Type: application/json¶"
      + lines.map { $0 + "¶" }.joined() + "¶" + content
  }
}

// MARK: Heads

extension Probe {
  static func requestLines(_ table: inout ProbeTable) {
    table.section("9112 3")
    table.serves("one space between the parts", "GET /healthz HTTP/1.1¶H¶¶")
    table.serves("two requests in one segment", get("/healthz") + get("/version"), 200, 200)
    for (name, line) in [
      ("a space before the method", " GET /healthz HTTP/1.1"),
      ("two spaces after the method", "GET  /healthz HTTP/1.1"),
      ("two spaces after the target", "GET /healthz  HTTP/1.1"),
      ("a space at the end", "GET /healthz HTTP/1.1 "),
      ("tabs for spaces", "GET\t/healthz\tHTTP/1.1"),
      ("a vertical tab for a space", "GET\u{0B}/healthz HTTP/1.1"),
      ("a form feed for a space", "GET /healthz\u{0C}HTTP/1.1"),
      ("a method alone", "GET"), ("no version", "GET /healthz"),
      ("a version alone", "HTTP/1.1"), ("a status line", "HTTP/1.1 200 OK"),
      ("a field line", "Host: a"), ("four parts", "GET /healthz HTTP/1.1 HTTP/1.1"),
      ("a NUL in the method", "G\0T /healthz HTTP/1.1"),
      ("a method beyond ASCII", "GÉT /healthz HTTP/1.1"),
      ("an empty method", " /healthz HTTP/1.1"), ("an empty target", "GET  HTTP/1.1"),
    ] {
      table.ends(name, "\(line)¶H¶¶")
    }
    table.section("9110 5.6.2")
    for delimiter in "\"(),/:;<=>?@[\\]{}" {
      table.ends("\(delimiter) in a method", "GE\(delimiter)T /healthz HTTP/1.1¶H¶¶")
    }
    table.section("9112 2.3")
    for version in [
      "HTTP/1", "HTTP/1.", "HTTP/.1", "HTTP/1.10", "HTTP/01.1", "HTTP/1,1", "HTTP 1.1", "http/1.1",
      "Http/1.1", "HTTPS/1.1", "HTTP/1.1x", "HTTP/x.1", "HTTP/-1.1", "HTTP//1.1", "ICAP/1.0",
    ] {
      table.ends("the version \(version)", "GET /healthz \(version)¶H¶¶")
    }
    table.section("9110 15.6.6")
    for version in ["HTTP/0.9", "HTTP/1.2", "HTTP/1.9", "HTTP/2.0", "HTTP/3.0", "HTTP/9.9"] {
      table.ends("the version \(version)", "GET /healthz \(version)¶H¶¶", 505)
    }
    table.ends("the preface of HTTP/2", "PRI * HTTP/2.0¶¶SM¶¶", 505)
  }

  static func lineEnds(_ table: inout ProbeTable) {
    table.section("9112 2.2")
    table.serves("an empty line before", "¶GET /healthz HTTP/1.1¶H¶¶")
    table.serves("an empty line between", get("/healthz") + "¶" + get("/healthz"), 200, 200)
    table.ends("two empty lines before", "¶¶GET /healthz HTTP/1.1¶H¶¶")
    for (name, input) in [
      ("LF after the request line", "GET /healthz HTTP/1.1\nHost: a¶¶"),
      ("LF after a field", "GET /healthz HTTP/1.1¶Host: a\n¶"),
      ("LF for the empty line", "GET /healthz HTTP/1.1¶Host: a¶\n"),
      ("LF alone everywhere", "GET /healthz HTTP/1.1\nHost: a\n\n"),
      ("LF before all", "\nGET /healthz HTTP/1.1¶H¶¶"),
      ("CR after the request line", "GET /healthz HTTP/1.1\rHost: a¶¶"),
      ("CR after a field", "GET /healthz HTTP/1.1¶Host: a\r¶¶"),
      ("CR in a value", "GET /healthz HTTP/1.1¶H¶A: b\rc¶¶"),
      ("CR before a value", "GET /healthz HTTP/1.1¶H¶A:\rc¶¶"),
      ("CR in a name", "GET /healthz HTTP/1.1¶H¶A\rB: c¶¶"),
      ("CR in the target", "GET /heal\rthz HTTP/1.1¶H¶¶"),
      ("CR for the empty line", "GET /healthz HTTP/1.1¶H¶\rX"),
      ("CR before all", "\rGET /healthz HTTP/1.1¶H¶¶"),
      ("CR CR LF", "GET /healthz HTTP/1.1\r\r\nHost: a¶¶"),
      ("LF CR", "GET /healthz HTTP/1.1\n\rHost: a¶¶"),
      ("white space before the first field", "GET /healthz HTTP/1.1¶ Host: a¶¶"),
      ("a line of white space before the first field", "GET /healthz HTTP/1.1¶ \t¶H¶¶"),
      ("the hello of TLS", "\u{16}\u{03}\u{01}\0"), ("a NUL", "\0GET /healthz HTTP/1.1¶H¶¶"),
    ] {
      table.ends(name, input)
    }
  }

  static func targets(_ table: inout ProbeTable) {
    table.section("9112 3.2.1")
    table.serves("a path", get("/version"))
    table.serves("a path with a query", get("/v1/policy?date=2024-05-11"))
    table.serves("a path with an empty query", get("/healthz?"))
    table.serves("a path that ends with a slash is another", get("/healthz/"), 404)
    table.serves("an empty segment makes another path", get("//healthz"), 404)
    table.serves("dots are not resolved", get("/v1/../healthz"), 404)
    table.serves("a path in capitals is another", get("/HEALTHZ"), 404)
    table.serves("every character of a path", get("/-._~!$&'()*+,;=:@%41"), 404)
    table.ends("a path without a slash", get("healthz"))
    table.ends("a fragment (9110 7.1)", get("/healthz#a"))
    for octet in ["\"", "<", ">", "\\", "^", "`", "{", "|", "}", "\u{7F}", "\u{01}", "温"] {
      table.ends("\(octet.debugDescription) in a path", get("/a\(octet)b"))
    }
    table.section("9112 3.2.2")
    table.serves("absolute form", "GET http://a/healthz HTTP/1.1¶H¶¶")
    table.serves("absolute form for another host", "GET http://b/healthz HTTP/1.1¶H¶¶")
    table.serves("absolute form of https", "GET https://a:443/healthz HTTP/1.1¶H¶¶")
    table.serves("absolute form in capitals", "GET HTTP://A/healthz HTTP/1.1¶H¶¶")
    table.serves("absolute form with a query", "GET http://a/healthz?b HTTP/1.1¶H¶¶")
    table.serves("absolute form without a path", "GET http://a HTTP/1.1¶H¶¶", 404)
    table.serves("absolute form of an IPv6 address", "GET http://[::1]:80/healthz HTTP/1.1¶H¶¶")
    for target in [
      "http:///healthz", "http://:80/healthz", "http://u@a/healthz", "http://u:p@a/healthz",
      "http://a b/healthz",
      "http:/healthz", "ftp://a/healthz", "mailto:a@b", "http://a:b/healthz", "http://[::1/healthz",
      "//a/healthz\\", "http://a/healthz#b",
    ] {
      table.ends("the target \(target)", "GET \(target) HTTP/1.1¶H¶¶")
    }
    table.ends("absolute form without Host", "GET http://a/healthz HTTP/1.1¶¶")
    table.section("9112 3.2.3")
    table.ends("authority form of GET", "GET a:80 HTTP/1.1¶H¶¶")
    table.ends("CONNECT to a path", "CONNECT /healthz HTTP/1.1¶H¶¶")
    table.ends("CONNECT in absolute form", "CONNECT http://a/ HTTP/1.1¶H¶¶")
    table.section("9112 3.2.4")
    table.serves("OPTIONS of the server", "OPTIONS * HTTP/1.1¶H¶¶", 204)
    table.ends("an asterisk for GET", "GET * HTTP/1.1¶H¶¶")
    table.ends("an asterisk for POST", "POST * HTTP/1.1¶H¶Content-Length: 0¶¶")
    table.ends("more than an asterisk", "OPTIONS *a HTTP/1.1¶H¶¶")
  }

  static func hosts(_ table: inout ProbeTable) {
    table.section("9112 3.2")
    for host in [
      "", "a", "a.example", "a.example:8080", "a:", "127.0.0.1:1", "[::1]", "[::1]:80", "A-b.c",
      "a_b", "%41", "[2001:db8::1.2.3.4]", "xn--fiq228c",
    ] {
      table.serves("the host \(host)", "GET /healthz HTTP/1.1¶Host: \(host)¶¶")
    }
    table.ends("no host", "GET /healthz HTTP/1.1¶¶")
    table.ends("two hosts", "GET /healthz HTTP/1.1¶H¶Host: b¶¶")
    table.ends("the same host twice", "GET /healthz HTTP/1.1¶Host: a¶Host: a¶¶")
    table.ends("two hosts in two cases", "GET /healthz HTTP/1.1¶HOST: a¶host: a¶¶")
    table.ends("two hosts in HTTP/1.0", "GET /healthz HTTP/1.0¶H¶Host: b¶¶")
    for host in [
      "a, b", "a b", "a/b", "a?b", "a#b", "u@a", "a:b", "a:80:80", "[::1", "::1", "[]", "[::1]a",
      "[::g]", "a\\b", "http://a", "\"a\"", "a<b", "温",
    ] {
      table.ends("the host \(host)", "GET /healthz HTTP/1.1¶Host: \(host)¶¶")
    }
  }

  static func fieldLines(_ table: inout ProbeTable) {
    table.section("9112 5")
    table.serves("no space after the colon", "GET /healthz HTTP/1.1¶Host:a¶¶")
    table.serves("white space around a value", "GET /healthz HTTP/1.1¶Host: \t a \t ¶¶")
    table.serves("a name in any case", "GET /healthz HTTP/1.1¶hOsT: a¶¶")
    table.serves("an empty value", get("/healthz", "A:"))
    table.serves("the same name twice", get("/healthz", "A: b", "A: c"))
    table.serves("colons in a value", get("/healthz", "A: b:c:d"))
    table.section("9110 5.5")
    table.serves("opaque octets in a value", get("/healthz", "A: 温州"))
    table.serves("a tab in a value", get("/healthz", "A: b\tc"))
    for octet in (0...31).filter({ ![9, 10, 13].contains($0) }) + [127] {
      let character = Character(Unicode.Scalar(UInt8(octet)))
      table.ends("the octet \(octet) in a value", get("/healthz", "A: b\(character)c"))
    }
    table.section("9110 5.1")
    table.serves("every character of a name", get("/healthz", "!#$%&'*+-.^_`|~09azAZ: 1"))
    for delimiter in "\"(),/;<=>?@[\\]{}" {
      table.ends("\(delimiter) in a name", get("/healthz", "A\(delimiter)B: c"))
    }
    table.ends("a NUL in a name", get("/healthz", "A\0B: c"))
    table.ends("a name beyond ASCII", get("/healthz", "É: c"))
    table.ends("no name", get("/healthz", ": c"))
    table.ends("no colon", get("/healthz", "A"))
    table.section("9112 5.1")
    table.ends("a space before the colon", get("/healthz", "A : b"))
    table.ends("a tab before the colon", get("/healthz", "A\t: b"))
    table.ends(
      "a length with a space before the colon",
      "POST /v1/settlements HTTP/1.1¶H¶Content-Length : 2¶¶{}")
    table.section("9112 5.2")
    table.ends("a line folded with a space", get("/healthz", "A: b", " c"))
    table.ends("a line folded with a tab", get("/healthz", "A: b", "\tc"))
    table.ends("a folded host", "GET /healthz HTTP/1.1¶Host:¶ a¶¶")
    table.ends("a folded length", "POST / HTTP/1.1¶H¶Content-Length:¶ 2¶¶{}")
  }
}
