extension RequestHead {
  /// Whether the client lets the connection go on after this request (RFC 9112 section 9.3): 1.1
  /// unless it says `close`, 1.0 only if it says `keep-alive`.
  var persists: Bool {
    if list("connection", contains: "close") { return false }
    return version == .http11 || list("connection", contains: "keep-alive")
  }
}
