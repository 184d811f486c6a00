internal import HTTP
internal import Sockets

/// One event loop with all that its connections share: responder, buffers, limits, counters.
///
/// `@unchecked Sendable`: it is made before its loop starts and from then on used on the loop
/// alone, reached from elsewhere only by closures handed to `EventLoop.submit`; what changes the
/// set of connections checks that.
final class ConnectionLoop: @unchecked Sendable {
  /// Octets taken from a socket at once: 64 KiB, a whole ordinary request and its neighbours.
  static var arrivalBytesMax: Int { 64 * 1024 }

  /// How far the end of the service has come.
  enum Phase {
    /// Connections persist.
    case serving
    /// A drain has begun: every answer is the last of its connection.
    case draining
    /// Newcomers are refused, silence ends a connection, and the last one ends the loop.
    case closing
  }

  let loop: EventLoop
  let limits: ServerLimits
  let timeouts: Timeouts
  let counters: LoopCounters
  private let census: Census

  var workspace: Workspace
  var arrivals = [UInt8](repeating: 0, count: arrivalBytesMax)
  /// The application's octets in what arrived on a connection with a session.
  var opened: [UInt8] = []
  /// The wire's octets for a connection with a session.
  var sealed = OutputBuffer()

  private(set) var phase = Phase.serving
  private var acceptors: [Acceptor] = []
  private var connectionCount = 0

  init(
    _ loop: EventLoop, limits: ServerLimits, traceBeginnings: TraceBeginnings, census: Census,
    counters: LoopCounters, responder: any Responder
  ) {
    self.loop = loop
    self.limits = limits
    self.census = census
    self.counters = counters
    timeouts = Timeouts(limits)
    workspace = Workspace(
      responder: responder, limits: limits.http,
      identities: IdentitySource(beginnings: traceBeginnings))
  }

  /// Begins to accept what comes to the listeners.
  func open(_ listeners: [(Listener, Endpoint)]) {
    loop.preconditionOnLoop()
    acceptors = listeners.map { Acceptor($0, of: $1, for: self) }
    for acceptor in acceptors { acceptor.resume() }
  }

  /// Serves a connection, or says why not.
  func admit(_ descriptor: consuming Descriptor, from peer: SocketAddress, to endpoint: Endpoint) {
    loop.preconditionOnLoop()
    do throws(Census.Refusal) {
      let seat = try census.seat(peer.origin)
      counters.add(to: .accepted)
      connectionCount += 1
      let session = endpoint.makeSession?()
      let connection = Connection(descriptor, session: session, seat: seat, home: self)
      if phase != .serving { connection.announceClose() }
      connection.begin()
    } catch {
      refuse(descriptor, error, isPlain: endpoint.makeSession == nil)
    }
  }

  /// Answers 503 to a connection that has no seat.
  ///
  /// Inside a session nothing can be said before its handshake, which is what there is no room for:
  /// such a connection is just closed, and so is one beyond the refusals that may be under way.
  private func refuse(
    _ descriptor: consuming Descriptor, _ refusal: Census.Refusal, isPlain: Bool
  ) {
    switch refusal {
    case .tooMany: counters.add(to: .refusedOverConnections)
    case .tooManyOfOrigin: counters.add(to: .refusedOverOrigin)
    }
    guard isPlain, counters[.refusing] < limits.refusalsMax else { return }
    connectionCount += 1
    let connection = Connection(descriptor, session: nil, seat: nil, home: self)
    let id = workspace.identities?.makeID() ?? ""
    connection.begin(refusingWith: Self.refusalText(id))
  }

  private static func refusalText(_ id: String) -> String {
    let body = #"{"type":"about:blank","title":"Service Unavailable","status":503}"#
    return """
      HTTP/1.1 503 Service Unavailable\r
      Content-Type: application/problem+json\r
      Content-Length: \(body.utf8.count)\r
      X-Request-Id: \(id)\r
      Retry-After: 1\r
      Connection: close\r
      \r
      \(body)
      """
  }

  /// Takes note that a connection is closed.
  func forgetConnection() {
    precondition(connectionCount > 0, "a connection closes once")
    connectionCount -= 1
    endIfDone()
  }
}

// MARK: Drain

extension ConnectionLoop {
  /// Makes every answer from now on the last of its connection; accepting goes on for `grace`,
  /// and what is left after `limit` more is cut.
  func drain(grace: UInt64, limit: UInt64) {
    loop.preconditionOnLoop()
    phase = .draining
    for connection in connections { connection.announceClose() }
    loop.run(afterNanoseconds: grace) { self.beginClosing(limit: limit) }
  }

  /// Refuses newcomers and closes connections as they fall silent.
  private func beginClosing(limit: UInt64) {
    phase = .closing
    for acceptor in acceptors { acceptor.refuseNewcomers() }
    for connection in connections { connection.closeWhenQuiet() }
    loop.run(afterNanoseconds: timeouts.drainQuiet) { self.stopAccepting() }
    loop.run(afterNanoseconds: limit) { self.cut() }
  }

  /// Stops accepting, after a last look at who has come in.
  private func stopAccepting() {
    for acceptor in acceptors { acceptor.close() }
    acceptors = []
    endIfDone()
  }

  /// Closes what is left.
  private func cut() {
    stopAccepting()
    for connection in connections { connection.cut() }
  }

  private var connections: [Connection] { loop.handlers.compactMap { $0 as? Connection } }

  private func endIfDone() {
    if phase == .closing && acceptors.isEmpty && connectionCount == 0 { loop.stop() }
  }
}
