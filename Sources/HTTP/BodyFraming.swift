/// How the end of a request's content is found (RFC 9112 section 6.3).
public enum BodyFraming: Sendable, Equatable {
  /// Neither Content-Length nor Transfer-Encoding: there is no content.
  case none
  /// As many octets as Content-Length says; may be 0.
  case length(Int)
  /// Chunks, the last one of size 0.
  case chunked

  /// Decides from the fields.
  ///
  /// Stricter than the RFC where leniency has been used to smuggle requests: both fields at once,
  /// a repeated Content-Length, even of the same value, and a Transfer-Encoding in HTTP/1.0 are
  /// errors.
  init(of head: borrowing RequestHead) throws(ProtocolError) {
    let length = head.find("content-length")
    if head.lineCount(of: "transfer-encoding") > 0 {
      if head.version == .http10 { throw .transferEncodingInHTTP10 }
      if length != nil { throw .contentLengthWithTransferEncoding }
      try BodyFraming.checkCoding(of: head)
      self = .chunked
    } else if let (value, lineCount) = length {
      if lineCount > 1 { throw .repeatedContentLength }
      guard let count = head.bytes.extracting(value.range).decimal else {
        throw .invalidContentLength
      }
      self = .length(count)
    } else {
      self = .none
    }
  }

  /// The one coding understood is `chunked`, alone and without parameters (RFC 9112 section 7).
  ///
  /// A list with any other well-formed coding is unsupported (section 6.1), in whatever order.
  private static func checkCoding(of head: borrowing RequestHead) throws(ProtocolError) {
    let isOneLine = head.lineCount(of: "transfer-encoding") == 1
    if isOneLine, head.value(of: "transfer-encoding")?.equalsIgnoringCase("chunked") == true {
      return
    }
    var isMalformed = false
    var hasOther = false
    head.forEachElement(of: "transfer-encoding") { element in
      let end = element.elementEnd(from: 0, separator: .semicolon)
      let coding = element.extracting(0..<end).trimmed
      if !coding.isToken { isMalformed = true }
      if !coding.equalsIgnoringCase("chunked") { hasOther = true }
    }
    throw hasOther && !isMalformed ? .unsupportedTransferCoding : .malformedTransferEncoding
  }

  /// The content length, if it is known before the content is.
  var knownCount: Int? {
    switch self {
    case .none: 0
    case .length(let count): count
    case .chunked: nil
    }
  }
}
