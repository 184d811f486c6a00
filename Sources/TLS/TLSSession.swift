internal import CShim

/// An end of a TLS connection, the server's as a rule, without the socket: octets of the wire on
/// one side, of the application on the other.
///
/// It is used by one thread at a time.
@safe public final class TLSSession {
  /// How a session goes on.
  public enum Progress: Sendable, Equatable {
    /// It takes more octets.
    case goesOn
    /// The peer has ended its side with close_notify: what has been opened is all.
    case ended
    /// It cannot go on. What is on the wire side, perhaps an alert, is its last word.
    case failed(TLSFailure)
  }

  private enum State {
    case new, handshake, open, ended, failed
  }

  /// Room for what a call is likely to write: a record with its overhead (RFC 8446 section 5.2), or
  /// the server's whole flight.
  private static var roomBytes: Int { 16 * 1024 + 512 }
  /// The plain octets of a record.
  private static var recordBytes: Int { 16 * 1024 }
  /// What a record adds at most: header, nonce, type and tag.
  private static var overheadBytes: Int { 64 }

  private let session: OpaquePointer
  private var state = State.new

  /// Begins a session of a live context, which it takes a hold of.
  init(of context: OpaquePointer) {
    // Safe: the context is alive during the call.
    guard let session = unsafe wenbao_tls_session_create(context) else {
      preconditionFailure("memory has run out")
    }
    unsafe self.session = session
  }

  /// Begins a session with a server, for which `begin` then writes what comes first.
  ///
  /// - Throws: what is wrong with the files of the settings.
  public init(_ settings: TLSClientSettings) throws(TLSError) {
    let context = try ContextBuilder(trusting: settings.authorities)
    if let files = settings.certificate { try context.use(files) }
    // Safe: the context is alive during the call; the session takes a hold of it.
    guard let session = unsafe wenbao_tls_session_create(context.context) else {
      preconditionFailure("memory has run out")
    }
    unsafe self.session = session
    // Safe: the session is alive, and OpenSSL copies the name.
    guard unsafe wenbao_tls_session_expect(session, settings.serverName) else {
      throw .unavailable(reason: reason())
    }
  }

  // Safe: nobody else frees the session.
  deinit { unsafe wenbao_tls_session_free(session) }

  /// Whether the handshake is done and the session has not failed.
  public var isEstablished: Bool { state == .open || state == .ended }

  /// Writes what a client's session begins with.
  public func begin(wire: inout [UInt8]) {
    precondition(state == .new, "a session begins once")
    state = .handshake
    var opened: [UInt8] = []
    _ = settle(exchange([UInt8]().span, &opened, &wire))
  }

  /// Takes octets of the wire.
  ///
  /// - Parameters:
  ///   - opened: gains the application's octets among them.
  ///   - wire: gains what must go to the peer.
  public func receive(
    _ bytes: Span<UInt8>, opened: inout [UInt8], wire: inout [UInt8]
  ) -> Progress {
    if state == .failed { return .failed(.refused(reason: "the session has failed")) }
    if state == .ended || bytes.isEmpty { return .goesOn }
    if state == .new {
      if Self.isText(bytes[0]) { return fail(.plainText) }
      state = .handshake
    }
    let openedBefore = opened.count
    let status = exchange(bytes, &opened, &wire)
    if status == WENBAO_TLS_HANDSHAKE, state != .handshake || opened.count > openedBefore {
      // What follows the handshake (RFC 8446 section 4.6) has a few octets, and comes whole from
      // every client there is. While a part of it is awaited OpenSSL takes nothing to send.
      return fail(.refused(reason: "a message after the handshake comes in parts"))
    }
    return settle(status)
  }

