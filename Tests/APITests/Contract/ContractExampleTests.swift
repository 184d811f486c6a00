import Foundation
import HTTP
import Insurance
import Testing
import Yams

@testable import API

/// The examples of the contract, executed: what it shows is what the program does.
struct ContractExampleTests {
  private let contract: ContractFile

  init() throws { contract = try ContractFile() }

  @Test func `every request example is answered as the contract shows, to the character`() throws {
    var client = try client()
    var count = 0
    for (path, item) in try contract.entries(of: contract.node("paths")) {
      guard let operation = item["post"] else { continue }
      for (name, example) in try requestExamples(operation) {
        let reply = try client.post(try #require(example["value"]).json, to: path)
        let response = try response(operation, reply)
        let shown = try examples(response)[name]?["value"]?.json
        #expect(undigested(reply.body) == undigested(shown), "\(path) \(name)")
        try expectFields(of: response, in: reply, "\(path) \(name)")
        count += 1
      }
    }
    #expect(count >= 25)
  }

  @Test func `every answer example belongs to a request example`() throws {
    for (path, item) in try contract.entries(of: contract.node("paths")) {
      guard let operation = item["post"], path != "/v1/settlements/batch" else { continue }
      let requests = try requestExamples(operation).map(\.name)
      let statuses = path == "/reload" ? ["202"] : ["200", "422"]
      let answers = try statuses.flatMap { status in
        try examples(contract.resolved(try #require(operation["responses"]?.member(status)))).keys
      }
      #expect(answers.sorted() == requests.sorted(), "\(path)")
    }
  }

  @Test(arguments: [("/healthz", "alive"), ("/readyz", "ready"), ("/version", "version")])
  func `what operators ask is answered as the contract shows`(path: String, name: String) throws {
    var client = try client()
    let reply = try client.send("GET", path)
    let response = try response(contract.node("paths", path, "get"), reply)
    let shown = try examples(response)[name]?["value"]?.json
    #expect(undigested(reply.body) == undigested(shown))
  }

  @Test func `a reload is told as the contract shows`() throws {
    var client = try client()
    let reply = try client.send("GET", "/reload")
    let response = try response(contract.node("paths", "/reload", "get"), reply)
    let shown = try examples(response)["refused"]?["value"]?.json
    #expect(undigested(reply.body) == undigested(shown))
    try expectFields(of: response, in: reply, "200")
  }

  @Test func `the policy is answered with the elements that the contract shows`() throws {
    var client = try client()
    let reply = try client.send("GET", "/v1/policy?date=2024-05-11")
    let response = try response(contract.node("paths", "/v1/policy", "get"), reply)
    let example = try #require(try examples(response)["abridged"]?["value"])
    for (name, value) in try contract.entries(of: example) {
      for element in value.elements {
        let shown = try #require(undigested(element.json))
        #expect(undigested(reply.body)?.contains(shown) == true, "\(name): \(shown)")
      }
    }
    try expectFields(of: response, in: reply, "200")
  }

  @Test func `the metrics begin as the contract shows`() throws {
    var client = try client()
    let reply = try client.send("GET", "/metrics")
    let response = try response(contract.node("paths", "/metrics", "get"), reply)
    let first = try #require(try examples(response)["abridged"]?["value"]?.string)
    #expect(reply.body.hasPrefix(first))
    #expect(response["content"]?.member(try #require(reply.fields["content-type"])) != nil)
  }

  @Test func `a copy of the policy is confirmed with the fields of the contract`() throws {
    var client = try client()
    let tag = try #require(try client.send("GET", "/v1/policy").fields["etag"])
    #expect(tag.hasPrefix("W/"))
    // The comparison is the weak one (RFC 9110 section 13.1.2).
    for named in [tag, String(tag.dropFirst(2))] {
      let reply = try client.send("GET", "/v1/policy", ["If-None-Match: \"a\", \(named)"])
      #expect(reply.status == 304)
      try expectFields(
        of: contract.node("components", "responses", "NotModified"), in: reply, "304")
    }
  }

  @Test func `every problem example is what the program answers`() throws {
    for (name, response) in try contract.entries(of: contract.node("components", "responses")) {
      for (example, shown) in try examples(response) {
        guard let request = Self.provocations[example] else { continue }
        var client = try client()
        if example == "stopping" { client.service.beginDraining() }
        let reply = try client.send(request)
        let value = try #require(shown["value"])
        #expect(reply.body == value.json, "\(name) \(example)")
        #expect(reply.status == value["status"]?.int)
        #expect(reply.fields["content-type"] == "application/problem+json")
        try expectFields(of: response, in: reply, "\(name) \(example)")
      }
    }
  }

  @Test func `problems that no request provokes are written as the contract shows`() throws {
    var calculator = Calculator(try shippedPolicy())
    for (name, response) in try contract.entries(of: contract.node("components", "responses")) {
      for (example, shown) in try examples(response) where Self.provocations[example] == nil {
        let problem = try #require(Self.unprovoked[example], "\(name) \(example)")
        let bytes = calculator.bytes(of: problem, in: .chinese)
        #expect(String(decoding: bytes, as: UTF8.self) == shown["value"]?.json)
      }
    }
  }

  private static let unprovoked: [String: Problem] = {
    let account = Account(Caller(name: "pharmacy-17", scopes: []))
    return [
      "requestTimeout": Problem(ProtocolError.requestTimeout),
      "failed": Problem(failureOf: RequestID("S-2024-000001")),
      "noProof": Refusal.unknown(.noProof).problem,
      "expiredToken": Refusal.unknown(.expiredToken).problem,
      "missingScope": Refusal.forbidden(account, .settle).problem,
      "tooOften": Refusal.tooOften(account, nanoseconds: 1).problem,
      "reloadByAnyone": Problem(.forbidden, detail: Detail.reloadByAnyone.words),
      "tooManyAtOnce": Refusal.tooManyAtOnce(account).problem,
    ]
  }()

  /// A request for each problem example.
  private static let provocations: [String: String] = {
    func post(_ content: String?, _ fields: String...) -> String {
      let length = content.map { ["Content-Length: \($0.utf8.count)"] } ?? []
      return head("POST", "/v1/settlements", fields + length) + (content ?? "")
    }
    func get(_ target: String, _ fields: [String] = []) -> String { head("GET", target, fields) }
    func head(_ method: String, _ target: String, _ fields: [String]) -> String {
      (["\(method) \(target) HTTP/1.1", "Host: localhost"] + fields).map { $0 + "\r\n" }.joined()
        + "\r\n"
    }
    let json = "Content-Type: application/json"
    return [
      "notJSON": post("{\n  \"person\": {\"scheme\": \"employee\",}\n}", json),
      "repeatedHost": get("/healthz", ["Host: localhost"]),
      "notFound": get("/v1/settlement"),
      "methodNotAllowed": get("/v1/settlements"),
      "notAcceptable": post("{}", json, "Accept: text/html"),
      "lengthRequired": post(nil, json),
      "contentTooLarge": post(
        nil, json, "Content-Length: \(RequestLimits.bodyBytesMax + 1)"),
      "requestLineTooLong": get("/" + String(repeating: "a", count: 8192)),
      "notJSONType": post("{}", "Content-Type: text/plain"),
      "coded": post("{}", json, "Content-Encoding: br"),
      "unsupportedExpectation": get("/healthz", ["Expect: a-miracle"]),
      "everyFault": post(
        #"""
        {"person":{"scheme":"employee","age":40},\#
        "encounter":{"kind":"pharmacy","date":"2024-05-11","level":"primary"},\#
        "fees":{"total":"88.505","total":1e12},"yearToDate":{"outpatient":null},\#
        "options":{"explain":"no"}}
        """#, json),
      "query": get("/v1/policy?date=2024-02-30&day=1"),
      "tooManyFieldLines": get("/healthz", Array(repeating: "A: b", count: 100)),
      "methodNotImplemented": head("TRACE", "/", []),
      "stopping": get("/readyz"),
      "reloadFromBrowser": head(
        "POST", "/reload", [json, "Origin: http://localhost", "Content-Length: 0"]),
      "reloadWithMember": head("POST", "/reload", [json, "Content-Length: 14"])
        + #"{"policy":"a"}"#,
      "unsupportedVersion": "GET / HTTP/2.0\r\nHost: localhost\r\n\r\n",
    ]
  }()

  private func client() throws -> Client {
    try Client(version: ContractFile.programVersion())
  }

  /// The response of an operation that a reply should be like.
  private func response(_ operation: Node, _ reply: Reply) throws -> Node {
    try contract.resolved(try #require(operation["responses"]?.member("\(reply.status)")))
  }

  /// The text without digests, which change with every policy.
  private func undigested(_ text: String?) -> String? {
    text?.replacing(/"(digest|policy)":"[^"]*"/, with: "")
  }

  private func requestExamples(_ operation: Node) throws -> [(name: String, node: Node)] {
    try contract.entries(
      of: operation["requestBody"]?["content"]?["application/json"]?["examples"])
  }

  private func examples(_ response: Node) throws -> [String: Node] {
    var examples: [String: Node] = [:]
    for (_, content) in try contract.entries(of: response["content"]) {
      for (name, example) in try contract.entries(of: content["examples"]) {
        examples[name] = example
      }
    }
    return examples
  }

  /// Every field that the contract promises is there.
  private func expectFields(of response: Node, in reply: Reply, _ comment: String) throws {
    for (name, header) in try contract.entries(of: response["headers"])
    where header["required"]?.bool == true {
      #expect(reply.fields[name.lowercased()] != nil, "\(comment): \(name)")
    }
  }
}
