import Foundation
import Sockets
import TestPolicies
import TestSupport
import Testing

extension EndToEndTests {
  /// Who may call the running program, and what becomes of those who may not.
  @Suite struct CallerTests {
    /// A token that the program has made.
    struct Token {
      let text: String
      let digest: String

      init() throws {
        let outcome = try Program.run("token")
        try #require(outcome.exitCode == 0, "\(outcome.errors)")
        let printed = try #require(
          outcome.output.wholeMatch(of: /token: ([\w-]{43})\nsha256: ([0-9a-f]{64})\n/))
        text = String(printed.output.1)
        digest = String(printed.output.2)
      }

      /// A caller with this token, its other members in a line each.
      func caller(_ name: String, _ scopes: String, _ more: String...) -> String {
        (["- name: \(name)", "scopes: [\(scopes)]", "tokens: [{sha256: \(digest)}]"] + more)
          .joined(separator: "\n    ")
      }
    }

    fileprivate func settings(_ callers: String..., more: String = "") -> String {
      "drain: {graceSeconds: 0}\n\(more)callers:\n  " + callers.joined(separator: "\n  ") + "\n"
    }

    fileprivate func get(_ path: String, _ token: String?, at address: SocketAddress) throws
      -> Answer
    {
      let client = try Client(at: address)
      let field = token.map { "Authorization: Bearer \($0)\r\n" } ?? ""
      try client.send("GET \(path) HTTP/1.1\r\nHost: wenbao\r\n\(field)\r\n")
      return try client.answer()
    }

    /// How the start with these settings ends.
    fileprivate func start(_ settings: String, _ arguments: String...) throws -> Program.Outcome {
      let folder = try TemporaryFolder(["wenbao.yaml": settings])
      return try Program.run(
        Program.executable,
        ["serve", "--port", "0", "--config", folder.path + "/wenbao.yaml"] + arguments)
    }

    @Test func `tokens are never the same twice`() throws {
      let (one, other) = (try Token(), try Token())
      #expect(one.text != other.text)
    }

    @Test func `nobody gets in without a token, nor with another one`() throws {
      let token = try Token()
      try withServer(settings: settings(token.caller("reader", "policy"))) { server in
        #expect(try get("/v1/policy", token.text, at: server.address).status == 200)
        for wrong in [nil, try Token().text, token.digest, token.text.lowercased() + "x"] {
          let answer = try get("/v1/policy", wrong, at: server.address)
          #expect(answer.status == 401)
          #expect(answer.fields["www-authenticate"]?.hasPrefix("Bearer realm=") == true)
        }
        #expect(try Client(server).post("/v1/settlements", Array(stay.utf8)).status == 401)
      }
    }

    @Test func `a caller gets no further than its scopes`() throws {
      let token = try Token()
      try withServer(settings: settings(token.caller("reader", "policy, operate"))) { server in
        let client = try Client(server)
        try client.send(
          "POST /v1/settlements HTTP/1.1\r\nHost: wenbao\r\nAuthorization: Bearer \(token.text)\r\n"
            + "Content-Type: application/json\r\nContent-Length: \(stay.utf8.count)\r\n\r\n\(stay)")
        let answer = try client.answer()
        #expect(answer.status == 403)
        #expect(answer.fields["www-authenticate"]?.contains("scope=\"settle\"") == true)
        #expect(answer.text.contains("settle"))
        let metrics = try get("/metrics", token.text, at: server.address).text
        #expect(metrics.contains(#"wenbao_caller_requests_total{caller="reader",status="403"} 1"#))
        #expect(!metrics.contains("wenbao_settlements_total{"))
      }
    }

    @Test func `an expired token opens nothing`() throws {
      let (old, new) = (try Token(), try Token())
      let caller = """
        - name: reader
            scopes: [policy]
            tokens:
              - {sha256: \(old.digest), expires: 2020-01-31}
              - {sha256: \(new.digest), expires: 9999-12-31}
        """
      try withServer(settings: settings(caller)) { server in
        let answer = try get("/v1/policy", old.text, at: server.address)
        #expect(answer.status == 401)
        #expect(answer.fields["www-authenticate"]?.contains("expired") == true)
        #expect(try get("/v1/policy", new.text, at: server.address).status == 200)
      }
    }

