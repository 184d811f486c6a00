/// A request whose content is complete: a view, valid while it is being answered.
public struct Request: ~Escapable {
  /// The head.
  public let head: RequestHead

  /// The content, with its framing removed; empty if there is none.
  public let body: Span<UInt8>

  /// What the responder let it hold when it began.
  public let permit: (any Permit)?

  @_lifetime(copy head, copy body)
  init(_ head: consuming RequestHead, body: Span<UInt8>, permit: (any Permit)?) {
    self.head = head
    self.body = body
    self.permit = permit
  }
}
