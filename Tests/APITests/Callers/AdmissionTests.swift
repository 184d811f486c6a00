import HTTP
import Insurance
import Testing

@testable import API

/// Each path that belongs to a scope, with its method.
private let guarded: [(method: String, path: String, scope: Scope)] = [
  ("POST", "/v1/settlements", .settle), ("POST", "/v1/settlements/batch", .settle),
  ("POST", "/v1/coverage", .cover),
  ("POST", "/v1/contributions", .contribute), ("POST", "/v1/maternity-allowances", .maternity),
  ("GET", "/v1/policy", .policy), ("GET", "/metrics", .operate), ("GET", "/version", .operate),
  ("GET", "/reload", .operate), ("POST", "/reload", .operate),
]

/// The field that a request to a path needs.
private func contentType(of path: String) -> String {
  "Content-Type: application/\(path.hasSuffix("batch") ? "x-ndjson" : "json")"
}

/// The paths that anyone may ask.
private let open = ["/healthz", "/readyz", "/openapi.yaml"]

@Suite struct `Without callers` {
  @Test func `everything is open`() throws {
    var client = try CallerClient(nil, isLocal: true)
    for (method, path, _) in guarded {
      let reply = try client.send(
        method, path, fields: [contentType(of: path)],
        body: method == "POST" ? "{}" : nil)
      #expect([200, 202, 422].contains(reply.status), "\(path)")
    }
  }

  @Test func `a token changes nothing`() throws {
    var client = try CallerClient(nil)
    #expect(try client.get("/v1/policy", token: "any").status == 200)
  }
}

@Suite struct `Who calls` {
  private let settler = Caller("settler", [.settle])

  @Test func `is asked of each path that has a scope`() throws {
    var client = try CallerClient([settler])
    for (method, path, _) in guarded {
      let reply = try client.send(
        method, path, fields: [contentType(of: path)],
        body: method == "POST" ? "{}" : nil)
      #expect(reply.status == 401, "\(path)")
      #expect(reply.fields["www-authenticate"] == #"Bearer realm="wenbao""#)
      #expect(try reply.json["/type"] == "urn:wenbao:problem:unauthorized")
    }
  }

  @Test func `is not asked of health and of the contract`() throws {
    var client = try CallerClient([settler])
    for path in open {
      #expect(try client.get(path).status == 200)
      #expect(try client.get(path, token: "wrong").status == 200)
    }
    #expect(try client.send("HEAD", "/healthz").status == 200)
  }

  @Test func `is proved by a bearer token`() throws {
    var client = try CallerClient([Caller("a", [.settle]), settler, Caller("z", [.policy])])
    #expect(try client.post("/v1/settlements", token: "settler-token").status == 422)
    #expect(try client.post("/v1/settlements", token: "a-token").status == 422)
    #expect(try client.get("/v1/policy", token: "z-token").status == 200)
  }

  @Test func `is proved by the subject of a certificate`() throws {
    var client = try CallerClient([settler, Caller("reader", [.policy])])
    #expect(try client.get("/v1/policy", subject: "CN=reader").status == 200)
    #expect(try client.get("/v1/policy", subject: "CN=settler").status == 403)
    for subject in ["CN=reade", "CN=reader,O=x", "cn=reader", "reader", ""] {
      let reply = try client.get("/v1/policy", subject: subject)
      #expect(reply.status == 401, "\(subject)")
      #expect(reply.fields["www-authenticate"] == #"Bearer realm="wenbao""#)
    }
  }

  @Test func `is not proved by a token that nobody has`() throws {
    var client = try CallerClient([settler])
    for token in ["settler-toke", "settler-token2", "x", String(repeating: "a", count: 8000)] {
      let reply = try client.post("/v1/settlements", token: token)
      #expect(reply.status == 401)
      #expect(
        reply.fields["www-authenticate"]
          == #"Bearer realm="wenbao", error="invalid_token", error_description="unknown""#)
    }
  }

