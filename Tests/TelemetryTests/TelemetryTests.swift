import Locks
@testable import API
import HTTP
import JSON
import Logging
import Records
import Sockets
import TestSupport
import Testing

@testable import Telemetry

/// The tests that start writers and exporters: one after another, for some open descriptors.
@Suite(.serialized, .leavesNoDescriptor)
enum TelemetryTests {}

/// A sink that keeps what it is given.
final class KeepingSink: RecordSink {
  private let octets = Guarded<[UInt8]>([])

  var text: String { String(decoding: octets.withLock { $0 }, as: UTF8.self) }

  var lines: [String] { text.split(separator: "\n").map { String($0) } }

  func write(_ lines: Span<UInt8>, unless isOver: () -> Bool) -> Int {
    var copy: [UInt8] = []
    for position in lines.indices { copy.append(lines[position]) }
    let whole = copy
    octets.withLock { $0 += whole }
    return whole.count
  }
}

/// Hands a responder's answers to an observer as a service would, and gives each an identity.
final class NamedResponder: Responder {
  let observers: [any AnswerObserver]
  var status = Status.ok
  var nanoseconds: UInt64 = 12_345
  var caller: String?
  var lineCount: Int?
  var path: String? = "/v1/settlements"
  var violation: String?
  var bytesSent = 7

  init(_ observers: [any AnswerObserver]) { self.observers = observers }

  func begin(_ head: borrowing RequestHead, into response: inout Response) -> BodyHandling {
    .collect(bytesMax: 1 << 20)
  }

  func respond(to request: borrowing Request, into response: inout Response) {
    response.status = status
    var answer = AnsweredRequest(
      identity: response.identity, method: request.head.method, path: path,
      caller: caller, status: status, violation: violation, bytesReceived: request.body.count,
      bytesSent: bytesSent, nanoseconds: nanoseconds)
    answer.lineCount = lineCount
    for observer in observers { observer.observe(answer) }
  }
}

extension Workspace {
  /// Its responder, as these tests make it.
  var named: NamedResponder {
    guard let named = responder as? NamedResponder else { preconditionFailure("as made above") }
    return named
  }

  /// The answer to one request of these field lines.
  mutating func ask(_ lines: String = "") {
    var connection = ServerConnection()
    let request = Array("POST /v1/settlements HTTP/1.1\r\nHost: a\r\n\(lines)\r\n".utf8)
    _ = connection.receive(request.span, &self)
    output.removeAll()
  }
}

/// The members of a line of JSON, each as it is written; nil where it is no object.
func members(of line: String) -> [String: String]? {
  var document = JSONDocument()
  let bytes = Array(line.utf8)
  guard let json = try? document.parse(bytes.span), json.kind(of: json.root) == .object else {
    return nil
  }
  var members: [String: String] = [:]
  var next = json.firstChild(of: json.root)
  while let node = next {
    next = json.nextSibling(of: node)
    let text = json.text(of: node)
    let written = String(decoding: text.indices.map { text[$0] }, as: UTF8.self)
    members[json.name(of: node) ?? ""] = json.string(node) ?? written
  }
  return members
}

/// The members of the first line.
func firstMembers(_ lines: [String]) throws -> [String: String] {
  let line = try #require(lines.first)
  return try #require(members(of: line))
}
