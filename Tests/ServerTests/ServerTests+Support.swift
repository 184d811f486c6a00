import Dispatch
import Glibc
import HTTP
import Locks
import Server
import Sockets
import TestSupport
import Testing

/// Answers by path what the tests need.
final class TestResponder: Responder {
  /// The octets of `/large`, more than a socket's buffers hold.
  static let largeCount = 12 * 1024 * 1024
  static let large = PreparedContent([UInt8](repeating: UInt8(ascii: "x"), count: largeCount))

  /// Whether `/stuck` keeps its loop.
  static let isHeld = Guarded(false)

  let loop: Int

  init(loop: Int) { self.loop = loop }

  /// What has happened on `/pieces` and `/other`, in order.
  static let events = Guarded<[String]>([])
  /// What else happens when the first piece of `/pieces` comes.
  static let whenPieceComes = Guarded<(@Sendable () -> Void)?>(nil)

  func begin(_ head: borrowing RequestHead, into response: inout Response) -> BodyHandling {
    if head.path.equals("/pieces") { return .stream(PieceStream(), bytesMax: 1024 * 1024) }
    return .collect(bytesMax: 1024 * 1024)
  }

  func respond(to request: borrowing Request, into response: inout Response) {
    let path = request.head.path
    if path.equals("/large") {
      response.preparedBody = Self.large
    } else if path.equals("/echo") {
      for index in request.body.indices { response.body.append(request.body[index]) }
    } else if path.equals("/fails") {
      response.status = .internalServerError
    } else if path.equals("/other") {
      Self.events.withLock { $0.append("other") }
    } else if forceFailure(askedForBy: path) {
      return
    } else if path.equals("/stuck") {
      Self.isHeld.withLock { $0 = true }
      while Self.isHeld.withLock({ $0 }) { usleep(1000) }
    } else if path.equals("/loop") {
      response.body.append(contentsOf: "\(loop)".utf8)
    } else {
      response.body.append(contentsOf: "hello".utf8)
    }
  }
}

/// Notes each piece of a body and answers with nothing.
private final class PieceStream: BodyStream {
  func receive(_ bytes: Span<UInt8>, into answer: inout [UInt8], answerBytesMax: Int) -> Int {
    TestResponder.events.withLock { $0.append("piece") }
    TestResponder.whenPieceComes.withLock { $0.take() }?()
    return bytes.count
  }

  func finish(into answer: inout [UInt8]) {}
}

/// Forces the failure that a path asks for on the loop's next calls; debug builds alone can.
private func forceFailure(askedForBy path: Span<UInt8>) -> Bool {
  #if DEBUG
    if path.equals("/exhausted") {
      ForcedErrno.force(.processDescriptorsExhausted, on: .accept, count: 2)
      return true
    }
    if path.equals("/aborted") {
      ForcedErrno.force(.connectionAborted, on: .accept, count: 1)
      return true
    }
    if path.equals("/unsendable") {
      ForcedErrno.force(.noBufferSpace, on: .send, count: 1)
      return true
    }
  #endif
  return false
}

typealias TestServer = HTTPServer

/// The request of most tests.
let hello = "GET / HTTP/1.1\r\nHost: a\r\n\r\n"

/// Starts a server on a free port of loopback, runs `body`, and drains it.
func withServer(
  at addresses: [String] = ["127.0.0.1:0"], loops: Int = 2,
  makeSession: (@Sendable () -> any TransportSession)? = nil,
  tune: (inout ServerLimits) -> Void = { _ in },
  _ body: (TestServer, SocketAddress) throws -> Void
) throws {
  var limits = ServerLimits()
  limits.drainQuietTime = .milliseconds(20)
  tune(&limits)
  let endpoints = try addresses.map {
    Endpoint(.address(try SocketAddress(parsing: $0)), makeSession: makeSession)
  }
  let server = try TestServer(
    ServerConfiguration(endpoints: endpoints, loopCount: loops, limits: limits)
  ) { loop, _ in TestResponder(loop: loop) }
  try server.start()
  defer {
    server.drain(grace: .zero, limit: .milliseconds(500))
    server.waitUntilStopped()
  }
  try body(server, server.addresses[0])
}

extension LoopbackClient {
  /// Reads one answer whose length its head names; returns head and content.
  func receiveAnswer(seconds: Double = 60) throws -> String {
    var text = try receive(until: "\r\n\r\n", seconds: seconds)
    let length = try #require(text.firstMatch(of: /Content-Length: ([0-9]+)/)?.output.1)
    let head = try #require(text.firstRange(of: "\r\n\r\n")).upperBound
    while text[head...].utf8.count < Int(length) ?? 0 {
      text += String(decoding: try receive(seconds: seconds), as: UTF8.self)
    }
    return text
  }
}