  @Test func `is looked for in tokens up to their limit`() throws {
    let longest = String(repeating: "t", count: CallerLimits.tokenBytesMax)
    let caller = Caller(
      name: "long", scopes: [.policy], tokens: [.init(TokenDigest(standingFor: longest))])
    var client = try CallerClient([caller])
    #expect(try client.get("/v1/policy", token: longest).status == 200)
    #expect(try client.get("/v1/policy", token: longest + "t").status == 401)
  }

  @Test func `is not proved by Authorization of another form`() throws {
    var client = try CallerClient([settler])
    for value in [
      "", "Bearer", "Bearer ", "Bearersettler-token", "settler-token", "Basic settler-token",
      "Bearer\tsettler-token",
    ] {
      let reply = try client.send("GET", "/metrics", fields: ["Authorization: \(value)"])
      #expect(reply.status == 401, "\(value)")
      #expect(reply.fields["www-authenticate"] == #"Bearer realm="wenbao""#)
    }
    let twice = ["Authorization: Bearer settler-token", "Authorization: Bearer settler-token"]
    #expect(try client.send("GET", "/metrics", fields: twice).status == 401)
  }

  @Test func `is told by the scheme in any case and any number of spaces`() throws {
    var client = try CallerClient([Caller("reader", [.policy])])
    for value in ["bearer reader-token", "BEARER reader-token", "Bearer   reader-token"] {
      let reply = try client.send("GET", "/v1/policy", fields: ["Authorization: \(value)"])
      #expect(reply.status == 200, "\(value)")
    }
  }

  @Test func `is decided by a token where there is a certificate too`() throws {
    var client = try CallerClient([settler, Caller("reader", [.policy])])
    #expect(
      try client.get("/v1/policy", token: "wrong", subject: "CN=reader").status == 401)
    #expect(
      try client.get("/v1/policy", token: "reader-token", subject: "CN=settler").status == 200)
  }

  @Test func `is proved through the last day of a token`() throws {
    let last = try #require(Day(year: 2027, month: 1, day: 31))
    var client = try CallerClient([Caller("reader", [.policy], expires: last)])
    client.clock.today = last
    #expect(try client.get("/v1/policy", token: "reader-token").status == 200)
    client.clock.today = try #require(last.next)
    let reply = try client.get("/v1/policy", token: "reader-token")
    #expect(reply.status == 401)
    #expect(
      reply.fields["www-authenticate"]
        == #"Bearer realm="wenbao", error="invalid_token", error_description="expired""#)
    #expect(try client.get("/v1/policy", subject: "CN=reader").status == 200)
  }

  @Test func `is proved by either token while one takes the other's place`() throws {
    let caller = Caller(
      name: "two", scopes: [.policy],
      tokens: ["old", "new"].map { .init(TokenDigest(standingFor: $0)) })
    var client = try CallerClient([caller])
    for token in ["old", "new"] {
      #expect(try client.get("/v1/policy", token: token).status == 200)
    }
  }

  @Test func `is asked before what it sends is looked at`() throws {
    var client = try CallerClient([settler])
    let reply = try client.send(
      "POST", "/v1/settlements", fields: ["Content-Type: text/html", "Expect: 100-continue"],
      body: nil)
    #expect(reply.status == 401)
  }

  @Test func `is answered in both languages`() throws {
    var client = try CallerClient([settler])
    #expect(try client.get("/v1/policy").json["/title"] == "未证明身份")
    let english = try client.send("GET", "/v1/policy", fields: ["Accept-Language: en"])
    #expect(try english.json["/title"] == "Unauthorized")
  }
}

