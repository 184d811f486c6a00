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
