internal import HTTP
internal import TLS

/// A TLS session as what stands between a socket and HTTP.
final class TLSTransport: TransportSession {
  private let session: TLSSession
  private let report: (@Sendable (TLSFailure) -> Void)?

  /// Puts a session to use.
  ///
  /// - Parameter report: is told why the session failed, if it does.
  init(_ session: TLSSession, report: (@Sendable (TLSFailure) -> Void)?) {
    self.session = session
    self.report = report
  }

  var isEstablished: Bool { session.isEstablished }

  var clientSubject: String? { session.clientSubject }

  func receive(
    _ bytes: Span<UInt8>, opened: inout [UInt8], wire: inout OutputBuffer
  ) -> TransportProgress {
    switch wire.extend({ session.receive(bytes, opened: &opened, wire: &$0) }) {
    case .goesOn: return .goesOn
    case .ended: return .ended
    case .failed(let failure):
      if failure == .plainText { wire.append(Self.plainTextAnswer) }
      report?(failure)
      return .failed
    }
  }

  func send(_ bytes: Span<UInt8>, wire: inout OutputBuffer) -> Bool {
    wire.extend { session.send(bytes, wire: &$0) }
  }

  func close(wire: inout OutputBuffer) {
    wire.extend { session.close(wire: &$0) }
  }

  /// What a client of plain HTTP is told, in plain HTTP.
  private static var plainTextAnswer: String {
    let body =
      #"{"type":"about:blank","title":"Bad Request","status":400,"#
      + #""detail":"This port speaks HTTPS: ask with https:// instead of http://."}"#
    var identities = IdentitySource()
    return """
      HTTP/1.1 400 Bad Request\r
      X-Request-Id: \(identities.makeID())\r
      Content-Type: application/problem+json\r
      Content-Length: \(body.utf8.count)\r
      Connection: close\r
      \r
      \(body)
      """
  }
}