@Suite struct `A scope` {
  @Test func `opens its paths and no others`() throws {
    let callers = Scope.allCases.map { Caller($0.rawValue, [$0]) }
    var client = try CallerClient(callers)
    for scope in Scope.allCases {
      for (method, path, needed) in guarded {
        let reply = try client.send(
          method, path, token: "\(scope.rawValue)-token",
          fields: [contentType(of: path)], body: method == "POST" ? "{}" : nil)
        #expect((reply.status == 403) == (scope != needed), "\(scope) \(path)")
        guard reply.status == 403 else { continue }
        #expect(try reply.json["/type"] == "urn:wenbao:problem:forbidden")
        #expect(try #require(reply.json["/detail"]).contains(needed.rawValue))
        #expect(
          reply.fields["www-authenticate"]
            == "Bearer realm=\"wenbao\", error=\"insufficient_scope\", scope=\"\(needed.rawValue)\""
        )
      }
    }
  }

  @Test func `of each kind may be one caller's`() throws {
    var client = try CallerClient([Caller("all", Scope.allCases)])
    for (method, path, _) in guarded {
      let reply = try client.send(
        method, path, token: "all-token", fields: [contentType(of: path)],
        body: method == "POST" ? "{}" : nil)
      #expect([200, 202, 422].contains(reply.status), "\(path)")
    }
  }
}

@Suite struct `A caller's rate` {
  private let rate = RateLimit(requestsPerSecond: 1, burst: 2)

