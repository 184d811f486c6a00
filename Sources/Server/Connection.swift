internal import HTTP
internal import Sockets

/// One connection on its loop: socket, session if there is one, HTTP, and back.
///
/// It is always in one stage, and watched for one thing: to read while it waits for a request, to
/// write while the client has not taken its answers, to read and throw away while it lingers. So it
/// never reads more from a client that does not take what it has asked for. What is written goes
/// straight to the socket; only what the kernel does not take is held here, and an idle connection
/// holds nothing.
///
/// The descriptor closes with the connection: once the loop forgets it, nobody holds it.
final class Connection: EventHandler {
  typealias Next = ServerConnection.Next

  /// What the connection is about.
  enum Stage {
    case receiving(ServerConnection.Awaiting)
    case sending(then: Next)
    case lingering(bytesLeft: Int)
    case closed
  }

  let home: ConnectionLoop
  /// The loop of its home, held here too: to reach it by the home counts a reference each time.
  private let loop: EventLoop
  let descriptor: Descriptor
  let session: (any TransportSession)?
  private let seat: Seat?
  private var registration: Registration?
  private var interest = Interest.reading

  var stage = Stage.receiving(.request)
  var http = ServerConnection()
  var backlog = OutputBuffer()
  var inputHasEnded = false
  private var clock = RequestClock()
  private var requestsCounted = 0
  /// Whether the session, if there is one, has yet to be established.
  private var isShakingHands: Bool
  private var clientSubject: String?

  init(
    _ descriptor: consuming Descriptor, session: (any TransportSession)?,
    seat: consuming Seat?, home: ConnectionLoop
  ) {
    self.descriptor = descriptor
    self.session = session
    isShakingHands = session != nil
    self.seat = seat
    self.home = home
    loop = home.loop
    home.counters.add(to: presence)
  }

  private var presence: ServerCounter { seat == nil ? .refusing : .open }

  /// Begins to serve.
  func begin() {
    watch()
    if registration != nil { wait(for: .request) }
  }

  /// Begins and ends with an answer that no request has earned.
  func begin(refusingWith text: String) {
    watch()
    guard registration != nil else { return }
    backlog.append(text)
    stage = .sending(then: .close)
    sendBacklog(then: .close)
  }

  func handleReadiness() {
    prepareWorkspace()
    switch stage {
    case .receiving: receive()
    case .sending(let next): sendBacklog(then: next)
    case .lingering(let bytesLeft): discard(bytesLeft)
    case .closed: preconditionFailure("a closed connection has no events")
    }
  }

  func handlePassedDeadline() {
    prepareWorkspace()
    switch stage {
    case .receiving(.request): closeUnlessArrived()
    case .receiving(let awaiting): giveUp(awaiting)
    case .sending: abandon(counting: .writeTimeouts)
    case .lingering: close()
    case .closed: preconditionFailure("a closed connection has no deadline")
    }
  }

  /// Tells the workspace, which all connections of the loop share, the time and whose turn it is.
  private func prepareWorkspace() {
    home.workspace.setClock(unixSeconds: Int(loop.wallSeconds))
    home.workspace.clientSubject = clientSubject
  }
}

// MARK: Receiving

extension Connection {
  /// Reads once and serves what came; returns whether anything did, the peer's end included.
  @discardableResult
  private func receive() -> Bool {
    do throws(SystemCallError) {
      switch try arrive() {
      case .wouldBlock: return false
      case .done(0): act(on: receiveEnd())
      case .done(let count): receive(count)
      }
    } catch {
      abandon(counting: .broken)
    }
    return true
  }

  private func arrive() throws(SystemCallError) -> Attempt<Int> {
    try descriptor.receive(into: &home.arrivals)
  }

  private func receive(_ count: Int) {
    home.counters.add(count, to: .bytesReceived)
    clock.received(count)
    var arrivals: [UInt8] = []
    swap(&arrivals, &home.arrivals)
    let next = pass(arrivals.span.extracting(0..<count))
    swap(&arrivals, &home.arrivals)
    act(on: next)
  }

