public import HTTP
public import Insurance
public import JSON

/// A refusal: what an answer of `application/problem+json` says (RFC 9457).
public struct Problem: Error, Sendable {
  /// The kinds of problems, by the last word of their `type`.
  public enum Kind: String, CaseIterable, Sendable {
    /// The bytes are not JSON.
    case notJSON
    /// JSON, but not a request that can be computed.
    case notComputable
    /// Nobody knows whose request it is.
    case unauthorized
    /// The caller may not ask for this.
    case forbidden
    /// The caller asks too often, or too much at once.
    case tooManyRequests
    /// No resource has this path.
    case notFound
    /// The resource does not have this method.
    case methodNotAllowed
    /// The client accepts nothing the resource can be sent as.
    case notAcceptable
    /// The content is of another media type or coding.
    case unsupportedMediaType
    /// The request has no content and says not how long it is.
    case lengthRequired
    /// The service cannot answer at present.
    case unavailable
    /// The service failed.
    case failed
    /// A rule of HTTP is violated.
    case badRequest
  }

  /// Which kind it is.
  public let kind: Kind
  /// The status.
  public let status: Status
  /// What was wrong and what would be right.
  public let detail: Words?
  /// Each fault of a request that cannot be computed.
  public var faults: [MemberFault] = []
  /// Where the bytes stop being JSON: line and column from 1.
  public var position: (line: Int, column: Int)?
  /// A stable name of the violated rule of HTTP.
  public var code: String?
  /// The request's own identifier, where it could be read.
  public var requestID: RequestID?
  /// What readiness depends on, where that is what was asked.
  var readiness: Readiness?

  /// A problem of a kind.
  public init(_ kind: Kind, detail: Words? = nil) {
    self.kind = kind
    self.status = kind.status
    self.detail = detail
  }

  /// A request that violates rules of the contract.
  public init(faults: [MemberFault], requestID: RequestID? = nil) {
    precondition(!faults.isEmpty, "a refusal names at least one fault")
    self.init(
      .notComputable, detail: Detail.faults(faults.count).words)
    self.faults = faults
    self.requestID = requestID
  }

  /// Bytes that are not JSON.
  public init(_ error: JSONError) {
    self.init(.notJSON, detail: Detail.notJSON(error).words)
    position = (error.line, error.column)
  }

  /// A violated rule of HTTP.
  public init(_ error: ProtocolError) {
    kind = .badRequest
    status = error.status
    detail = error.words
    code = error.code
  }

  /// Writes the problem's object.
  public func write(into json: inout JSONWriter, in language: Language) {
    json.beginObject()
    json.text("type", "urn:wenbao:problem:\(kind.rawValue)")
    json.text("title", kind.words[language])
    json.key("status")
    json.integer(Int64(status.code))
    if let detail { json.text("detail", detail[language]) }
    json.requestID(requestID)
    if let code { json.text("code", code) }
    if let position {
      json.key("line")
      json.integer(Int64(position.line))
      json.key("column")
      json.integer(Int64(position.column))
    }
    if kind == .notComputable { errors(into: &json, in: language) }
    readiness?.write(into: &json)
    json.endObject()
  }

  private func errors(into json: inout JSONWriter, in language: Language) {
    json.key("errors")
    json.beginArray()
    for fault in faults {
      json.beginObject()
      json.text("pointer", fault.pointer)
      json.text("code", fault.code.rawValue)
      json.text("detail", fault.detail[language])
      json.endObject()
    }
    json.endArray()
  }
}

extension Problem.Kind {
  /// The status of the kind; a violated rule of HTTP has its own.
  var status: Status {
    switch self {
    case .notJSON, .badRequest: .badRequest
    case .notComputable: .unprocessableContent
    case .unauthorized: .unauthorized
    case .forbidden: .forbidden
    case .tooManyRequests: .tooManyRequests
    case .notFound: .notFound
    case .methodNotAllowed: .methodNotAllowed
    case .notAcceptable: .notAcceptable
    case .unsupportedMediaType: .unsupportedMediaType
    case .lengthRequired: .lengthRequired
    case .unavailable: .serviceUnavailable
    case .failed: .internalServerError
    }
  }
}
