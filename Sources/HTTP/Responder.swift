/// Answers requests: what an application is to the server.
///
/// One instance serves one event loop and is called by no other; calls are synchronous and are not
/// interleaved, but between `begin` and `respond` of one request those of other connections may
/// come.
public protocol Responder: AnyObject {
  /// Decides from the head alone, before any content, what happens to the request.
  ///
  /// Only after `collect` or `stream` is a client that expects `100-continue` asked to go on.
  ///
  /// - Parameter response: empty; to be filled for `refuse` and `stream`, else left alone.
  func begin(_ head: borrowing RequestHead, into response: inout Response) -> BodyHandling

  /// Answers a request whose content is complete.
  ///
  /// - Parameter response: empty; to be filled.
  func respond(to request: borrowing Request, into response: inout Response)

  /// Words the answer to a request that broke the protocol.
  ///
  /// - Parameter response: has the error's status; to be filled with content.
  func refuse(_ error: ProtocolError, into response: inout Response)
}

extension Responder {
  /// One line of plain text.
  public func refuse(_ error: ProtocolError, into response: inout Response) {
    response.contentType = "text/plain; charset=utf-8"
    response.body.append(contentsOf: error.detail.utf8)
    response.body.append(.lineFeed)
  }
}

/// What is to happen to the content of a request.
public enum BodyHandling {
  /// Gather up to `bytesMax` octets (and no more than `Limits.bodyBytesMax`), then call `respond`.
  ///
  /// The way of every request without content too.
  case collect(bytesMax: Int)
  /// Send the response as filled; the content is not wanted.
  case refuse
  /// Send the response's head as filled, then hand the content over piece by piece, up to
  /// `bytesMax` octets; the answer's content is what the stream appends. Not for HEAD.
  case stream(any BodyStream, bytesMax: Int)
}

/// Takes the content of one request as it arrives and writes the answer as it goes.
///
/// A request that breaks off simply drops its stream.
public protocol BodyStream: AnyObject {
  /// Takes the next octets and appends what there is to answer so far.
  func receive(_ bytes: Span<UInt8>, into answer: inout [UInt8])

  /// Appends the rest of the answer: the content is complete.
  func finish(into answer: inout [UInt8])
}
