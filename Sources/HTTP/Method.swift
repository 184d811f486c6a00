/// A request method (RFC 9110 section 9; PATCH from RFC 5789).
///
/// Methods are case-sensitive: `get` is `other`.
public enum Method: Sendable, Equatable {
  /// Transfer a representation of the target.
  case get
  /// As GET, without the content of the answer.
  case head
  /// Let the target process the content.
  case post
  /// Replace the target.
  case put
  /// Remove the target.
  case delete
  /// Describe how the target, or the server for `*`, may be used.
  case options
  /// Change the target in part.
  case patch
  /// Echo the request; not implemented, since it repeats credentials to whoever can ask.
  case trace
  /// Open a tunnel; not implemented, this is not a proxy.
  case connect
  /// A token that names no method known here.
  case other

  init(_ name: Span<UInt8>) {
    switch name.count {
    case 3: self = name.equals("GET") ? .get : name.equals("PUT") ? .put : .other
    case 4: self = name.equals("POST") ? .post : name.equals("HEAD") ? .head : .other
    case 5: self = name.equals("PATCH") ? .patch : name.equals("TRACE") ? .trace : .other
    case 6: self = name.equals("DELETE") ? .delete : .other
    case 7: self = name.equals("OPTIONS") ? .options : name.equals("CONNECT") ? .connect : .other
    default: self = .other
    }
  }

  /// Whether the server can serve it at all; otherwise the answer is 501 (RFC 9110 section 9.1).
  var isImplemented: Bool {
    switch self {
    case .get, .head, .post, .put, .delete, .options, .patch: true
    case .trace, .connect, .other: false
    }
  }
}
