import API
import Foundation
import HTTP
import Insurance
import JSON
import TLS
import TestPolicies

/// A client of the whole contract, without a socket in between.
struct Client: ~Copyable {
  let service: Service
  private var workspace: Workspace
  /// The most that there has been to send at once, in octets.
  private(set) var greatestCount = 0

  init(
    version: String = "1.2.3", openAPI: [UInt8]? = Array("openapi: 3.1.0\n".utf8),
    limits: Limits = .standard, today: Day = .today, stuckLoopCount: Int = 0
  ) throws {
    let engine = Engine(version: version, digest: "test") { SHA256.digest(of: $0) }
    let edition = PolicyEdition(try TestPolicies.shipped(), by: engine)
    var surroundings = Surroundings(
      today: { today }, nanoseconds: { 0 }, stuckLoopCount: { stuckLoopCount })
    surroundings.reload = { 4 }
    surroundings.lastReload = { .refused }
    service = Service(
      policy: PolicySlot(edition), version: version, openAPI: openAPI, surroundings: surroundings)
    workspace = Workspace(
      responder: APIResponder(service, isLocal: true), limits: limits, identities: IdentitySource())
  }

  /// A client of a responder made for it.
  init(_ service: Service, _ responder: APIResponder) {
    self.service = service
    workspace = Workspace(responder: responder, identities: IdentitySource())
  }

  /// The answer to one request, written out.
  mutating func send(_ request: String) throws -> Reply { try send(Array(request.utf8)) }

  /// The answer to one request in octets.
  mutating func send(_ request: [UInt8]) throws -> Reply {
    var connection = ServerConnection()
    var bytes: [UInt8] = []
    var next = connection.receive(request.span, &workspace)
    while true {
      greatestCount = max(greatestCount, workspace.output.count)
      for place in workspace.output.unsent.indices {
        bytes.append(workspace.output.unsent[place])
      }
      workspace.output.markSent(workspace.output.count)
      guard next == .drain else { break }
      next = connection.resume(&workspace)
    }
    return try Reply(bytes)
  }

  /// The answer to a request with these fields, each with a line end.
  mutating func send(
    _ method: String, _ target: String, _ fields: [String] = [], body: String? = nil
  ) throws -> Reply {
    var lines = ["\(method) \(target) HTTP/1.1", "Host: wenbao.test"] + fields
    if let body { lines.append("Content-Length: \(body.utf8.count)") }
    return try send(lines.map { $0 + "\r\n" }.joined() + "\r\n" + (body ?? ""))
  }

  /// The answer to a request with content in octets.
  mutating func post(
    _ body: [UInt8], to target: String, _ fields: [String]
  ) throws -> Reply {
    let lines =
      ["POST \(target) HTTP/1.1", "Host: wenbao.test", "Content-Length: \(body.count)"] + fields
    return try send(Array((lines.map { $0 + "\r\n" }.joined() + "\r\n").utf8) + body)
  }

  /// The answer to a posted document.
  mutating func post(
    _ body: String, to target: String = "/v1/settlements", _ fields: [String] = []
  ) throws -> Reply {
    try send("POST", target, ["Content-Type: application/json"] + fields, body: body)
  }
}

extension Day {
  /// The day that tests take for today.
  static var today: Day { .newYear(2024) }
}

/// One answer, read.
struct Reply {
  struct NotAReply: Error {}

  let status: Int
  /// The fields by their names in lower case.
  let fields: [String: String]
  let body: String
  /// The body's octets as they came.
  let content: [UInt8]

  init(_ bytes: [UInt8]) throws {
    let separator = Array("\r\n\r\n".utf8)
    let end = bytes.indices.first { bytes[$0...].starts(with: separator) }
    guard let end else { throw NotAReply() }
    let lines = String(decoding: bytes[..<end], as: UTF8.self).split(separator: "\r\n")
    guard let first = lines.first, let status = Int(first.split(separator: " ")[1]) else {
      throw NotAReply()
    }
    self.status = status
    fields = Dictionary(
      uniqueKeysWithValues: lines.dropFirst().map { line in
        let parts = line.split(separator: ":", maxSplits: 1)
        return (parts[0].lowercased(), parts[1].trimmingCharacters(in: .whitespaces))
      })
    content = Array(bytes[(end + separator.count)...])
    body = String(decoding: content, as: UTF8.self)
  }

  /// The body as JSON.
  var json: Text {
    get throws { try Text(Array(body.utf8)) }
  }
}

extension ReloadReport {
  /// A reload that has found a fault in the policy.
  static var refused: ReloadReport {
    var report = ReloadReport(number: 3, cause: .request)
    report.isRunning = false
    report.parts = [
      (.settings, []),
      (.policy, ["Config/policy/employee.yaml:70: '95' is too large: rate is at most 1"]),
    ]
    report.waitingSettings = ["listen.port"]
    return report
  }
}
