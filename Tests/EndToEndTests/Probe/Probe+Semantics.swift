/// What methods, expectations, preferences and conditions mean.
extension Probe {
  static func methods(_ table: inout ProbeTable) {
    table.section("9110 9.3.2")
    for path in ["/healthz", "/readyz", "/version", "/v1/policy", "/openapi.yaml", "/metrics"] {
      table.heads("HEAD of \(path)", "HEAD \(path) HTTP/1.1¶H¶¶")
    }
    table.heads("HEAD of what is not there", "HEAD /a HTTP/1.1¶H¶¶", 404)
    table.heads("HEAD of what only takes", "HEAD /v1/settlements HTTP/1.1¶H¶¶", 405)
    table.section("9110 9.3.7")
    for path in ["/healthz", "/v1/settlements", "/v1/coverage", "/v1/policy"] {
      table.serves("OPTIONS of \(path)", "OPTIONS \(path) HTTP/1.1¶H¶¶", 204)
    }
    table.serves("OPTIONS with content", "OPTIONS * HTTP/1.1¶H¶Content-Length: 2¶¶{}", 204)
    table.section("9110 9.3.6")
    table.serves("CONNECT", "CONNECT a:443 HTTP/1.1¶H¶¶", 501)
    table.section("9110 9.3.8")
    table.serves("TRACE", "TRACE /healthz HTTP/1.1¶H¶¶", 501)
    table.section("9110 9.1")
    for method in ["BREW", "get", "Get", "PROPFIND", "PURGE", "G", "!#$%&'*+-.^_`|~"] {
      table.serves("the method \(method)", "\(method) /healthz HTTP/1.1¶H¶¶", 501)
    }
    table.section("9110 15.5.6")
    for method in ["POST", "PUT", "DELETE", "PATCH"] {
      table.serves("\(method) of health", "\(method) /healthz HTTP/1.1¶H¶¶", 405)
    }
    for method in ["GET", "PUT", "DELETE", "PATCH"] {
      table.serves("\(method) of settlements", "\(method) /v1/settlements HTTP/1.1¶H¶¶", 405)
    }
  }

  static func expectations(_ table: inout ProbeTable) {
    let settlement = "POST /v1/settlements HTTP/1.1¶H¶Content-Type: application/json¶"
    table.section("9110 10.1.1")
    table.serves(
      "100-continue with content", settlement + "Expect: 100-continue¶Content-Length: 2¶¶{}", 100,
      422)
    table.serves(
      "100-continue in capitals", settlement + "Expect: 100-CONTINUE¶Content-Length: 2¶¶{}", 100,
      422)
    table.serves(
      "100-continue with chunks",
      settlement + "Expect: 100-continue¶Transfer-Encoding: chunked¶¶2¶{}¶0¶¶", 100, 422)
    table.serves("100-continue without content", get("/healthz", "Expect: 100-continue"))
    table.serves(
      "100-continue with a length of 0",
      settlement + "Expect: 100-continue¶Content-Length: 0¶¶", 400)
    table.ends(
      "100-continue of HTTP/1.0 is passed over",
      "POST /a HTTP/1.0¶Expect: 100-continue¶Content-Length: 2¶¶{}", 404)
    table.ends(
      "content that is not wanted is not asked for",
      "POST /a HTTP/1.1¶H¶Expect: 100-continue¶Content-Length: 2¶¶{}", 404)
    table.ends(
      "nor is content that is too large",
      settlement + "Expect: 100-continue¶Content-Length: 1048577¶¶", 413)
    table.ends(
      "nor content of another type",
      "POST /v1/settlements HTTP/1.1¶H¶Content-Type: text/plain¶Expect: 100-continue¶"
        + "Content-Length: 2¶¶{}", 415)
    table.section("9110 15.5.18")
    for expectation in ["200-ok", "100-continue, x", "100", "100-continue;a", "x=y"] {
      table.serves("Expect: \(expectation)", get("/healthz", "Expect: \(expectation)"), 417)
    }
  }

  static func representations(_ table: inout ProbeTable) {
    func posted(_ lines: String) -> String {
      "POST /v1/settlements HTTP/1.1¶H¶\(lines)Content-Length: 2¶¶{}"
    }
    table.section("9110 8.3")
    for type in [
      "Application/Json", "APPLICATION/JSON", "application/json;charset=utf-8",
      "application/json; charset=\"UTF-8\"", "application/json ; a=b",
    ] {
      table.serves("the type \(type)", posted("Content-Type: \(type)¶"), 422)
    }
    table.section("9110 15.5.16")
    for type in [
      "text/plain", "application/xml", "application/json2", "application", "json", "*/*", "",
      "application/json; charset=gbk", "application/x-ndjson", "multipart/form-data; boundary=a",
    ] {
      table.serves("the type \(type)", posted("Content-Type: \(type)¶"), 415)
    }
    table.serves("no type", posted(""), 415)
    table.serves(
      "two types", posted("Content-Type: application/json¶Content-Type: application/json¶"), 415)
    table.section("9110 8.4.1")
    let json = "Content-Type: application/json¶"
    table.serves("identity", posted("\(json)Content-Encoding: identity¶"), 422)
    for coding in ["br", "zstd", "compress", "gzip, gzip", "gzip, br", "aes128gcm"] {
      table.serves("the coding \(coding)", posted("\(json)Content-Encoding: \(coding)¶"), 415)
    }
    for coding in ["gzip", "x-gzip", "deflate"] {
      table.serves(
        "\(coding) that is none", posted("\(json)Content-Encoding: \(coding)¶"), 400)
    }
    table.section("9110 15.5.12")
    table.serves("no length and no chunks", "POST /v1/settlements HTTP/1.1¶H¶\(json)¶", 411)
    table.section("9110 15.5.5")
    for path in ["/", "/v1", "/v1/", "/v2/settlements", "/v1/settlements/", "/healthz%00", "/%2e"] {
      table.serves("the path \(path)", get(path), 404)
    }
  }

