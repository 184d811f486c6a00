import HTTP
import Insurance
import Locks
import Synchronization
import TestPolicies

@testable import API

/// The clock and the calendar of a test.
final class TestClock: Sendable {
  private let moment = Atomic<UInt64>(1_000_000_000)
  private let day = Guarded(Day.newYear(2027))

  var nanoseconds: UInt64 { moment.load(ordering: .relaxed) }

  var today: Day {
    get { day.withLock { $0 } }
    set { day.withLock { $0 = newValue } }
  }

  func advance(milliseconds: UInt64) {
    moment.add(milliseconds * 1_000_000, ordering: .relaxed)
  }
}

extension TokenDigest {
  /// Stands for SHA-256: the first octets of a token, and no two tokens of a test share them.
  init(standingFor token: Span<UInt8>) {
    self.init(InlineArray { $0 < token.count ? token[$0] : 0 })
  }

  init(standingFor token: String) { self.init(standingFor: token.utf8.span) }
}

extension Caller {
  /// A caller with one token, which is its name and `-token`.
  init(
    _ name: String, _ scopes: [Scope], expires: Day? = nil, rate: RateLimit = .usual,
    concurrentRequestsMax: Int = CallerLimits.usualConcurrentRequests
  ) {
    let digest = TokenDigest(standingFor: name + "-token")
    self.init(
      name: name, scopes: scopes, subjects: ["CN=\(name)"],
      tokens: [Token(digest, expires: expires)], rate: rate,
      concurrentRequestsMax: concurrentRequestsMax)
  }
}

/// Clients of a service that knows its callers, without sockets in between.
struct CallerClient: ~Copyable {
  let service: Service
  let clock = TestClock()
  private var workspace: Workspace

  init(
    _ callers: [Caller]?, face: APIResponder.Face = .whole, isLocal: Bool = false
  ) throws {
    let clock = clock
    service = Service(
      policy: PolicySlot(PolicyEdition(try TestPolicies.shipped())), version: "1.2.3",
      openAPI: Array("openapi: 3.1.0\n".utf8),
      callers: callers.map { Callers($0) { TokenDigest(standingFor: $0) } },
      surroundings: Surroundings(today: { clock.today }, nanoseconds: { clock.nanoseconds }))
    workspace = Workspace(
      responder: APIResponder(service, face: face, isLocal: isLocal), identities: IdentitySource())
  }

  /// The answer to a request on a connection of its own.
  ///
  /// - Parameters:
  ///   - token: sent as a bearer token.
  ///   - subject: proved by the connection's certificate.
  mutating func send(
    _ method: String, _ path: String, token: String? = nil, subject: String? = nil,
    fields: [String] = [], body: String? = nil
  ) throws -> Reply {
    var connection = ServerConnection()
    return try send(
      method, path, token: token, subject: subject, fields: fields, body: body, on: &connection)
  }

  /// The answer to a GET.
  mutating func get(_ path: String, token: String? = nil, subject: String? = nil) throws -> Reply {
    try send("GET", path, token: token, subject: subject)
  }

  /// The answer to a posted document.
  mutating func post(_ path: String, _ body: String = "{}", token: String? = nil) throws -> Reply {
    try send("POST", path, token: token, fields: ["Content-Type: application/json"], body: body)
  }

  /// Sends a request whose content does not come.
  mutating func begin(
    _ path: String, token: String, on connection: inout ServerConnection
  ) throws {
    let text =
      "POST \(path) HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer \(token)\r\n"
      + "Content-Type: application/json\r\nContent-Length: 10\r\n\r\n"
    _ = connection.receive(Array(text.utf8).span, &workspace)
    precondition(workspace.output.isEmpty, "the request is let in")
  }

  /// Feeds a connection and throws away what it answers.
  mutating func feed(_ text: String, to connection: inout ServerConnection) {
    _ = connection.receive(Array(text.utf8).span, &workspace)
    workspace.output.removeAll()
  }

  private mutating func send(
    _ method: String, _ path: String, token: String?, subject: String?, fields: [String],
    body: String?, on connection: inout ServerConnection
  ) throws -> Reply {
    var lines = ["\(method) \(path) HTTP/1.1", "Host: wenbao.test"] + fields
    if let token { lines.append("Authorization: Bearer \(token)") }
    if let body { lines.append("Content-Length: \(body.utf8.count)") }
    let text = lines.map { $0 + "\r\n" }.joined() + "\r\n" + (body ?? "")
    workspace.clientSubject = subject
    _ = connection.receive(Array(text.utf8).span, &workspace)
    var bytes: [UInt8] = []
    for place in workspace.output.unsent.indices { bytes.append(workspace.output.unsent[place]) }
    workspace.output.removeAll()
    return try Reply(bytes)
  }
}
