internal import ContentCoding
internal import Octets

/// What a responder fills: a status, a media type, a few more fields, and content.
///
/// One response serves all requests of an event loop in turn; it is emptied between them and keeps
/// its capacity. Content-Length, Date, Connection, Transfer-Encoding and the rules for HEAD, 204
/// and 304 are the writer's: a responder answers HEAD exactly as it answers GET.
public struct Response: Sendable {
  /// The fields of requests that answers may depend on.
  public struct VaryingFields: OptionSet, Sendable {
    /// A bit for each.
    public let rawValue: UInt8

    /// Those of a bit each.
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// The media types asked for.
    public static let accept = VaryingFields(rawValue: 1)
    /// The languages asked for.
    public static let acceptLanguage = VaryingFields(rawValue: 2)
    /// The codings asked for.
    public static let acceptEncoding = VaryingFields(rawValue: 4)
  }

  /// The status; 200 until set.
  public var status = Status.ok

  /// The Content-Type; none is sent while it is nil.
  public var contentType: String?

  /// The content; append to it, so that its capacity serves the next request too.
  public var body: [UInt8] = []

  /// Content made in advance; if set, it is sent instead of `body`.
  public var preparedBody: PreparedContent?

  /// How the prepared content is sent.
  var preparedCoding: ContentCoding?

  /// Whether the connection closes after this answer although the request did not ask for it.
  public var closesConnection = false

  /// What the request is known by, which the answer says; set before a responder sees it.
  public internal(set) var identity = RequestIdentity()

  /// The lines of the fields added, as they are sent.
  private(set) var fieldLines: [UInt8] = []
  /// The request's fields that the answer depends on.
  private(set) var varyingFields: VaryingFields = []

  /// An empty 200.
  public init() {}

  /// Adds a field, such as `Allow` or `Retry-After`.
  ///
  /// - Parameters:
  ///   - name: a token; not one of the fields the writer adds itself.
  ///   - value: a control character in it is sent as a space (RFC 9110 section 5.5).
  public mutating func addField(_ name: String, _ value: String) {
    fieldLines.append(upTo: name.utf8.count + value.utf8.count + 4) { room in
      name.withOctets { octets in
        precondition(octets.isToken, "a field name is a token")
        room.put(octets)
      }
      room.put(": ")
      value.withOctets { room.put(fieldValue: $0) }
      room.put("\r\n")
    }
  }

  /// Says that the answer depends on a field of the request (`Vary`, RFC 9110 section 12.5.5).
  public mutating func vary(by fields: VaryingFields) { varyingFields.formUnion(fields) }

  /// Makes it an empty 200 again for the same request and keeps the usual capacity.
  public mutating func reset() {
    status = .ok
    contentType = nil
    if !body.isEmpty { body.empty() }
    preparedBody = nil
    preparedCoding = nil
    closesConnection = false
    if !fieldLines.isEmpty { fieldLines.removeAll(keepingCapacity: true) }
    varyingFields = []
  }

  /// The prepared content as it is sent.
  var preparedBytes: [UInt8]? { preparedBody?.bytes(by: preparedCoding) }

  /// Octets of content.
  var contentCount: Int { preparedBytes?.count ?? body.count }
}
