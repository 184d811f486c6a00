import API
import GoldenCases
import HTTP
import Testing

private let paths = [
  "/v1/settlements", "/v1/coverage", "/v1/contributions", "/v1/maternity-allowances",
  "/v1/policy", "/healthz", "/readyz", "/version", "/openapi.yaml",
]
private let calculations = paths.prefix(4)
private let resources = paths.suffix(5)

@Suite struct `the responder` {
  let request = SettlementText().json

  @Test func `answers a settlement`() throws {
    var client = try Client()
    let reply = try client.post(request)
    #expect(reply.status == 200)
    #expect(reply.fields["content-type"] == "application/json")
    // (10 000 − 600) × 90 %
    #expect(try reply.json["/amounts/basicFund"] == "8460.00")
  }

  @Test func `answers each path whose method it has`() throws {
    var client = try Client()
    for path in resources { #expect(try client.send("GET", path).status == 200, "\(path)") }
    for path in calculations { #expect(try client.post("{}", to: path).status == 422, "\(path)") }
  }

  @Test func `answers a head sent again as before, and looks at any other anew`() throws {
    var client = try Client()
    let heads: [(lines: [String], status: Int, language: String)] = [
      (["Content-Type: application/json", "Accept-Language: en"], 200, "en"),
      (["Content-Type: application/json", "Accept-Language: en"], 200, "en"),
      (["Content-Type: application/json", "Accept-Language: zh"], 200, "zh"),
      (["Content-Type: application/yaml", "Accept-Language: en"], 415, "en"),
      (["Content-Type: application/json"], 200, "zh"),
      (["Content-Type: application/json", "Accept-Language: en"], 200, "en"),
      (["Content-Type: application/json", "Accept: text/html  "], 406, "zh"),
    ]
    for (lines, status, language) in heads {
      let reply = try client.send("POST", "/v1/settlements", lines, body: request)
      #expect(reply.status == status, "\(lines)")
      #expect(reply.fields["content-language"] == language, "\(lines)")
    }
    #expect(try client.post("{}", to: "/v1/coverage").status == 422)
    #expect(try client.post("{}", to: "/v1/coverbge").status == 404)
    #expect(try client.post("{ ", to: "/v1/coverage").status == 400)
  }

  @Test func `refuses a path that is not there with 404`() throws {
    var client = try Client()
    for path in [
      "/", "/v1", "/v1/settlements/", "/V1/settlements", "/v1/settlement", "/v1//settlements",
      "/v1/%73ettlements", "/healthz/x",
    ] {
      let reply = try client.send("GET", path)
      #expect(reply.status == 404, "\(path)")
      #expect(reply.fields["content-type"] == "application/problem+json")
      #expect(try reply.json["/type"] == "urn:wenbao:problem:notFound")
      #expect(try reply.json["/status"] == "404")
    }
    #expect(try client.post(request, to: "/nowhere").status == 404)
  }

  @Test func `refuses a method with 405 and lists those there are`() throws {
    var client = try Client()
    for path in calculations {
      for method in ["GET", "HEAD", "PUT", "DELETE", "PATCH"] {
        let reply = try client.send(method, path)
        #expect(reply.status == 405)
        #expect(reply.fields["allow"] == "POST, OPTIONS")
      }
    }
    for path in resources {
      for method in ["PUT", "DELETE", "PATCH"] {
        let reply = try client.send(method, path)
        #expect(reply.status == 405)
        #expect(reply.fields["allow"] == "GET, HEAD, OPTIONS")
      }
      #expect(try client.post(request, to: path).status == 405)
    }
  }

  @Test func `answers OPTIONS with what a path allows`() throws {
    var client = try Client()
    for path in paths {
      let reply = try client.send("OPTIONS", path)
      #expect(reply.status == 204)
      #expect(reply.body.isEmpty)
      let isCalculation = calculations.contains(path)
      #expect(reply.fields["allow"] == (isCalculation ? "POST, OPTIONS" : "GET, HEAD, OPTIONS"))
    }
    let whole = try client.send("OPTIONS", "*")
    #expect(whole.status == 204)
    #expect(whole.fields["allow"] == "GET, HEAD, POST, OPTIONS")
  }

  @Test func `answers HEAD as GET without the body`() throws {
    var client = try Client()
    for path in resources {
      var get = try client.send("GET", path).fields
      var head = try client.send("HEAD", path).fields
      for name in ["date", "x-request-id"] {
        get[name] = nil
        head[name] = nil
      }
      #expect(head == get)
      #expect(try client.send("HEAD", path).body.isEmpty)
    }
  }

  @Test func `refuses with 406 what it cannot be sent as`() throws {
    var client = try Client()
    for accept in ["text/html", "application/json;q=0", "application/xml, text/*;q=0.5"] {
      let reply = try client.post(request, ["Accept: \(accept)"])
      #expect(reply.status == 406, "\(accept)")
      #expect(reply.fields["content-type"] == "application/problem+json")
    }
    for accept in [
      "*/*", "application/*", "application/json", "text/html, */*;q=0.1",
      "APPLICATION/JSON; charset=utf-8",
    ] {
      #expect(try client.post(request, ["Accept: \(accept)"]).status == 200, "\(accept)")
    }
  }

  @Test func `sends its description as the YAML type that is asked for`() throws {
    var client = try Client()
    #expect(try client.send("GET", "/openapi.yaml").fields["content-type"] == "application/yaml")
    for type in ["application/yaml", "text/yaml"] {
      let reply = try client.send("GET", "/openapi.yaml", ["Accept: \(type)"])
      #expect(reply.fields["content-type"] == type)
      #expect(reply.body == "openapi: 3.1.0\n")
    }
    let refused = try client.send("GET", "/openapi.yaml", ["Accept: application/json"])
    #expect(refused.status == 406)
  }

  @Test func `has no description where the deployment holds none`() throws {
    var client = try Client(openAPI: nil)
    #expect(try client.send("GET", "/openapi.yaml").status == 404)
  }

  @Test func `refuses content of unknown length with 411`() throws {
    var client = try Client()
    let reply = try client.send("POST", "/v1/settlements", ["Content-Type: application/json"])
    #expect(reply.status == 411)
    #expect(try client.post("").status == 400)
  }

  @Test func `takes content in chunks`() throws {
    var client = try Client()
    let size = String(request.utf8.count, radix: 16)
    let reply = try client.send(
      "POST /v1/settlements HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
        + "Transfer-Encoding: chunked\r\n\r\n\(size)\r\n\(request)\r\n0\r\n\r\n")
    #expect(reply.status == 200)
  }

  @Test func `refuses content of another type, charset or coding with 415`() throws {
    var client = try Client()
    func status(_ fields: String...) throws -> Int {
      try client.send("POST", "/v1/settlements", fields, body: request).status
    }
    for type in [
      "text/json", "application/xml", "application/json5", "application/x-www-form-urlencoded",
      "application/json; charset=gbk", "application/json; charset=utf-16", "",
    ] { #expect(try status("Content-Type: \(type)") == 415, "\(type)") }
    #expect(try status() == 415)
    for type in [
      "application/json", "Application/JSON", "application/json; charset=utf-8",
      "application/json;charset=\"UTF-8\"", "application/json; x=y",
    ] { #expect(try status("Content-Type: \(type)") == 200, "\(type)") }
    for coding in ["br", "identity, zstd", "gzip, gzip"] {
      let fields = ["Content-Type: application/json", "Content-Encoding: \(coding)"]
      let reply = try client.send("POST", "/v1/settlements", fields, body: request)
      #expect(reply.status == 415)
      #expect(reply.fields["accept-encoding"] == "gzip, deflate")
    }
    #expect(try status("Content-Type: application/json", "Content-Encoding: identity") == 200)
  }

  @Test func `refuses content beyond a mebibyte with 413`() throws {
    var client = try Client()
    func reply(_ count: Int) throws -> Reply {
      try client.post(request + String(repeating: " ", count: count - request.utf8.count))
    }
    #expect(RequestLimits.bodyBytesMax == 1 << 20)
    #expect(try reply(1 << 20).status == 200)
    let refused = try reply(1 << 20 + 1)
    #expect(refused.status == 413)
    #expect(refused.fields["content-type"] == "application/problem+json")
    #expect(try refused.json["/code"] == "contentTooLarge")
  }

  @Test func `says where bytes stop being JSON`() throws {
    var client = try Client()
    let reply = try client.post("{\n  \"person\": nil\n}")
    #expect(reply.status == 400)
    #expect(try reply.json["/type"] == "urn:wenbao:problem:notJSON")
    #expect(try reply.json["/line"] == "2")
    #expect(try reply.json["/column"] == "13")
  }

  @Test func `answers in the language that the client prefers`() throws {
    var client = try Client()
    for (accepted, language) in [
      ("", "zh"), ("en", "en"), ("zh", "zh"), ("fr", "zh"), ("en-GB, zh;q=0.5", "en"),
      ("zh-CN, en;q=0.9", "zh"), ("en;q=0.1", "en"), ("en;q=0", "zh"), ("fr, en;q=0.2", "en"),
    ] {
      let fields = accepted.isEmpty ? [] : ["Accept-Language: \(accepted)"]
      for body in [request, "{}", "{"] {
        let reply = try client.post(body, fields)
        #expect(reply.fields["content-language"] == language, "\(accepted)")
        #expect(reply.fields["vary"]?.hasPrefix("Accept-Language") == true)
      }
      let missing = try client.send("GET", "/nowhere", fields)
      #expect(try missing.json["/title"] == (language == "en" ? "Not found" : "没有这个路径"))
    }
  }

  @Test func `echoes the requestId of a request it cannot compute`() throws {
    var client = try Client()
    let reply = try client.post(#"{"x":1,"requestId":"a-1"}"#)
    #expect(reply.status == 422)
    #expect(try reply.json["/requestId"] == "a-1")
    #expect(try reply.json["/errors/0/pointer"] == "/x")
    #expect(try reply.json["/errors/0/code"] == "unknownMember")
    #expect(try client.post(#"{"requestId":7}"#).json["/requestId"] == nil)
  }

  @Test func `tells its version`() throws {
    var client = try Client()
    let reply = try client.send("GET", "/version")
    #expect(reply.body == #"{"name":"wenbao","version":"1.2.3"}"#)
  }

  @Test func `words a violated rule of HTTP as a problem`() throws {
    var client = try Client()
    let reply = try client.send("GET /healthz HTTP/1.1\r\n\r\n")
    #expect(reply.status == 400)
    #expect(reply.fields["content-type"] == "application/problem+json")
    #expect(try reply.json["/code"] == "missingHost")
    #expect(try reply.json["/title"] == "请求违反 HTTP 规则")
    #expect(try client.send("TRACE", "/healthz").status == 501)
  }
}

@Suite struct `JSON text of every kind` {
  @Test(.enabled(if: JSONTestSuite.folder != nil, "the JSON test suite is not at hand"))
  func `is refused as JSON or as a request`() throws {
    var calculator = Calculator(try shippedPolicy())
    var count = 0
    for (prefix, statuses) in [("y_", [422]), ("n_", [400]), ("i_", [400, 422])] {
      for file in try JSONTestSuite.files(prefix) {
        var output: [UInt8] = []
        let problem = calculator.answer(.settlement, file.bytes.span, in: .chinese, into: &output)
        let status = Int(problem?.status.code ?? 200)
        #expect(statuses.contains(status), "\(file.name): \(status)")
        count += 1
      }
    }
    #expect(count == 318)
  }
}
