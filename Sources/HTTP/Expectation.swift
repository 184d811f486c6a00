/// What a client expects before it sends the content (RFC 9110 section 10.1.1).
enum Expectation {
  /// Nothing that changes what is answered.
  case none
  /// It waits for 100 (Continue).
  case goAhead
  /// Something that cannot be met.
  case unsupported

  /// Reads the field; in HTTP/1.0 it is ignored, and so is `100-continue` where no content follows.
  init(of head: borrowing RequestHead) {
    var isOther = false
    head.forEachElement(of: "expect") {
      if !$0.equalsIgnoringCase("100-continue") { isOther = true }
    }
    if head.version == .http10 || head.lineCount(of: "expect") == 0 {
      self = .none
    } else if isOther {
      self = .unsupported
    } else {
      self = head.framing.knownCount == 0 ? .none : .goAhead
    }
  }
}
