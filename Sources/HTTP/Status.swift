/// A status code with its reason phrase (RFC 9110 section 15; 428 to 431 from RFC 6585).
public struct Status: Sendable, Equatable {
  /// The three digits.
  public let code: UInt16

  /// A final status; interim ones (1xx) are the connection's business.
  public init(code: UInt16) {
    precondition((200...599).contains(code), "a response has a final status")
    self.code = code
  }

  /// Whether the response has no content by definition: 204 and 304 (RFC 9112 section 6.3).
  var forbidsContent: Bool { self == .noContent || self == .notModified }
}

extension Status {
  /// 200: the request succeeded.
  public static let ok = Status(code: 200)
  /// 202: it is being done.
  public static let accepted = Status(code: 202)
  /// 204: it succeeded and there is no content.
  public static let noContent = Status(code: 204)
  /// 304: what the client has is current.
  public static let notModified = Status(code: 304)
  /// 400: the request is malformed.
  public static let badRequest = Status(code: 400)
  /// 401: it lacks credentials.
  public static let unauthorized = Status(code: 401)
  /// 403: it is understood and not allowed.
  public static let forbidden = Status(code: 403)
  /// 404: there is nothing at the target.
  public static let notFound = Status(code: 404)
  /// 405: the target does not have the method.
  public static let methodNotAllowed = Status(code: 405)
  /// 406: nothing offered is acceptable.
  public static let notAcceptable = Status(code: 406)
  /// 408: the request did not arrive in time.
  public static let requestTimeout = Status(code: 408)
  /// 409: it conflicts with the state of the target.
  public static let conflict = Status(code: 409)
  /// 411: the content has no announced length.
  public static let lengthRequired = Status(code: 411)
  /// 412: a condition in the head is false.
  public static let preconditionFailed = Status(code: 412)
  /// 413: the content is too large.
  public static let contentTooLarge = Status(code: 413)
  /// 414: the target is too long.
  public static let uriTooLong = Status(code: 414)
  /// 415: the content is of a type not understood.
  public static let unsupportedMediaType = Status(code: 415)
  /// 417: the expectation cannot be met.
  public static let expectationFailed = Status(code: 417)
  /// 421: the host is not served here.
  public static let misdirectedRequest = Status(code: 421)
  /// 422: the content is understood and cannot be processed.
  public static let unprocessableContent = Status(code: 422)
  /// 429: the client asks too often.
  public static let tooManyRequests = Status(code: 429)
  /// 431: the header fields are too large.
  public static let requestHeaderFieldsTooLarge = Status(code: 431)
  /// 500: the server failed.
  public static let internalServerError = Status(code: 500)
  /// 501: the server does not have the method or the coding.
  public static let notImplemented = Status(code: 501)
  /// 503: the server cannot serve now.
  public static let serviceUnavailable = Status(code: 503)
  /// 505: the version is not spoken here.
  public static let httpVersionNotSupported = Status(code: 505)

  /// The words after the code; empty for a code without a constant here, as RFC 9112 section 4
  /// allows.
  public var reasonPhrase: String {
    switch code {
    case 200: "OK"
    case 202: "Accepted"
    case 204: "No Content"
    case 304: "Not Modified"
    case 400: "Bad Request"
    case 401: "Unauthorized"
    case 403: "Forbidden"
    case 404: "Not Found"
    case 405: "Method Not Allowed"
    case 406: "Not Acceptable"
    case 408: "Request Timeout"
    case 409: "Conflict"
    case 411: "Length Required"
    case 412: "Precondition Failed"
    case 413: "Content Too Large"
    case 414: "URI Too Long"
    case 415: "Unsupported Media Type"
    case 417: "Expectation Failed"
    case 421: "Misdirected Request"
    case 422: "Unprocessable Content"
    case 429: "Too Many Requests"
    case 431: "Request Header Fields Too Large"
    case 500: "Internal Server Error"
    case 501: "Not Implemented"
    case 503: "Service Unavailable"
    case 505: "HTTP Version Not Supported"
    default: ""
    }
  }
}