  static func negotiation(_ table: inout ProbeTable) {
    table.section("9110 12.5.1")
    for accept in [
      "*/*", "application/*", "application/json", "APPLICATION/JSON", "text/html, */*;q=0.1",
      "application/json;q=0.001", "text/html,application/json", "a/b;q=0, */*",
    ] {
      table.serves("Accept: \(accept)", get("/healthz", "Accept: \(accept)"))
    }
    for accept in [
      "text/html", "image/*", "application/json;q=0", "*/*;q=0",
      "application/json;q=0.000, */*;q=0",
      "text/html;q=1, text/*",
    ] {
      table.serves(
        "Accept: \(accept)", get("/version", "Accept: \(accept), application/problem+json;q=0"), 406
      )
    }
    table.section("9110 12.5.4")
    for language in [
      "en", "zh", "en-GB;q=0.5, zh;q=0.4", "fr", "*", "", "en;q=x", "en;q=2", "-", ";;;",
    ] {
      table.serves(
        "Accept-Language: \(language)", get("/v1/policy", "Accept-Language: \(language)"))
    }
    table.section("9110 12.5.3")
    for coding in [
      "gzip", "deflate", "identity", "br", "gzip;q=0", "*", "*;q=0", "", "identity;q=0",
    ] {
      table.serves(
        "Accept-Encoding: \(coding)", get("/v1/policy", "Accept-Encoding: \(coding)"))
    }
  }

  static func conditions(_ table: inout ProbeTable) {
    table.section("9110 13.1.2")
    table.serves("any tag", get("/v1/policy", "If-None-Match: *"), 304)
    table.serves("another tag", get("/v1/policy", "If-None-Match: \"a\""))
    table.serves("tags that are none", get("/v1/policy", "If-None-Match: a, \"b"))
    table.heads("any tag of HEAD", "HEAD /v1/policy HTTP/1.1¶H¶If-None-Match: *¶¶", 304)
    table.section("9110 14.2")
    for range in ["bytes=0-0", "bytes=-1", "bytes=5-1", "lines=1-2", "bytes", "bytes=0-0,2-2"] {
      table.serves("Range: \(range) is passed over", get("/openapi.yaml", "Range: \(range)"))
    }
    table.section("9110 4.2")
    table.serves("a query that is not decoded", get("/v1/policy?date=%zz"), 400)
    for query in ["?date=", "?date=2024-13-01", "?day=2024-01-01", "?date=1&date=2"] {
      table.serves("the query \(query)", get("/v1/policy\(query)"), 422)
    }
  }

  static func limits(_ table: inout ProbeTable) {
    func repeated(_ text: String, _ count: Int) -> String { String(repeating: text, count: count) }
    table.section("9110 15.5.15")
    table.serves("a line of the limit", get("/\(repeated("a", 8178))"), 404)
    table.ends("a line one octet longer", get("/\(repeated("a", 8179))"), 414)
    table.ends("a method without end", repeated("A", 8193), 414)
    table.section("6585 5")
    table.serves("as many fields as there may be", get("/healthz", repeated("A: b¶", 98) + "A: b"))
    table.ends("one more", get("/healthz", repeated("A: b¶", 99) + "A: b"), 431)
    table.ends("a value without end", get("/healthz", "A: \(repeated("b", 16 * 1024))"), 431)
    table.ends("a name without end", get("/healthz", "\(repeated("b", 16 * 1024)): a"), 431)
    table.ends("trailers without end", chunkedTrailer(repeated("b", 8 * 1024)), 431)
    table.section("9112 7.1.1 limits")
    table.ends("an extension without end", chunkedExtension(repeated("b", 257)))
    table.ends(
      "chunks that are mostly sizes",
      chunkedTrailer("", repeated("1;\(repeated("b", 250))¶a¶", 420)))
  }

  private static func chunkedTrailer(_ value: String, _ chunks: String = "") -> String {
    post("Transfer-Encoding: chunked", content: "\(chunks)0¶A: \(value)¶¶")
  }

  private static func chunkedExtension(_ name: String) -> String {
    post("Transfer-Encoding: chunked", content: "2;\(name)¶{}¶0¶¶")
  }
}
