/// The four forms of a request target (RFC 9112 section 3.2).
public enum TargetForm: Sendable, Equatable {
  /// `/path?query`: the usual form.
  case origin
  /// `http://host/path?query`: as to a proxy; every server accepts it.
  case absolute
  /// `host:port`: of CONNECT alone.
  case authority
  /// `*`: of OPTIONS alone, about the server as a whole.
  ///
  /// `PRI * HTTP/2.0` is refused for its version.
  case asterisk
}

/// Where the parts of a request target lie in the head.
struct RequestTarget: Sendable {
  var form = TargetForm.origin
  var authority = ByteRange.empty
  var path = ByteRange.empty
  var query: ByteRange?

  init() {}

  /// Reads the target at `range`, whose characters have been checked.
  ///
  /// - Throws: `invalidTarget` unless it has the form its method asks for.
  init(_ bytes: Span<UInt8>, at range: Range<Int>, method: Method) throws(ProtocolError) {
    if method == .connect {
      try readAuthority(bytes, at: range)
    } else if bytes[range.lowerBound] == .slash {
      form = .origin
      splitPath(bytes, from: range.lowerBound, to: range.upperBound)
    } else if bytes.extracting(range).equals("*") {
      guard method == .options || method == .other else { throw .invalidTarget }
      form = .asterisk
      path = ByteRange(range.lowerBound, range.upperBound)
    } else {
      try readAbsolute(bytes, at: range)
    }
  }

  private mutating func readAuthority(
    _ bytes: Span<UInt8>, at range: Range<Int>
  ) throws(ProtocolError) {
    guard Host.isValid(bytes.extracting(range)) else { throw .invalidTarget }
    form = .authority
    authority = ByteRange(range.lowerBound, range.upperBound)
  }

  /// `http` and `https` only, with a host and without user information (RFC 9110 sections 4.2.1 and
  /// 4.2.4).
  private mutating func readAbsolute(
    _ bytes: Span<UInt8>, at range: Range<Int>
  ) throws(ProtocolError) {
    let target = bytes.extracting(range)
    let schemeCount = target.hasPrefix("http://") ? 7 : target.hasPrefix("https://") ? 8 : 0
    guard schemeCount > 0 else { throw .invalidTarget }
    let start = range.lowerBound + schemeCount
    var end = start
    while end < range.upperBound && bytes[end] != .slash && bytes[end] != .questionMark { end += 1 }
    guard end > start, bytes[start] != .colon, Host.isValid(bytes.extracting(start..<end)) else {
      throw .invalidTarget
    }
    form = .absolute
    authority = ByteRange(start, end)
    splitPath(bytes, from: end, to: range.upperBound)
    // An empty path is "/" (RFC 9110 section 4.2.3): the slash before the authority stands for it.
    if path.count == 0 { path = ByteRange(start - 1, start) }
  }

  private mutating func splitPath(_ bytes: Span<UInt8>, from start: Int, to end: Int) {
    let split = bytes.extracting(..<end).firstPosition(
      of: .questionMark, or: .questionMark, from: start)
    path = ByteRange(start, split)
    query = split < end ? ByteRange(split + 1, end) : nil
  }
}

extension Span<UInt8> {
  /// Whether it begins with `text`, ASCII letters in either case; `text` is in lower case.
  fileprivate func hasPrefix(_ text: StaticString) -> Bool {
    let length = text.utf8CodeUnitCount
    return count >= length && extracting(0..<length).equalsIgnoringCase(text)
  }
}