  @Test func `refuses with 429 what is beyond it and says when to come again`() throws {
    var client = try CallerClient([Caller("a", [.policy], rate: rate)])
    for _ in 0..<2 { #expect(try client.get("/v1/policy", token: "a-token").status == 200) }
    client.clock.advance(milliseconds: 1)
    let reply = try client.get("/v1/policy", token: "a-token")
    #expect(reply.status == 429)
    #expect(reply.fields["retry-after"] == "1")
    #expect(
      reply.fields["ratelimit-policy"]
        == #""rate";q=2;w=2, "concurrency";q=100;qu="concurrent-requests""#)
    #expect(reply.fields["ratelimit"] == #""rate";r=0;t=1"#)
    #expect(try reply.json["/type"] == "urn:wenbao:problem:tooManyRequests")
  }

  @Test func `lets through again after what it said, and not before`() throws {
    var client = try CallerClient([Caller("a", [.policy], rate: rate)])
    for _ in 0..<2 { _ = try client.get("/v1/policy", token: "a-token") }
    client.clock.advance(milliseconds: 999)
    #expect(try client.get("/v1/policy", token: "a-token").status == 429)
    client.clock.advance(milliseconds: 1)
    #expect(try client.get("/v1/policy", token: "a-token").status == 200)
    #expect(try client.get("/v1/policy", token: "a-token").status == 429)
  }

  @Test func `is its own and not another caller's`() throws {
    var client = try CallerClient([
      Caller("a", [.policy], rate: rate), Caller("b", [.policy], rate: rate),
    ])
    for _ in 0..<9 { _ = try client.get("/v1/policy", token: "a-token") }
    #expect(try client.get("/v1/policy", token: "b-token").status == 200)
  }

  @Test func `counts what is forbidden`() throws {
    var client = try CallerClient([Caller("a", [.policy], rate: rate)])
    for _ in 0..<2 { #expect(try client.get("/metrics", token: "a-token").status == 403) }
    #expect(try client.get("/metrics", token: "a-token").status == 429)
  }

  @Test func `does not count health`() throws {
    var client = try CallerClient([Caller("a", [.policy], rate: rate)])
    for _ in 0..<9 { #expect(try client.get("/healthz", token: "a-token").status == 200) }
    #expect(try client.get("/v1/policy", token: "a-token").status == 200)
  }
}

@Suite struct `A caller's requests under way` {
  private let two = Caller("a", [.settle, .policy], concurrentRequestsMax: 2)

  @Test func `are as many as its limit`() throws {
    var client = try CallerClient([two, Caller("b", [.policy])])
    var first = ServerConnection()
    var second = ServerConnection()
    try client.begin("/v1/settlements", token: "a-token", on: &first)
    #expect(try client.get("/v1/policy", token: "a-token").status == 200)
    try client.begin("/v1/settlements", token: "a-token", on: &second)
    let reply = try client.get("/v1/policy", token: "a-token")
    #expect(reply.status == 429)
    #expect(reply.fields["retry-after"] == "1")
    #expect(reply.fields["ratelimit"] == #""concurrency";r=0;t=1"#)
    #expect(try client.get("/v1/policy", token: "b-token").status == 200)
  }

  @Test func `make room when they break off`() throws {
    var client = try CallerClient([two])
    do {
      var first = ServerConnection()
      var second = ServerConnection()
      try client.begin("/v1/settlements", token: "a-token", on: &first)
      try client.begin("/v1/settlements", token: "a-token", on: &second)
      #expect(try client.get("/v1/policy", token: "a-token").status == 429)
    }
    #expect(try client.get("/v1/policy", token: "a-token").status == 200)
  }

  @Test func `count a batch as one until it ends`() throws {
    var client = try CallerClient([Caller("a", [.settle, .policy], concurrentRequestsMax: 1)])
    var batch = ServerConnection()
    let head = [
      "POST /v1/settlements/batch HTTP/1.1", "Host: a", "Authorization: Bearer a-token",
      contentType(of: "batch"), "Content-Length: 4",
    ]
    client.feed(head.map { $0 + "\r\n" }.joined() + "\r\n{}", to: &batch)
    #expect(try client.get("/v1/policy", token: "a-token").status == 429)
    client.feed("{}", to: &batch)
    #expect(try client.get("/v1/policy", token: "a-token").status == 200)
  }

  @Test func `end with their answers`() throws {
    var client = try CallerClient([two])
    for _ in 0..<9 {
      #expect(try client.post("/v1/settlements", token: "a-token").status == 422)
      #expect(try client.send("POST", "/v1/settlements", token: "a-token").status == 415)
    }
  }
}

@Suite struct `The metrics of callers` {
  @Test func `count answers by caller and status`() throws {
    var client = try CallerClient([
      Caller("ops", [.operate]),
      Caller("his", [.settle], rate: RateLimit(requestsPerSecond: 1, burst: 3)),
    ])
    for _ in 0..<2 { _ = try client.post("/v1/settlements", token: "his-token") }
    _ = try client.get("/metrics", token: "his-token")
    _ = try client.get("/metrics", token: "his-token")
    _ = try client.get("/metrics", token: "secret")
    _ = try client.get("/healthz")
    let page = try client.get("/metrics", token: "ops-token").body
    for line in [
      #"{caller="his",status="422"} 2"#, #"{caller="his",status="403"} 1"#,
      #"{caller="his",status="429"} 1"#, #"{caller="refused",status="401"} 1"#,
      #"{caller="anonymous",status="200"} 1"#,
    ] { #expect(page.contains("wenbao_caller_requests_total\(line)\n"), "\(line)") }
    #expect(
      try client.get("/metrics", token: "ops-token").body.contains(
        #"{caller="ops",status="200"} 1"#))
    for secret in ["his-token", "ops-token", "secret"] { #expect(!page.contains(secret)) }
  }

  @Test func `count everyone as anonymous where there are no callers`() throws {
    var client = try CallerClient(nil)
    _ = try client.get("/v1/policy", token: "secret")
    let page = try client.get("/metrics").body
    #expect(page.contains(#"wenbao_caller_requests_total{caller="anonymous",status="200"} 1"#))
  }
}

@Suite struct `A listener of the operators' own` {
  private let forAll = ["/healthz", "/readyz", "/openapi.yaml"]
  private let forOperators = ["/metrics", "/version", "/reload"]

  @Test func `takes their paths from the other`() throws {
    var client = try CallerClient(nil, face: .business)
    for path in forOperators { #expect(try client.get(path).status == 404, "\(path)") }
    for path in forAll + ["/v1/policy"] { #expect(try client.get(path).status == 200, "\(path)") }
  }

  @Test func `has nothing else`() throws {
    var client = try CallerClient(nil, face: .operations)
    for path in forOperators + forAll { #expect(try client.get(path).status == 200, "\(path)") }
    #expect(try client.get("/v1/policy").status == 404)
    #expect(try client.post("/v1/settlements").status == 404)
    #expect(try client.send("OPTIONS", "/v1/settlements").status == 404)
  }

  @Test func `asks who calls as the other does`() throws {
    var client = try CallerClient([Caller("ops", [.operate])], face: .operations)
    #expect(try client.get("/metrics").status == 401)
    #expect(try client.get("/metrics", token: "ops-token").status == 200)
  }
}