  /// Passes what arrived on to HTTP, through the session if there is one.
  private func pass(_ arrived: Span<UInt8>) -> Next {
    if let session { return receive(arrived, in: session) }
    return http.receive(arrived, &home.workspace)
  }

  /// Passes what the session opens on to HTTP.
  private func receive(_ arrived: Span<UInt8>, in session: any TransportSession) -> Next {
    home.opened.removeAll(keepingCapacity: true)
    let progress = session.receive(arrived, opened: &home.opened, wire: &home.sealed)
    let opened = home.opened
    if isShakingHands { noteHandshake(session, progress) }
    guard case .receiving(let awaiting) = stage else {
      preconditionFailure("a connection reads only while it waits for a request")
    }
    if case .failed = progress { return .close }
    var next = Next.receive(awaiting)
    if !opened.isEmpty { next = http.receive(opened.span, &home.workspace) }
    if case .ended = progress { return receiveEnd() }
    return next
  }

  private func noteHandshake(
    _ session: any TransportSession, _ progress: TransportProgress
  ) {
    if case .failed = progress { home.counters.add(to: .handshakeFailures) }
    guard session.isEstablished else { return }
    isShakingHands = false
    home.counters.add(to: .handshakes)
    clientSubject = session.clientSubject
    home.workspace.clientSubject = clientSubject
  }

  private func receiveEnd() -> Next {
    inputHasEnded = true
    return http.receiveEnd(&home.workspace)
  }

  /// Takes a last look before an idle connection closes: a request that has arrived is served.
  private func closeUnlessArrived() {
    if receive() { return }
    if isShakingHands {
      home.counters.add(to: .handshakeTimeouts)
    } else if home.phase == .serving {
      home.counters.add(to: .idleTimeouts)
    }
    endSession()
    close()
  }

  private func giveUp(_ awaiting: ServerConnection.Awaiting) {
    home.counters.add(to: awaiting == .body ? .bodyTimeouts : .headTimeouts)
    act(on: http.timeOut(&home.workspace))
  }
}

// MARK: Sending

extension Connection {
  /// Sends what has been answered, then does what HTTP asks for, or waits for room to do so.
  ///
  /// HTTP goes on with what it has put off when the loop next says that there is room, so that the
  /// other connections have their turn between the slices of a long piece of work.
  private func act(on next: Next) {
    sendAnswers()
    if isClosed { return }
    if backlog.isEmpty, next != .drain { proceed(to: next) } else { awaitRoom(then: next) }
  }

  private var isClosed: Bool {
    if case .closed = stage { true } else { false }
  }

  /// Sends the loop's output as far as the kernel takes it and keeps the rest.
  private func sendAnswers() {
    home.counters.add(http.requestCount - requestsCounted, to: .requests)
    requestsCounted = http.requestCount
    guard let session else { return sendDirectly(&home.workspace.output) }
    let isSealed = seal(&home.workspace.output, in: session)
    sendDirectly(&home.sealed)
    if !isSealed, !isClosed { abandon(counting: .broken) }
  }

  /// Puts the output into the session; returns false where the session has failed.
  private func seal(_ output: inout OutputBuffer, in session: any TransportSession) -> Bool {
    if output.isEmpty { return true }
    defer { output.removeAll() }
    return session.send(output.unsent, wire: &home.sealed)
  }

  private func sendDirectly(_ output: inout OutputBuffer) {
    if output.isEmpty { return }
    if isClosed { return output.removeAll() }
    if backlog.isEmpty, !send(from: &output) {
      output.removeAll()
      return abandon(counting: .broken)
    }
    if !output.isEmpty { backlog.take(&output) }
  }

  /// Makes one call, for a socket that takes less than all has no more room; returns false where
  /// the connection is broken.
  private func send(from output: inout OutputBuffer) -> Bool {
    do throws(SystemCallError) {
      guard case .done(let count) = try descriptor.send(output.unsent) else { return true }
      home.counters.add(count, to: .bytesSent)
      output.markSent(count)
      return true
    } catch {
      return false
    }
  }

