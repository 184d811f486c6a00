/// What a responder fills: a status, a media type, a few more fields, and content.
///
/// One response serves all requests of an event loop in turn; it is emptied between them and keeps
/// its capacity. Content-Length, Date, Connection, Transfer-Encoding and the rules for HEAD, 204
/// and 304 are the writer's: a responder answers HEAD exactly as it answers GET.
public struct Response: Sendable {
  /// One more field of the response.
  struct Field: Sendable {
    let name: String
    let value: String
  }

  /// The status; 200 until set.
  public var status = Status.ok

  /// The Content-Type; none is sent while it is nil.
  public var contentType: String?

  /// The content; append to it, so that its capacity serves the next request too.
  public var body: [UInt8] = []

  /// Content made in advance and shared between answers; if set, it is sent instead of `body`.
  public var preparedBody: [UInt8]?

  /// Whether the connection closes after this answer although the request did not ask for it.
  public var closesConnection = false

  private(set) var fields: [Field] = []
  /// The request's fields that the answer depends on.
  private(set) var varyingFields: [String] = []

  /// An empty 200.
  public init() {}

  /// Adds a field, such as `Allow` or `Retry-After`.
  ///
  /// - Parameters:
  ///   - name: a token; not one of the fields the writer adds itself.
  ///   - value: a control character in it is sent as a space (RFC 9110 section 5.5).
  public mutating func addField(_ name: String, _ value: String) {
    precondition(name.utf8.span.isToken, "a field name is a token")
    fields.append(Field(name: name, value: value))
  }

  /// Says that the answer depends on a field of the request (`Vary`, RFC 9110 section 12.5.5).
  public mutating func vary(by field: String) {
    if !varyingFields.contains(field) { varyingFields.append(field) }
  }

  /// Makes it an empty 200 again and keeps the capacity.
  public mutating func reset() {
    status = .ok
    contentType = nil
    body.removeAll(keepingCapacity: true)
    preparedBody = nil
    closesConnection = false
    fields.removeAll(keepingCapacity: true)
    varyingFields.removeAll(keepingCapacity: true)
  }

  /// Octets of content.
  var contentCount: Int { preparedBody?.count ?? body.count }
}
