/// What the connections of one event loop share: the responder, the limits, and the memory that a
/// connection needs only while it is being served.
///
/// It is confined to its loop.
public struct Workspace: ~Copyable {
  /// The limits of every connection.
  public let limits: Limits

  /// Who answers.
  public let responder: any Responder

  /// Where answers are written.
  ///
  /// Send it, or move it away, before the next connection is served.
  public var output = OutputBuffer()

  /// The subject that the client of the connection being served has proved to be, if any.
  ///
  /// To be set before a connection is served, as the next one's is another.
  public var clientSubject: String?

  /// What names requests; nil where they stay nameless.
  public var identities: IdentitySource?

  var response = Response()
  var parser = HeadParser()
  private(set) var dateLine = DateLine()
  var codings = CodingStreams()
  /// What a coded request or answer becomes, for as long as it is needed.
  var recoded: [UInt8] = []
  private var spareExchanges: [Exchange] = []
  /// The serial of the head numbered last.
  private var headSerial: UInt64 = 0

  /// The exchanges kept for reuse: as many as requests are likely to be incomplete at once.
  private static var spareExchangesMax: Int { 64 }

  /// A workspace whose clock has not been set.
  ///
  /// - Parameter identities: names requests, and their answers say how; nil for no names.
  public init(
    responder: any Responder, limits: Limits = .standard, identities: IdentitySource? = nil
  ) {
    limits.check()
    self.identities = identities
    self.limits = limits
    self.responder = responder
    setClock(unixSeconds: 0)
  }

  /// Sets the time that answers are dated with; to be called when the loop wakes.
  public mutating func setClock(unixSeconds: Int) {
    dateLine.set(unixSeconds: unixSeconds)
  }

  /// Reads a head that begins with the first octet.
  mutating func parseHead(_ bytes: Span<UInt8>) throws(ProtocolError) -> Int? {
    var count = parser.lengthIfRepeated(bytes)
    if count == nil {
      parser.reset()
      count = try parser.parse(bytes, limits)
    }
    if count != nil { parser.number(&headSerial) }
    return count
  }

  /// Names the request that is answered next by what its head says of it.
  mutating func identify(_ head: borrowing RequestHead) {
    identities?.identify(head, &response.identity)
  }

  /// Names the request that is answered next, of which no head could be read.
  mutating func identify() { identities?.identify(&response.identity) }

  /// Fills the response to a request that broke the protocol.
  mutating func refuse(_ error: ProtocolError) {
    response.reset()
    response.status = error.status
    if error == .unsupportedContentCoding { response.addField("Accept-Encoding", "gzip, deflate") }
    responder.refuse(error, into: &response)
  }

  /// Lends an exchange that holds nothing.
  mutating func lendExchange() -> Exchange {
    spareExchanges.popLast() ?? Exchange()
  }

  /// Takes an exchange back.
  mutating func takeBack(_ exchange: Exchange) {
    if let inflater = exchange.inflater { codings.takeBack(inflater) }
    if let deflater = exchange.deflater { codings.takeBack(deflater) }
    (exchange.inflater, exchange.deflater) = (nil, nil)
    exchange.reset()
    if spareExchanges.count < Self.spareExchangesMax { spareExchanges.append(exchange) }
  }
}