    @Test func `a caller beyond its rate waits as long as it is told, and others do not`() throws {
      let (busy, other) = (try Token(), try Token())
      let callers = settings(
        busy.caller("busy", "policy", "requestsPerSecond: 1", "burst: 2"),
        other.caller("other", "policy"))
      try withServer(settings: callers) { server in
        // Requests on connections of one loop each, and together no more than the burst; on a busy
        // machine a second may pass meanwhile, and bring another one.
        for _ in 0..<2 {
          #expect(try get("/v1/policy", busy.text, at: server.address).status == 200)
        }
        var refused = try get("/v1/policy", busy.text, at: server.address)
        for _ in 0..<20 where refused.status == 200 {
          refused = try get("/v1/policy", busy.text, at: server.address)
        }
        #expect(refused.status == 429)
        #expect(refused.fields["retry-after"] == "1")
        #expect(refused.fields["ratelimit"] == #""rate";r=0;t=1"#)
        #expect(refused.fields["ratelimit-policy"]?.hasPrefix(#""rate";q=2;w=2"#) == true)
        #expect(try get("/v1/policy", other.text, at: server.address).status == 200)
        #expect(try get("/healthz", busy.text, at: server.address).status == 200)
        Thread.sleep(forTimeInterval: 1.01)
        #expect(try get("/v1/policy", busy.text, at: server.address).status == 200)
      }
    }

    @Test func `a caller that holds requests open has room again when it lets go`() throws {
      let token = try Token()
      let caller = token.caller("slow", "settle, policy", "concurrentRequests: 2")
      try withServer(settings: settings(caller)) { server in
        var open = try (0..<2).map { _ in try Client(server) }
        for client in open {
          try client.send(
            "POST /v1/settlements HTTP/1.1\r\nHost: wenbao\r\nContent-Length: 9\r\n"
              + "Authorization: Bearer \(token.text)\r\nContent-Type: application/json\r\n"
              + "Expect: 100-continue\r\n\r\n")
          #expect(try client.answer(hasBody: false).status == 100)
        }
        let refused = try get("/v1/policy", token.text, at: server.address)
        #expect(refused.status == 429)
        #expect(refused.fields["retry-after"] == "1")
        #expect(refused.fields["ratelimit"] == #""concurrency";r=0;t=1"#)
        #expect(try get("/healthz", nil, at: server.address).status == 200)
        open = []
        #expect(
          eventually { (try? get("/v1/policy", token.text, at: server.address).status) == 200 })
      }
    }

    @Test func `no token and no digest is ever logged or counted`() throws {
      let token = try Token()
      let wrong = "a-token-that-nobody-has"
      try withServer(settings: settings(token.caller("ops", "operate"))) { server in
        for sent in [token.text, wrong] {
          for path in ["/metrics", "/v1/policy", "/healthz", "/nowhere"] {
            let answer = try get(path, sent, at: server.address)
            for secret in [token.text, token.digest, wrong] {
              #expect(!answer.text.contains(secret), "\(path)")
              #expect(!answer.fields.values.contains { $0.contains(secret) }, "\(path)")
            }
          }
        }
        for secret in [token.text, token.digest, wrong] { #expect(!server.log.contains(secret)) }
      }
    }

    @Test func `health answers a caller that is refused everything else`() throws {
      let token = try Token()
      let caller = token.caller("reader", "policy", "requestsPerSecond: 1", "burst: 1")
      try withServer(settings: settings(caller)) { server in
        for _ in 0..<20 {
          _ = try get("/v1/policy", token.text, at: server.address)
          for path in ["/healthz", "/readyz"] {
            #expect(try get(path, token.text, at: server.address).status == 200)
            #expect(try get(path, "wrong", at: server.address).status == 200)
          }
        }
      }
    }

    @Test func `operators have a listener of their own`() throws {
      let settings = "drain: {graceSeconds: 0}\noperations: {port: 0}\n"
      try withServer(settings: settings) { server in
        let operations = try #require(try server.operations)
        for path in ["/metrics", "/version"] {
          #expect(try get(path, nil, at: operations).status == 200)
          #expect(try get(path, nil, at: server.address).status == 404)
        }
        for path in ["/healthz", "/readyz"] {
          #expect(try get(path, nil, at: operations).status == 200)
          #expect(try get(path, nil, at: server.address).status == 200)
        }
        #expect(try get("/v1/policy", nil, at: operations).status == 404)
        #expect(try get("/v1/policy", nil, at: server.address).status == 200)
      }
    }
  }
}

