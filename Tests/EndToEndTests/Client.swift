import Sockets
import TestSupport

/// One response as it stood on the wire.
struct Answer {
  /// The status code.
  let status: Int
  /// The fields by their names in lower case.
  let fields: [String: String]
  /// The content.
  var body: [UInt8] = []

  /// The content as text.
  var text: String { String(decoding: body, as: UTF8.self) }

  /// Whether the connection ends with this answer.
  var isLast: Bool { fields["connection"] == "close" }
}

/// A connection that sends exactly what a test says and reads the answers one by one.
final class Client {
  /// What came over the wire is no answer.
  struct NoAnswer: Error {
    let text: String
  }

  private let connection: LoopbackClient
  private var unread: [UInt8] = []

  init(_ server: RunningServer) throws {
    connection = try LoopbackClient(to: server.address)
  }

  func send(_ text: String) throws { try connection.send(text) }

  func send(_ bytes: [UInt8]) throws { try connection.send(bytes) }

  /// The answer to GET.
  func get(_ path: String) throws -> Answer {
    try send("GET \(path) HTTP/1.1\r\nHost: wenbao\r\n\r\n")
    return try answer()
  }

  /// The answer to a posted JSON text.
  func post(_ path: String, _ body: [UInt8]) throws -> Answer {
    try send(Client.request(path, body))
    return try answer()
  }

  /// The bytes of a POST.
  static func request(_ path: String, _ body: [UInt8]) -> [UInt8] {
    head(path, "Content-Length: \(body.count)") + body
  }

  /// The bytes of a POST in chunks of so many octets.
  static func chunked(_ path: String, _ body: [UInt8], by count: Int) -> [UInt8] {
    var bytes = head(path, "Transfer-Encoding: chunked")
    for start in stride(from: 0, to: body.count, by: count) {
      let chunk = body[start..<min(start + count, body.count)]
      bytes += Array("\(String(chunk.count, radix: 16))\r\n".utf8) + chunk + Array("\r\n".utf8)
    }
    return bytes + Array("0\r\n\r\n".utf8)
  }

  private static func head(_ path: String, _ framing: String) -> [UInt8] {
    let type = "Content-Type: application/json"
    return Array("POST \(path) HTTP/1.1\r\nHost: wenbao\r\n\(type)\r\n\(framing)\r\n\r\n".utf8)
  }

  /// Reads the next answer.
  ///
  /// - Parameter hasBody: false for answers to HEAD.
  func answer(hasBody: Bool = true) throws -> Answer {
    var answer = try head()
    guard hasBody, let length = answer.fields["content-length"].flatMap({ Int($0) }) else {
      return answer
    }
    while unread.count < length { unread += try connection.receive() }
    answer.body = Array(unread.prefix(length))
    unread.removeFirst(length)
    return answer
  }

  /// Whether the server ends the connection without another octet.
  func isEnded() -> Bool {
    guard unread.isEmpty else { return false }
    do {
      _ = try connection.receive()
      return false
    } catch {
      return error as? LoopbackClient.End == .closed
    }
  }

  private func head() throws -> Answer {
    let lines = try headText().split(separator: "\r\n")
    guard let first = lines.first, first.hasPrefix("HTTP/1.1 "),
      let status = Int(first.dropFirst(9).prefix(3))
    else { throw NoAnswer(text: lines.joined(separator: "\n")) }
    let fields = lines.dropFirst().compactMap { line -> (String, String)? in
      guard let colon = line.firstRange(of: ": ") else { return nil }
      return (line[..<colon.lowerBound].lowercased(), String(line[colon.upperBound...]))
    }
    return Answer(status: status, fields: Dictionary(fields) { $0 + ", " + $1 })
  }

  private func headText() throws -> String {
    let end = Array("\r\n\r\n".utf8)
    while true {
      if let range = unread.firstRange(of: end) {
        let text = String(decoding: unread[..<range.lowerBound], as: UTF8.self)
        unread.removeSubrange(..<range.upperBound)
        return text
      }
      unread += try connection.receive()
    }
  }
}