  private func sendBacklog(then next: Next) {
    if !backlog.isEmpty, !send(from: &backlog) { return abandon(counting: .broken) }
    guard backlog.isEmpty else { return awaitRoom(then: next) }
    backlog = OutputBuffer()
    if case .drain = next { act(on: http.resume(&home.workspace)) } else { proceed(to: next) }
  }

  private func awaitRoom(then next: Next) {
    stage = .sending(then: next)
    clock = RequestClock()
    watch(.writing)
    setDeadline(in: home.timeouts.writeStall)
  }

  private func proceed(to next: Next) {
    switch next {
    case .receive(let awaiting): wait(for: awaiting)
    case .drain: preconditionFailure("HTTP goes on once there is room to send")
    case .close: linger()
    case .reset: reset()
    }
  }

  private func wait(for awaiting: ServerConnection.Awaiting) {
    stage = .receiving(awaiting)
    watch(.reading)
    guard let registration else { return }
    let now = loop.now
    clock.enter(awaiting, request: http.requestCount, isHandshake: isShakingHands, now: now)
    let isQuiet = home.phase == .closing && awaiting == .request
    let deadline =
      isQuiet
      ? now.advanced(byNanoseconds: home.timeouts.drainQuiet) : clock.deadline(home.timeouts)
    loop.setDeadline(registration, at: deadline)
  }
}

// MARK: Closing

extension Connection {
  /// Ends the sending side and waits for the client's end: a close with octets of the client's
  /// still unread would be a reset, which destroys the answer on its way (RFC 9112 section 9.6).
  private func linger() {
    endSession()
    guard !inputHasEnded, (try? descriptor.shutDownWriting()) != nil else { return close() }
    stage = .lingering(bytesLeft: home.limits.lingerBytesMax)
    watch(.reading)
    setDeadline(in: home.timeouts.linger)
  }

  /// Sends the session's end, a courtesy: what the kernel does not take now is not sent.
  private func endSession() {
    guard let session else { return }
    session.close(wire: &home.sealed)
    if !home.sealed.isEmpty { _ = send(from: &home.sealed) }
    home.sealed.removeAll()
  }

  private func discard(_ bytesLeft: Int) {
    guard let arrival = try? arrive() else { return close() }
    switch arrival {
    case .wouldBlock: return
    case .done(let count):
      guard count > 0, count <= bytesLeft else { return close() }
      stage = .lingering(bytesLeft: bytesLeft - count)
    }
  }

  /// Closes a connection that is of no use any more, and frees what the kernel holds of it.
  private func abandon(counting counter: ServerCounter) {
    home.counters.add(to: counter)
    reset()
  }

  private func reset() {
    try? descriptor.resetOnClose()
    close()
  }

  private func close() {
    guard !isClosed else { return }
    stage = .closed
    backlog = OutputBuffer()
    home.counters.add(-1, to: presence)
    if let registration { loop.forget(registration) }
    registration = nil
    home.forgetConnection()
  }

  /// Makes the next answer the last.
  func announceClose() { http.drain() }

  /// Closes as soon as no request has come for a short while.
  func closeWhenQuiet() {
    if case .receiving(.request) = stage { wait(for: .request) }
  }

  /// Closes whatever is under way.
  func cut() {
    if case .lingering = stage { return close() }
    abandon(counting: .cut)
  }
}

// MARK: The loop

extension Connection {
  /// Lets the loop watch the connection; one that it cannot watch is closed.
  private func watch() {
    do throws(SystemCallError) {
      registration = try loop.register(descriptor, for: interest, handler: self)
    } catch {
      abandon(counting: .broken)
    }
  }

  private func watch(_ wanted: Interest) {
    guard wanted != interest, let registration else { return }
    do throws(SystemCallError) {
      try loop.change(registration, of: descriptor, to: wanted)
      interest = wanted
    } catch {
      abandon(counting: .broken)
    }
  }

  private func setDeadline(in nanoseconds: UInt64) {
    guard let registration else { return }
    loop.setDeadline(registration, at: loop.now.advanced(byNanoseconds: nanoseconds))
  }
}