// MARK: What is refused at the start

extension EndToEndTests.CallerTests {
  @Test func `without callers only loopback is open`() throws {
    let outcome = try start("", "--host", "0.0.0.0")
    #expect(outcome.exitCode == 3)
    for words in ["listen: 0.0.0.0:0", "'callers'", "127.0.0.1", "listen.openToAnyone: true"] {
      #expect(outcome.errors.contains(words), "\(outcome.errors)")
    }
    #expect(try start("", "--host", "::").exitCode == 3)
    let operations = try start("operations: {host: 0.0.0.0, port: 0}\n")
    #expect(operations.exitCode == 3)
    #expect(operations.errors.contains("operations: 0.0.0.0:0"))
    try withServer(["--host", "127.0.0.2"]) { server in
      let answer = try get("/v1/policy", nil, at: server.address)
      #expect(answer.status == 200)
    }
  }

  @Test func `who wants it open to anyone says so`() throws {
    let settings = "drain: {graceSeconds: 0}\nlisten: {openToAnyone: true}\n"
    try withServer(["--host", "0.0.0.0"], settings: settings) { server in
      let port = try #require(server.address.port)
      let address = try SocketAddress(parsing: "127.0.0.1:\(port)")
      #expect(try get("/v1/policy", nil, at: address).status == 200)
    }
  }

  @Test func `tokens do not go over plain HTTP but on loopback`() throws {
    let token = try Token()
    let caller = token.caller("reader", "policy")
    let outcome = try start(settings(caller), "--host", "0.0.0.0")
    #expect(outcome.exitCode == 3)
    for words in ["plain HTTP", "tls.certificates", "listen.tokensInClearText: true"] {
      #expect(outcome.errors.contains(words), "\(outcome.errors)")
    }
    #expect(!outcome.errors.contains("callers are configured"))
  }

  @Test func `who wants tokens in clear text says so`() throws {
    let token = try Token()
    let settings = settings(
      token.caller("reader", "policy"), more: "listen: {tokensInClearText: true}\n")
    try withServer(["--host", "0.0.0.0"], settings: settings) { server in
      let port = try #require(server.address.port)
      let address = try SocketAddress(parsing: "127.0.0.1:\(port)")
      #expect(try get("/v1/policy", token.text, at: address).status == 200)
      #expect(try get("/v1/policy", nil, at: address).status == 401)
    }
  }

  @Test func `a caller that can prove nothing is refused`() throws {
    let caller = "- {name: a, scopes: [policy], certificates: ['CN=a']}"
    let outcome = try start(settings(caller))
    #expect(outcome.exitCode == 3)
    #expect(outcome.errors.contains("tls.clientCertificates"))
  }

