import Foundation
import Sockets
import TLS

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
    case noAnswer(within: Duration)
    case notUnderstood
    case notSecured(reason: String)

    var description: String {
      switch self {
      case .noAnswer(let time): "no answer within \(time)"
      case .notUnderstood: "the answer is not HTTP/1.1"
      case .notSecured(let reason): "no TLS session: \(reason)"
      }
    }
  }

  /// The usual time for an answer, in seconds: 3, which is what a probe of a container usually has.
  static let usualSeconds = 3
  /// The longest time for an answer, in seconds: an hour.
  static let secondsMax = 3600
  /// The most octets of an answer: that to a reload lists a few hundred faults.
  static let answerBytesMax = 1 << 20
  /// The microseconds between two looks at the socket.
  private static let pauseMicroseconds: UInt32 = 1000

  /// When the wait for an answer is over.
  private struct Limit {
    let time: Duration
    private let end: MonotonicTime

    init(_ time: Duration) {
      self.time = time
      end = MonotonicTime.current().advanced(byNanoseconds: time.wholeNanoseconds)
    }

    var isPast: Bool { MonotonicTime.current() >= end }
  }

  /// The method.
  var method = "GET"
  /// The path.
  let path: String
  /// The bearer token that proves who asks.
  var token: String?
  /// JSON to send.
  var content: String?

  /// Asks once.
  ///
  /// - Parameters:
  ///   - tls: how a place that speaks HTTPS is trusted.
  ///   - time: how long to wait for the answer.
  func ask(_ place: ServicePlace, _ tls: TLSClientSettings, within time: Duration) throws -> Answer
  {
    ProcessSettings.ignoreBrokenPipes()
    let limit = Limit(time)
    let connection = try Descriptor.connected(to: place.address)
    _ = try wait(until: limit) { try connection.isConnected() ? .done(0) : .wouldBlock }
    let request = Array(text(for: place).utf8)
    if place.speaksTLS {
      let session = try TLSSession(tls)
      return try Self.answer(try ask(request, over: connection, in: session, until: limit))
    }
    try send(request, over: connection, until: limit)
    var bytes: [UInt8] = []
    while bytes.count < Self.answerBytesMax {
      let piece = try receive(over: connection, until: limit)
      if piece.isEmpty { break }
      bytes += piece
    }
    return try Self.answer(bytes)
  }

  /// Asks within a session.
  private func ask(
    _ request: [UInt8], over connection: borrowing Descriptor, in session: TLSSession,
    until limit: Limit
  ) throws -> [UInt8] {
    var (wire, opened): ([UInt8], [UInt8]) = ([], [])
    var isAsked = false
    session.begin(wire: &wire)
    while opened.count < Self.answerBytesMax {
      if session.isEstablished && !isAsked {
        guard session.send(request.span, wire: &wire) else {
          throw Failure.notSecured(reason: "the session has ended")
        }
        isAsked = true
      }
      try send(wire, over: connection, until: limit)
      wire = []
      let piece = try receive(over: connection, until: limit)
      if piece.isEmpty { break }
      switch session.receive(piece.span, opened: &opened, wire: &wire) {
      case .goesOn: continue
      case .ended: return opened
      case .failed(.plainText): throw Failure.notSecured(reason: "the service speaks plain HTTP")
      case .failed(.refused(let reason)): throw Failure.notSecured(reason: reason)
      }
    }
    return opened
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

  private func send(
    _ bytes: [UInt8], over connection: borrowing Descriptor, until limit: Limit
  ) throws {
    var sent = 0
    while sent < bytes.count {
      sent += try wait(until: limit) {
        try connection.send(bytes.span.extracting(sent..<bytes.count))
      }
    }
  }

  /// What arrives next; nothing at the end.
  private func receive(
    over connection: borrowing Descriptor, until limit: Limit
  ) throws -> ArraySlice<UInt8> {
    var piece = [UInt8](repeating: 0, count: 16 * 1024)
    let count = try wait(until: limit) { try connection.receive(into: &piece) }
    return piece[..<count]
  }

  private func wait(until limit: Limit, _ attempt: () throws -> Attempt<Int>) throws -> Int {
    while !limit.isPast {
      if case .done(let count) = try attempt() { return count }
      usleep(Self.pauseMicroseconds)
    }
    throw Failure.noAnswer(within: limit.time)
  }

  private static func answer(_ bytes: [UInt8]) throws -> Answer {
    let text = String(decoding: bytes, as: UTF8.self)
    guard let status = text.wholeMatch(of: /HTTP\/1\.1 ([0-9]{3})(?s:.*?)\r\n\r\n((?s:.*))/),
      let code = Int(status.output.1)
    else { throw Failure.notUnderstood }
    return Answer(status: code, text: String(status.output.2))
  }
}
