public import HTTP

/// What stands between a socket and HTTP on one connection, such as TLS: octets of the wire on one
/// side, of the application on the other, and no socket within.
///
/// It is used on the connection's loop alone.
public protocol TransportSession: AnyObject {
  /// Whether octets of the application can pass: a handshake, if there is one, is done.
  var isEstablished: Bool { get }

  /// Who the peer has proved to be, as a subject of RFC 4514; nil where it has proved nothing.
  ///
  /// It is asked for once, when the session is established.
  var clientSubject: String? { get }

  /// Takes octets that have arrived on the wire.
  ///
  /// - Parameters:
  ///   - opened: gains the application's octets among them.
  ///   - wire: gains what must go to the peer, as for a handshake or an alert.
  /// - Returns: how the session goes on.
  func receive(
    _ bytes: Span<UInt8>, opened: inout [UInt8], wire: inout OutputBuffer
  ) -> TransportProgress

  /// Takes octets of the application and appends to `wire` what carries them.
  ///
  /// Called only after `receive` has opened octets, so never before a handshake is done.
  ///
  /// - Returns: false where the session has failed, and the connection is to be given up.
  func send(_ bytes: Span<UInt8>, wire: inout OutputBuffer) -> Bool

  /// Appends the end of the session, after which nothing is sent.
  func close(wire: inout OutputBuffer)
}

/// How a session goes on.
public enum TransportProgress: Sendable {
  /// It takes more octets.
  case goesOn
  /// The peer has ended its side: what has been opened is all.
  case ended
  /// It cannot go on: send what is on the wire side and close.
  case failed
}