  /// Takes octets of the application, once the handshake is done.
  ///
  /// - Returns: false where the session cannot take them; then it has failed.
  public func send(_ bytes: Span<UInt8>, wire: inout [UInt8]) -> Bool {
    guard isEstablished else {
      state = .failed
      return false
    }
    // Safe: C reads the span's memory and keeps no pointer to it; the session is alive.
    let status = unsafe bytes.withUnsafeBufferPointer { buffer in
      var left = unsafe wenbao_octets(base: buffer.baseAddress, count: buffer.count)
      var status = WENBAO_TLS_ROOM
      while status == WENBAO_TLS_ROOM {
        let records = left.count / Self.recordBytes + 1
        let room = left.count + records * Self.overheadBytes
        status = wire.withRoom(for: room) { unsafe wenbao_tls_send(session, &left, &$0) }
      }
      return status
    }
    if status == WENBAO_TLS_FAILED { state = .failed }
    return status != WENBAO_TLS_FAILED
  }

  /// Ends the session's own side with close_notify (RFC 8446 section 6.1).
  public func close(wire: inout [UInt8]) {
    guard isEstablished else { return }
    // Safe: the session is alive, and has not failed.
    wire.withRoom(for: Self.roomBytes) { unsafe wenbao_tls_close(session, &$0) }
  }

  private func exchange(
    _ bytes: Span<UInt8>, _ opened: inout [UInt8], _ wire: inout [UInt8]
  ) -> wenbao_tls_status {
    // Safe: C reads the span's memory and keeps no pointer to it; the session is alive.
    unsafe bytes.withUnsafeBufferPointer { buffer in
      var left = unsafe wenbao_octets(base: buffer.baseAddress, count: buffer.count)
      var status = WENBAO_TLS_ROOM
      while status == WENBAO_TLS_ROOM {
        let room = max(left.count, Self.roomBytes)
        status = opened.withRoom(for: room) { opened in
          wire.withRoom(for: Self.roomBytes) { wire in
            unsafe wenbao_tls_receive(session, &left, &opened, &wire)
          }
        }
      }
      return status
    }
  }

  private func settle(_ status: wenbao_tls_status) -> Progress {
    switch status {
    case WENBAO_TLS_HANDSHAKE: return .goesOn
    case WENBAO_TLS_OPEN:
      state = .open
      return .goesOn
    case WENBAO_TLS_ENDED:
      state = .ended
      return .ended
    default: return fail(.refused(reason: unsafe reason(of: session)))
    }
  }

  private func fail(_ failure: TLSFailure) -> Progress {
    state = .failed
    return .failed(failure)
  }

  /// Whether a connection that begins with an octet speaks in letters, as HTTP does: records begin
  /// with 20 to 23 (RFC 8446 section 5.1).
  private static func isText(_ octet: UInt8) -> Bool {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(octet)
  }
}

// MARK: What it tells

extension TLSSession {
  /// The subject of the client's verified certificate (RFC 4514), such as `CN=pos-17,O=Hospital`;
  /// nil where none was shown.
  public var clientSubject: String? { fact(WENBAO_TLS_SUBJECT) }

  /// The version spoken, such as `TLSv1.3`.
  public var version: String? { fact(WENBAO_TLS_VERSION) }

  /// The cipher suite, by OpenSSL's name.
  public var suite: String? { fact(WENBAO_TLS_SUITE) }

  /// The name that the client has asked for (RFC 6066 section 3).
  public var serverName: String? { fact(WENBAO_TLS_SERVER_NAME) }

  /// The protocol agreed on by ALPN (RFC 7301).
  public var applicationProtocol: String? { fact(WENBAO_TLS_PROTOCOL) }

  /// Whether the handshake went on from a ticket.
  public var isResumed: Bool {
    // Safe: the session is alive.
    unsafe wenbao_tls_session_is_resumed(session)
  }

  private func fact(_ fact: wenbao_tls_fact) -> String? {
    guard isEstablished else { return nil }
    // Safe: the session is alive.
    return text { unsafe wenbao_tls_session_fact(session, fact, &$0) }
  }
}

/// Why a session cannot go on: the peer's doing.
public enum TLSFailure: Error, Hashable, Sendable {
  /// The peer began in plain text, as a client does that takes the port for plain HTTP.
  case plainText
  /// The peer broke the protocol, had nothing in common with the server, or could not be verified;
  /// with OpenSSL's reason.
  case refused(reason: String)
}
