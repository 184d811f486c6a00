/// The head of a request, read: a view of the octets it came in.
public struct RequestHead: ~Escapable {
  let bytes: Span<UInt8>
  let fieldLines: Span<FieldLine>
  private let outline: HeadOutline

  /// The subject of the certificate that the client has proved to own (RFC 4514, as in
  /// `CN=pos-17,O=Hospital`); nil on a connection without TLS or without such a proof.
  public let clientSubject: String?

  @_lifetime(copy bytes, borrow layout)
  init(
    _ bytes: Span<UInt8>, _ layout: borrowing HeadLayout, clientSubject: String? = nil
  ) {
    self.bytes = bytes
    fieldLines = layout.fieldLines.span
    outline = layout.outline
    self.clientSubject = clientSubject
  }

  /// Which head it is of those read on the event loop: two with one serial have the same octets.
  ///
  /// It is 0 where that is not known.
  public var serial: UInt64 { outline.serial }

  /// Whether a field may be there: where not, its lines need not be looked through.
  func mayHave(_ name: StaticString) -> Bool { outline.mayHave(name) }

  /// The method.
  public var method: Method { outline.method }

  /// The method as the client wrote it.
  public var methodName: Span<UInt8> {
    @_lifetime(copy self)
    get { bytes.extracting(outline.methodName.range) }
  }

  /// The version.
  public var version: Version { outline.version }

  /// How the content is framed; `none` if there is to be no content, for 411 to be decided upon.
  public var framing: BodyFraming { outline.framing }

  /// The form of the target.
  public var targetForm: TargetForm { outline.target.form }

  /// The path, not decoded; `*` for the asterisk form, empty for the authority form.
  public var path: Span<UInt8> {
    @_lifetime(copy self)
    get { bytes.extracting(outline.target.path.range) }
  }

  /// The query after the question mark, not decoded; nil without a question mark.
  public var query: Span<UInt8>? {
    @_lifetime(copy self)
    get {
      guard let query = outline.target.query else { return nil }
      return bytes.extracting(query.range)
    }
  }

  /// The host the request is for: of an absolute target, else of the Host field (RFC 9112 section
  /// 3.3); nil if HTTP/1.0 names none.
  public var host: Span<UInt8>? {
    @_lifetime(copy self)
    get {
      if outline.target.form == .absolute {
        return bytes.extracting(outline.target.authority.range)
      }
      return value(of: "host")
    }
  }
}
