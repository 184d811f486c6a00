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

  convenience init(_ server: RunningServer) throws { try self.init(at: server.address) }

  init(at address: SocketAddress) throws {
    connection = try LoopbackClient(to: address)
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
    let chunks = stride(from: 0, to: body.count, by: count).map { start in
      chunk(Array(body[start..<min(start + count, body.count)]))
    }
    return head(path, "Transfer-Encoding: chunked") + chunks.joined() + chunk([])
  }

  /// The bytes of the head of a POST.
  static func head(
    _ path: String, _ framing: String, type: String = "application/json"
  ) -> [UInt8] {
    Array("POST \(path) HTTP/1.1\r\nHost: wenbao\r\nContent-Type: \(type)\r\n".utf8)
      + Array("\(framing)\r\n\r\n".utf8)
  }

  /// The bytes of a chunk; the last one is empty.
  static func chunk(_ bytes: [UInt8]) -> [UInt8] {
    Array("\(String(bytes.count, radix: 16))\r\n".utf8) + bytes + Array("\r\n".utf8)
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

  /// Reads the next chunk of an answer whose head has been read; the last one is empty.
  func chunk() throws -> [UInt8] {
    let size = String(decoding: try bytes(before: "\r\n"), as: UTF8.self)
    guard let count = Int(size, radix: 16) else { throw NoAnswer(text: size) }
    while unread.count < count + 2 { unread += try connection.receive() }
    defer { unread.removeFirst(count + 2) }
    return Array(unread.prefix(count))
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
    let text = String(decoding: try bytes(before: "\r\n\r\n"), as: UTF8.self)
    let lines = text.split(separator: "\r\n")
    guard let first = lines.first, first.hasPrefix("HTTP/1.1 "),
      let status = Int(first.dropFirst(9).prefix(3))
    else { throw NoAnswer(text: text) }
    let fields = lines.dropFirst().compactMap { line -> (String, String)? in
      guard let colon = line.firstRange(of: ": ") else { return nil }
      return (line[..<colon.lowerBound].lowercased(), String(line[colon.upperBound...]))
    }
    return Answer(status: status, fields: Dictionary(fields) { $0 + ", " + $1 })
  }

  /// What comes before a delimiter, which is read too.
  private func bytes(before delimiter: String) throws -> [UInt8] {
    let end = Array(delimiter.utf8)
    while true {
      if let range = unread.firstRange(of: end) {
        defer { unread.removeSubrange(..<range.upperBound) }
        return Array(unread[..<range.lowerBound])
      }
      unread += try connection.receive()
    }
  }
}
