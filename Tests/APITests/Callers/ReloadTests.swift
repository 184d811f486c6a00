import HTTP
import JSON
import Testing

@testable import API

extension CallerClient {
  /// Puts other callers in force, as a reload of the settings does.
  func replaceCallers(_ callers: [Caller]?) {
    service.callers.replace(
      with: callers.map {
        Callers($0, after: service.callers.current) { TokenDigest(standingFor: $0) }
      })
  }
}

@Suite struct `Callers that are replaced` {
  @Test func `hold from the next request on, on the same connection too`() throws {
    var client = try CallerClient([Caller("old", [.policy])])
    #expect(try client.get("/v1/policy", token: "old-token").status == 200)
    #expect(try client.get("/v1/policy", token: "new-token").status == 401)
    client.replaceCallers([Caller("new", [.policy])])
    #expect(try client.get("/v1/policy", token: "old-token").status == 401)
    #expect(try client.get("/v1/policy", token: "new-token").status == 200)
    client.replaceCallers(nil)
    #expect(try client.get("/v1/policy").status == 200)
  }

  @Test func `have the scopes of the settings that are in force`() throws {
    var client = try CallerClient([Caller("a", [.policy])])
    #expect(try client.get("/version", token: "a-token").status == 403)
    client.replaceCallers([Caller("a", [.policy, .operate])])
    #expect(try client.get("/version", token: "a-token").status == 200)
  }

  @Test func `keep what they have counted`() throws {
    var client = try CallerClient([Caller("a", [.operate])])
    for _ in 0..<3 { _ = try client.get("/version", token: "a-token") }
    client.replaceCallers([Caller("b", [.operate]), Caller("a", [.operate])])
    let page = try client.get("/metrics", token: "b-token").body
    #expect(page.contains(#"wenbao_caller_requests_total{caller="a",status="200"} 3"#))
  }

  @Test func `keep what they have taken of their rate, unless the rate is another`() throws {
    func caller(_ rate: Int, _ burst: Int) -> Caller {
      Caller("a", [.policy], rate: RateLimit(requestsPerSecond: rate, burst: burst))
    }
    var client = try CallerClient([caller(1, 2)])
    for _ in 0..<2 { _ = try client.get("/v1/policy", token: "a-token") }
    client.replaceCallers([caller(1, 2)])
    #expect(try client.get("/v1/policy", token: "a-token").status == 429)
    client.replaceCallers([caller(1, 3)])
    #expect(try client.get("/v1/policy", token: "a-token").status == 200)
  }

  @Test func `still have under way what they had`() throws {
    let caller = Caller("a", [.settle, .policy], concurrentRequestsMax: 1)
    var client = try CallerClient([caller])
    var connection: ServerConnection? = ServerConnection()
    if connection != nil {
      try client.begin("/v1/settlements", token: "a-token", on: &connection!)
    }
    client.replaceCallers([caller])
    #expect(try client.get("/v1/policy", token: "a-token").status == 429)
    connection = nil
    #expect(try client.get("/v1/policy", token: "a-token").status == 200)
  }
}

@Suite struct `A reload` {
  private let field = "Content-Type: application/json"

  @Test func `is begun by a caller with the scope`() throws {
    var client = try CallerClient([Caller("ops", [.operate]), Caller("his", [.settle])])
    #expect(try client.post("/reload", token: "ops-token").status == 202)
    #expect(try client.post("/reload", token: "his-token").status == 403)
    #expect(try client.post("/reload").status == 401)
  }

  @Test func `is begun by nobody where anyone else could, too`() throws {
    var client = try CallerClient(nil)
    #expect(try client.post("/reload").status == 403)
    #expect(try client.get("/reload").status == 200)
  }

  @Test func `is begun by no browser`() throws {
    var client = try CallerClient([Caller("ops", [.operate])])
    for origin in ["http://127.0.0.1:8080", "null", ""] {
      let reply = try client.send(
        "POST", "/reload", token: "ops-token", fields: [field, "Origin: \(origin)"], body: "{}")
      #expect(reply.status == 403, "\(origin)")
    }
    for type in ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data"] {
      let reply = try client.send(
        "POST", "/reload", token: "ops-token", fields: ["Content-Type: \(type)"], body: "{}")
      #expect(reply.status == 415, "\(type)")
    }
  }

  @Test func `takes an object without members and nothing else`() throws {
    var client = try Client()
    #expect(try client.send("POST", "/reload", [field], body: " { } ").status == 202)
    for (content, status) in [
      ("", 400), ("[]", 422), ("{\"a\":1}", 422), ("null", 422), ("{}{}", 400),
    ] {
      let reply = try client.send("POST", "/reload", [field], body: content)
      #expect(reply.status == status, "\(content)")
    }
  }

  @Test func `lists a hundred faults of a part and counts the others`() throws {
    for (count, expected) in [(100, 100), (101, 101), (250, 101)] {
      var report = ReloadReport(number: 1, cause: .signal)
      report.parts = [(.policy, (1...count).map { "a.yaml:\($0): fault" })]
      var json = JSONWriter(capacity: 16_384)
      json.beginObject()
      report.write(into: &json, inForce: ("a", "b"))
      json.endObject()
      let text = String(decoding: json.bytes, as: UTF8.self)
      #expect(text.contains("running"))
      #expect(text.ranges(of: "a.yaml:").count == min(count, 100))
      #expect(text.contains("\(count - 100) more, in the log") == (expected == 101))
    }
  }
}
