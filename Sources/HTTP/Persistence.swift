extension RequestHead {
  /// Whether the client lets the connection go on after this request (RFC 9112 section 9.3): 1.1
  /// unless it says `close`, 1.0 only if it says `keep-alive`.
  var persists: Bool {
    if list("connection", contains: "close") { return false }
    return version == .http11 || list("connection", contains: "keep-alive")
  }

  /// What the client expects before it sends the content (RFC 9110 section 10.1.1).
  ///
  /// An expectation in HTTP/1.0 is ignored, and so is `100-continue` where no content follows.
  ///
  /// - Returns: whether it waits for 100 (Continue).
  /// - Throws: `unsupportedExpectation` for any other expectation.
  func expectsContinue() throws(ProtocolError) -> Bool {
    guard version == .http11, lineCount(of: "expect") > 0 else { return false }
    var isOther = false
    forEachElement(of: "expect") { if !$0.equalsIgnoringCase("100-continue") { isOther = true } }
    if isOther { throw .unsupportedExpectation }
    return framing.knownCount != 0
  }
}
