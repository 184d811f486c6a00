/// How much a client may send, and how much may be owed to it, before the connection is refused.
///
/// Every quantity a client controls has a limit here. A request at the limit is served; one octet
/// or one line more is refused with the status the property names.
public struct Limits: Sendable, Equatable {
  /// The request line without its line end, in octets; more is 414 (RFC 9112 section 3).
  ///
  /// 8192, as nginx (`large_client_header_buffers`) and Apache (`LimitRequestLine`, 8190); RFC 9112
  /// asks for at least 8000.
  public var requestLineBytesMax = 8192

  /// All field lines of a head with their line ends, in octets; more is 431 (RFC 6585 section 5).
  ///
  /// 16 KiB, as Node.js (`--max-http-header-size`), IIS and h11.
  public var fieldSectionBytesMax = 16 * 1024

  /// Field lines in one head; more is 431.
  ///
  /// 100, as Apache (`LimitRequestFields`).
  public var fieldLinesMax = 100

  /// The content of a collected request, in octets; more is 413 (RFC 9110 section 15.5.14).
  ///
  /// 1 MiB, as nginx (`client_max_body_size`). A streamed request names its own limit.
  public var bodyBytesMax = 1024 * 1024

  /// The content of a refused request that is read and thrown away so that the connection can
  /// serve the next one, in octets; a longer one closes the connection.
  ///
  /// 64 KiB; Go's `net/http` gives up after 256 KiB.
  public var discardedBytesMax = 64 * 1024

  /// The extensions of one chunk, in octets; more is 400 (RFC 9112 section 7.1.1).
  ///
  /// 256: none is in use; hyper allows 16 KiB in a whole body.
  public var chunkExtensionBytesMax = 256

  /// The trailer section of a chunked body, in octets; more is 431.
  ///
  /// 8 KiB, as Node.js once had for heads and trailers alike.
  public var trailerBytesMax = 8 * 1024

  /// What chunk sizes, extensions, trailers and line ends may come to, in octets; more is 400.
  ///
  /// It binds while they are more than four fifths of a body. 100 KiB and four fifths, as
  /// picohttpparser.
  public var chunkOverheadBytesMax = 100 * 1024

  /// Requests answered on one connection; the last answer closes it.
  ///
  /// 1000, as nginx (`keepalive_requests`).
  public var requestsPerConnectionMax = 1000

  /// Answers not yet taken by the client, in octets; at or above it no further request is read, and
  /// a stream is given no more.
  ///
  /// 64 KiB, as the high-water mark of SwiftNIO. Together with the read buffer it bounds what a
  /// client that pipelines without reading can make the server hold.
  public var outputBacklogBytesMax = 64 * 1024

  /// The content that a stream is given before other connections have their turn, in octets, and
  /// what is decompressed of a coded body at a time.
  ///
  /// 16 KiB, the largest TLS record (RFC 8446 section 5.1).
  public var streamedPieceBytesMax = 16 * 1024

  /// The content of an answer from which on it is compressed for a client that asks, in octets.
  ///
  /// 1 KiB: what is smaller fits one packet anyway. Envoy begins at 30 octets, Apache at none.
  public var compressedBytesMin = 1024

  /// The limits of a server nobody has tuned.
  public static let standard = Limits()

  /// The standard limits, to be tuned one by one and then checked by the workspace.
  public init() {}

  /// Traps unless the limits are positive and agree with one another.
  func check() {
    precondition(requestLineBytesMax >= 16, "a request line has at least 16 octets")
    precondition(fieldLinesMax >= 1, "a request of HTTP/1.1 has a Host field")
    precondition(
      requestLineBytesMax + fieldSectionBytesMax < Int(UInt32.max),
      "a position in a head fits in 32 bits")
    precondition(bodyBytesMax >= 0 && trailerBytesMax >= 0, "a size is not negative")
    precondition(
      0 <= discardedBytesMax && discardedBytesMax <= bodyBytesMax,
      "no more is thrown away than would have been read")
    precondition(
      0 <= chunkExtensionBytesMax && chunkExtensionBytesMax <= chunkOverheadBytesMax,
      "the extensions of one chunk are part of the overhead of all")
    precondition(requestsPerConnectionMax >= 1, "a connection serves at least one request")
    precondition(outputBacklogBytesMax >= 1, "an empty backlog must let a request through")
    precondition(streamedPieceBytesMax >= 1, "a piece holds at least one octet")
    precondition(compressedBytesMin >= 0, "a size is not negative")
  }
}
