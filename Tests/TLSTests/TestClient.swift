import CShim
import TLSFixtures

@testable import TLS

/// The client's end of a session in memory.
@safe final class TestClient {
  /// What a client may be told.
  struct Options {
    var only1_2 = false
    var certificate: DevelopmentCertificate?
    var name = "localhost"
    var applicationProtocol: String? = "http/1.1"
    var ticket: TestTicket?
  }

  let session: OpaquePointer
  private(set) var status = WENBAO_TLS_HANDSHAKE
  private(set) var failure: String?
  var opened: [UInt8] = []

  init(_ options: Options = Options()) {
    let context = unsafe TestAuthority.shared.authority.certificate.withOctets { authority in
      unsafe (options.certificate?.certificate ?? []).withOctets { certificate in
        unsafe (options.certificate?.key ?? []).withOctets { key in
          unsafe fixture_client(
            options.only1_2, authority, certificate, key, options.applicationProtocol)
        }
      }
    }
    guard let session = unsafe wenbao_tls_session_create(context) else {
      preconditionFailure("memory has run out")
    }
    unsafe wenbao_tls_context_free(context)
    unsafe self.session = session
    unsafe fixture_ask(session, options.name)
    if let ticket = options.ticket { unsafe fixture_offer(session, ticket.ticket) }
  }

  deinit { unsafe wenbao_tls_session_free(session) }

  var isOpen: Bool { status == WENBAO_TLS_OPEN }
  var hasEnded: Bool { status == WENBAO_TLS_ENDED }

  /// Takes octets of the wire and returns what is to go there; the first call begins.
  func receive(_ octets: [UInt8]) -> [UInt8] {
    var wire: [UInt8] = []
    if failure != nil { return wire }
    octets.withOctets { input in
      var left = input
      repeat {
        status = opened.withRoom(for: 20_000) { opened in
          wire.withRoom(for: 20_000) { wire in
            unsafe wenbao_tls_receive(session, &left, &opened, &wire)
          }
        }
      } while status == WENBAO_TLS_ROOM
    }
    if status == WENBAO_TLS_FAILED { failure = unsafe reason(of: session) }
    return wire
  }

  /// The records that carry octets.
  func send(_ octets: [UInt8]) -> [UInt8] {
    var wire: [UInt8] = []
    octets.withOctets { input in
      var left = input
      let status = wire.withRoom(for: octets.count + 4096) {
        unsafe wenbao_tls_send(session, &left, &$0)
      }
      precondition(status == WENBAO_TLS_OPEN, "a client can send")
    }
    return wire
  }

  /// A record as the client's own keys seal it, and as it would never send it: so many octets of a
  /// message of the handshake (type 22) or of the application (type 23).
  func seal(_ octets: [UInt8], type: UInt8, number: UInt64) -> [UInt8] {
    var wire: [UInt8] = []
    let isSealed = octets.withOctets { content in
      wire.withRoom(for: octets.count + 64) {
        unsafe fixture_seal_record(session, number, type, content, &$0)
      }
    }
    precondition(isSealed, "TLS 1.3 has keys to seal with")
    return wire
  }

  /// The end of the client's side.
  func close() -> [UInt8] {
    var wire: [UInt8] = []
    wire.withRoom(for: 4096) { unsafe wenbao_tls_close(session, &$0) }
    return wire
  }

  /// What asks for a renegotiation.
  func renegotiate() -> [UInt8] {
    var wire: [UInt8] = []
    precondition(
      wire.withRoom(for: 4096) { unsafe fixture_renegotiate(session, &$0) }, "TLS 1.2 can ask")
    return wire
  }

  /// The common name that the server has shown.
  var serverName: String? { text { unsafe fixture_server_name(session, &$0) } }

  var version: String? { text { unsafe wenbao_tls_session_fact(session, WENBAO_TLS_VERSION, &$0) } }

  var suite: String? { text { unsafe wenbao_tls_session_fact(session, WENBAO_TLS_SUITE, &$0) } }

  var applicationProtocol: String? {
    text { unsafe wenbao_tls_session_fact(session, WENBAO_TLS_PROTOCOL, &$0) }
  }

  var stapleCount: Int { unsafe fixture_staple_count(session) }

  var isResumed: Bool { unsafe wenbao_tls_session_is_resumed(session) }

  /// The ticket that the client has got.
  var ticket: TestTicket? {
    guard let ticket = unsafe fixture_take_ticket(session) else { return nil }
    return unsafe TestTicket(ticket)
  }
}

/// A ticket that a client keeps.
@safe final class TestTicket {
  let ticket: OpaquePointer
  init(_ ticket: OpaquePointer) { unsafe self.ticket = ticket }
  deinit { unsafe fixture_free_ticket(ticket) }

  func isSame(as other: TestTicket) -> Bool {
    unsafe fixture_is_same_ticket(ticket, other.ticket)
  }
}

/// A client and a server whose wires are joined.
final class Pair {
  let client: TestClient
  let server: TLSSession
  private(set) var failure: TLSFailure?
  private(set) var hasEnded = false
  var opened: [UInt8] = []
  /// What the server has put on the wire, in all.
  private(set) var serverWire: [UInt8] = []

  init(_ context: TLSContext, _ options: TestClient.Options = TestClient.Options()) {
    client = TestClient(options)
    server = context.makeSession()
  }

  /// Joins until both fall silent, in pieces of so many octets.
  @discardableResult
  func shake(pieces: Int = .max) -> Self {
    deliver(client.receive([]), pieces: pieces)
    return self
  }

  /// Brings the client's octets to the server, and what follows to each other.
  func deliver(_ octets: [UInt8], pieces: Int = .max) {
    var toServer = octets
    while !toServer.isEmpty {
      let toClient = pass(toServer, pieces: pieces)
      toServer = toClient.isEmpty ? [] : client.receive(toClient)
    }
  }

  /// Brings octets to the server alone; returns its answer.
  func pass(_ octets: [UInt8], pieces: Int = .max) -> [UInt8] {
    var wire: [UInt8] = []
    var start = 0
    while start < octets.count && failure == nil {
      let end = start + min(pieces, octets.count - start)
      switch server.receive(octets.span.extracting(start..<end), opened: &opened, wire: &wire) {
      case .goesOn: break
      case .ended: hasEnded = true
      case .failed(let failure): self.failure = failure
      }
      start = end
    }
    serverWire += wire
    return wire
  }

  /// Brings the server's text to the client.
  func answer(_ octets: [UInt8]) {
    var wire: [UInt8] = []
    precondition(server.send(octets.span, wire: &wire), "the session is open")
    _ = client.receive(wire)
  }

  /// Whether both ends agree that the handshake is done.
  var isOpen: Bool { client.isOpen && server.isEstablished && failure == nil }
}