  @Test func `faults of callers are told by file and line, and tokens never shown`() throws {
    let digest = String(repeating: "a", count: 64)
    let secret = "my-very-secret-token"
    let settings = """
      callers:
        - name: a b
          scopes: [setle]
          tokens: [{sha256: \(secret)}]
        - name: b
          scopes: []
          tokens: [{sha256: \(digest), expires: 2027-02-30}]
        - name: c
          scopes: [settle]
          tokens: [{sha256: \(digest)}]
          requestsPerSecond: 0
        - name: d
          scopes: [settle]
          tokens: [{sha256: \(digest)}]
        - name: d
          scopes: [settle]
          tokens: [{sha256: \(digest)}]
        - name: e
          scopes: [settle]
        - {name: f, scopes: [settle], certificate: CN=f}
        - {name: g, scopes: [settle], tokens: [{sha256: \(digest)}], concurrentRequests: 10001}
        - {name: h, scopes: [settle], certificates: []}
      """
    let outcome = try start(settings)
    #expect(outcome.exitCode == 3)
    for words in [
      ":2: callers.name must be", ":3: callers.scopes must be a list of: settle, cover",
      ":4: callers.tokens.sha256 must be 64 hexadecimal digits", ":6: callers.scopes must be",
      ":7: callers.tokens.expires must be a real calendar date",
      ":11: callers.requestsPerSecond must be a whole number from 1 to 1000000",
      ":15: callers.name 'd' is another caller's too", ":17: one of callers.tokens stands twice",
      ":18: each of callers must have certificates or tokens",
      ":20: unknown key 'callers.certificate'; known: name, scopes, certificates",
      ":21: callers.concurrentRequests must be a whole number from 1 to 10000",
      ":22: callers.certificates must be a list of 1 to 64 subjects",
    ] { #expect(outcome.errors.contains(words), "\(words)\n\(outcome.errors)") }
    for shown in [secret, digest] { #expect(!outcome.errors.contains(shown)) }
    #expect(try start("callers: []\n").errors.contains(":1: callers must be a list of 1 to 1024"))
  }

  @Test func `what is no YAML is told without showing it`() throws {
    let secret = "my-very-secret-token"
    for settings in [
      "callers:\n  - name: [\(secret)\n", "callers: {name: \(secret), name: \(secret)}\n",
    ] {
      let outcome = try start(settings)
      #expect(outcome.exitCode == 3)
      #expect(outcome.errors.contains(/wenbao\.yaml:[0-9]+:/), "\(outcome.errors)")
      #expect(!outcome.errors.contains(secret), "\(outcome.errors)")
    }
  }

  @Test func `a client certificate proves its caller`() throws {
    let certificates = try EndToEndTests.TLSTests.Certificates()
    let callers = """
      callers:
        - {name: desk, scopes: [policy], certificates: ['CN=dev-client,O=wenbao']}
      """
    try withServer(settings: certificates.settings + callers + "\n") { server in
      let port = try #require(server.address.port)
      func status(_ path: String, _ arguments: [String]) throws -> String {
        try Program.run(
          "/usr/bin/env",
          [
            "curl", "--silent", "--max-time", "60", "--cacert", certificates.authority, "--output",
            "/dev/null", "--write-out", "%{http_code}",
          ] + arguments + ["https://localhost:\(port)\(path)"]
        ).output
      }
      #expect(try status("/v1/policy", certificates.clientOptions) == "200")
      #expect(try status("/metrics", certificates.clientOptions) == "403")
      #expect(try status("/v1/policy", []) == "401")
      #expect(try status("/healthz", []) == "200")
      let wrong = ["--header", "Authorization: Bearer wrong"]
      #expect(try status("/v1/policy", certificates.clientOptions + wrong) == "401")
    }
  }
}

// MARK: Tokens that expire

extension EndToEndTests.CallerTests {
  @Test func `a caller's last token is warned of two weeks before it expires, and counted`() throws
  {
    let (soon, late) = (try Token(), try Token())
    func day(in days: Double) -> String {
      let format = DateFormatter()
      format.dateFormat = "yyyy-MM-dd"
      format.timeZone = TimeZone(secondsFromGMT: 8 * 3600)
      return format.string(from: Date(timeIntervalSinceNow: days * 86_400))
    }
    func caller(_ name: String, _ tokens: (Token, String)...) -> String {
      let list = tokens.map { "{sha256: \($0.digest), expires: \($1)}" }.joined(separator: ", ")
      return "- {name: \(name), scopes: [operate], tokens: [\(list)]}"
    }
    let callers = settings(
      caller("soon", (soon, day(in: 12))), caller("late", (late, day(in: 40))),
      caller("renewed", (try Token(), day(in: -3)), (try Token(), "2999-01-31")),
      "- {name: endless, scopes: [operate], tokens: [{sha256: \(try Token().digest)}]}")
    try withServer(settings: callers) { server in
      #expect(eventually { server.log.contains("a caller's last token expires soon") })
      for (name, isWarned) in [("soon", true), ("late", false), ("renewed", false)] {
        #expect(server.log.contains("\"caller\":\"\(name)\"") == isWarned, "\(name)")
      }
      let page = try get("/metrics", late.text, at: server.address).text
      let metric = "wenbao_caller_token_expiry_timestamp_seconds"
      // The end of 2999-01-31 in Wenzhou is 16:00 of that day in UTC.
      #expect(page.contains("\(metric){caller=\"renewed\"} 32474793600\n"))
      #expect(page.contains("\(metric){caller=\"soon\"} "))
      #expect(!page.contains("\(metric){caller=\"endless\"}"))
    }
  }
}
