import Foundation
import Sockets

/// One question to a running service, and its answer.
struct Question {
  /// What the service said.
  struct Answer {
    let status: Int
    /// The content.
    let text: String
  }

  /// Why there is no answer.
  enum Failure: Error, CustomStringConvertible {
    case noAnswerInTime
    case notUnderstood

    var description: String {
      switch self {
      case .noAnswerInTime: "no answer within \(Question.time)"
      case .notUnderstood: "the answer is not HTTP/1.1"
      }
    }
  }

  /// The time for an answer: 3 s, which is what a probe of a container usually has.
  static let time = Duration.seconds(3)
  /// The most octets of an answer: that to a reload lists a few hundred faults.
  static let answerBytesMax = 1 << 20
  /// The microseconds between two looks at the socket.
  private static let pauseMicroseconds: UInt32 = 1000

  /// The method.
  var method = "GET"
  /// The path.
  let path: String
  /// The bearer token that proves who asks.
  var token: String?
  /// JSON to send.
  var content: String?

  /// Asks once.
  func ask(_ place: ServicePlace) throws -> Answer {
    ProcessSettings.ignoreBrokenPipes()
    let limit = MonotonicTime.current().advanced(byNanoseconds: Self.time.wholeNanoseconds)
    let connection = try Descriptor.connected(to: place.address)
    _ = try wait(until: limit) {
      guard try connection.isConnected() else { return .wouldBlock }
      return try connection.send(Array(text(for: place).utf8).span)
    }
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 4096)
    while bytes.count < Self.answerBytesMax {
      let count = try wait(until: limit) { try connection.receive(into: &piece) }
      if count == 0 { break }
      bytes += piece[..<count]
    }
    return try Self.answer(String(decoding: bytes, as: UTF8.self))
  }

  /// The request as it goes over the wire.
  private func text(for place: ServicePlace) -> String {
    var lines = [
      "\(method) \(path) HTTP/1.1", "Host: \(place.host)", "Accept-Language: en",
      "Connection: close",
    ]
    if let token { lines.append("Authorization: Bearer \(token)") }
    if let content {
      lines += ["Content-Type: application/json", "Content-Length: \(content.utf8.count)"]
    }
    return lines.joined(separator: "\r\n") + "\r\n\r\n" + (content ?? "")
  }

  private func wait(until limit: MonotonicTime, _ attempt: () throws -> Attempt<Int>) throws -> Int
  {
    while MonotonicTime.current() < limit {
      if case .done(let count) = try attempt() { return count }
      usleep(Self.pauseMicroseconds)
    }
    throw Failure.noAnswerInTime
  }

  private static func answer(_ text: String) throws -> Answer {
    guard let status = text.wholeMatch(of: /HTTP\/1\.1 ([0-9]{3})(?s:.*?)\r\n\r\n((?s:.*))/),
      let code = Int(status.output.1)
    else { throw Failure.notUnderstood }
    return Answer(status: code, text: String(status.output.2))
  }
}
