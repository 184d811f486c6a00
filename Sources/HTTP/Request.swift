/// A request whose content is complete: a view, valid while it is being answered.
public struct Request: ~Escapable {
  /// The head.
  public let head: RequestHead

  /// The content, with its framing removed; empty if there is none.
  public let body: Span<UInt8>

  /// What the responder let it hold when it began.
  public let permit: (any Permit)?

  /// Whether the content came with the head, so that the responder has just begun with it.
  public let cameWhole: Bool

  @_lifetime(copy head, copy body)
  init(
    _ head: consuming RequestHead, body: Span<UInt8>, permit: (any Permit)?, cameWhole: Bool
  ) {
    self.head = head
    self.body = body
    self.permit = permit
    self.cameWhole = cameWhole
  }
}
