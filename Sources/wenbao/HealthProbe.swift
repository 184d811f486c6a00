import Foundation
import Sockets

/// One question to a service about its health, over plain HTTP.
struct HealthProbe {
  /// What the service said.
  struct Answer {
    let status: Int
    /// The content.
    let text: String
  }

  /// Why there is no question, or no answer.
  enum Failure: Error, CustomStringConvertible {
    case notHTTP
    case noAnswerInTime
    case notUnderstood

    var description: String {
      switch self {
      case .notHTTP: "the address must begin with http://, as in http://127.0.0.1:8080/healthz"
      case .noAnswerInTime: "no answer within \(HealthProbe.time)"
      case .notUnderstood: "the answer is not HTTP/1.1"
      }
    }
  }

  /// The time for an answer: 3 s, which is what a probe of a container usually has.
  static let time = Duration.seconds(3)
  /// The most octets of an answer: its head and a few lines.
  static let answerBytesMax = 64 * 1024
  /// The microseconds between two looks at the socket.
  private static let pauseMicroseconds: UInt32 = 1000

  let address: SocketAddress
  let path: String

  /// Reads `http://127.0.0.1:8080/healthz` or `http://unix:/run/wenbao.sock:/healthz`.
  ///
  /// - Throws: `Failure`, or `SocketAddressError` where the host is no literal address.
  init(url: String) throws {
    guard url.hasPrefix("http://") else { throw Failure.notHTTP }
    let rest = url.dropFirst("http://".count)
    let isUnix = rest.hasPrefix("unix:")
    let place = isUnix ? rest.dropFirst("unix:".count) : rest
    let start = place.firstRange(of: isUnix ? ":/" : "/")?.lowerBound
    address = try SocketAddress(parsing: String(rest[..<(start ?? rest.endIndex)]))
    path = start.map { String(rest[$0...].drop { $0 == ":" }) } ?? "/healthz"
  }

  /// Asks once.
  func ask() throws -> Answer {
    ProcessSettings.ignoreBrokenPipes()
    let limit = MonotonicTime.current().advanced(byNanoseconds: Self.time.wholeNanoseconds)
    let connection = try Descriptor.connected(to: address)
    let host = address.port == nil ? "localhost" : "\(address)"
    let request = "GET \(path) HTTP/1.1\r\nHost: \(host)\r\nConnection: close\r\n\r\n"
    _ = try wait(until: limit) {
      guard try connection.isConnected() else { return .wouldBlock }
      return try connection.send(Array(request.utf8).span)
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
