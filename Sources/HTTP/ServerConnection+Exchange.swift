import ContentCoding
internal import Octets

extension ServerConnection {
  /// Keeps the octets of a head that is not complete.
  mutating func hold(_ bytes: Span<UInt8>, _ workspace: inout Workspace) {
    let exchange = workspace.lendExchange()
    swap(&exchange.parser, &workspace.parser)
    exchange.head.append(bytes)
    state = .head(exchange)
  }

  /// Serves the request whose head has just been read, or goes over to its body.
  ///
  /// - Returns: how many octets are done with.
  mutating func begin(
    _ bytes: Span<UInt8>, headCount: Int, _ workspace: inout Workspace
  ) -> Int {
    requestCount += 1
    var parser = HeadParser()
    swap(&parser, &workspace.parser)
    let count = begin(bytes, headCount: headCount, parser.layout, &workspace)
    if case .body(let exchange) = state { swap(&parser, &exchange.parser) }
    swap(&parser, &workspace.parser)
    return count
  }

  private mutating func begin(
    _ bytes: Span<UInt8>, headCount: Int, _ layout: borrowing HeadLayout,
    _ workspace: inout Workspace
  ) -> Int {
    let head = RequestHead(
      bytes.extracting(0..<headCount), layout, clientSubject: workspace.clientSubject)
    workspace.identify(head)
    let expectation = Expectation(of: head)
    let handling = decide(head, expectation, &workspace)
    if case .refuse = handling {
      refuse(head, expectation, &workspace)
      return headCount
    }
    if expectation == .goAhead { workspace.output.append("HTTP/1.1 100 Continue\r\n\r\n") }
    if case .stream(let stream, let bytesMax) = handling {
      let deflater = lendDeflater(for: head, &workspace)
      let writer = startStream(head, &workspace)
      let exchange = hold(head, .stream(stream, writer), bytesMax: bytesMax, &workspace)
      exchange.deflater = deflater
      if case .coded(let coding) = head.receivedCoding {
        exchange.inflater = workspace.codings.lendInflater(coding)
        exchange.inflatedBytesMax = bytesMax
      }
      return headCount
    }
    if let count = head.framing.knownCount, count <= bytes.count - headCount {
      let body = bytes.extracting(headCount..<headCount + count)
      answer(Request(head, body: body, permit: handling.permit, cameWhole: true), &workspace)
      return headCount + count
    }
    hold(
      head, .collect(handling.permit), bytesMax: handling.bytesMax(workspace.limits), &workspace)
    return headCount
  }

  /// Asks the responder, unless the head alone rules the request out.
  private func decide(
    _ head: borrowing RequestHead, _ expectation: Expectation, _ workspace: inout Workspace
  ) -> BodyHandling {
    do throws(ProtocolError) {
      if !head.method.isImplemented { throw .methodNotImplemented }
      if expectation == .unsupported { throw .unsupportedExpectation }
      if head.receivedCoding == .unsupported { throw .unsupportedContentCoding }
      workspace.response.reset()
      let handling = workspace.responder.begin(head, into: &workspace.response)
      if case .refuse = handling { return handling }
      if let count = head.framing.knownCount, count > handling.bytesMax(workspace.limits) {
        throw .contentTooLarge
      }
      return handling
    } catch {
      workspace.refuse(error)
      return .refuse
    }
  }

  /// Sends the response as it stands; the connection goes on if the content is short and sure to
  /// come (RFC 9110 section 10.1.1: a client that waits for 100 may send it or not).
  private mutating func refuse(
    _ head: borrowing RequestHead, _ expectation: Expectation, _ workspace: inout Workspace
  ) {
    let limit = workspace.limits.discardedBytesMax
    let count = head.framing.knownCount ?? Int.max
    let isSureToCome = expectation != .goAhead && count <= limit
    let persists = persists(after: head, workspace) && isSureToCome
    let writer = ResponseWriter(version: head.version, method: head.method, persists: persists)
    writer.write(workspace.response, date: workspace.dateLine, to: &workspace.output)
    if !persists {
      state = .closed
    } else if count > 0 {
      hold(head, .discard, bytesMax: limit, &workspace)
    }
  }

  /// The compressor of a streamed answer, which then says so in its head.
  private func lendDeflater(
    for head: borrowing RequestHead, _ workspace: inout Workspace
  ) -> Deflater? {
    workspace.response.vary(by: .acceptEncoding)
    guard let coding = head.preferredCoding else { return nil }
    workspace.response.addField("Content-Encoding", coding.rawValue)
    return workspace.codings.lendDeflater(coding)
  }

  /// Writes the head of an answer whose content comes as the request's does.
  private func startStream(
    _ head: borrowing RequestHead, _ workspace: inout Workspace
  ) -> ResponseWriter {
    precondition(head.method != .head, "HEAD is answered like GET, which has nothing to stream")
    let persists = head.version == .http11 && persists(after: head, workspace)
    let writer = ResponseWriter(version: head.version, method: head.method, persists: persists)
    writer.writeHead(
      workspace.response, writer.hasChunks ? .chunked : .close, date: workspace.dateLine,
      to: &workspace.output)
    return writer
  }

  /// Goes over to the body of the request whose head has been read.
  @discardableResult
  private mutating func hold(
    _ head: borrowing RequestHead, _ sink: Exchange.Sink, bytesMax: Int,
    _ workspace: inout Workspace
  ) -> Exchange {
    let exchange = workspace.lendExchange()
    exchange.head.append(head.bytes)
    exchange.decoder = BodyDecoder(head.framing, bytesMax: bytesMax)
    exchange.sink = sink
    state = .body(exchange)
    return exchange
  }

  /// How far a body has been read.
  enum BodyProgress {
    /// It needs more octets.
    case incomplete
    /// It is complete.
    case complete
    /// There is more to do, once the output is sent and others have had their turn.
    case paused
  }

  /// Reads on in a body: to its end, or as far as its octets reach, or to a backlog, or as far as
  /// one turn goes with a stream, on which a responder may work for long.
  mutating func proceed(
    _ exchange: Exchange, _ bytes: Span<UInt8>, at offset: inout Int,
    _ workspace: inout Workspace
  ) throws(ProtocolError) -> BodyProgress {
    let limits = workspace.limits
    var turnBytesLeft = limits.streamedPieceBytesMax
    while true {
      let hasBacklog = workspace.output.count >= limits.outputBacklogBytesMax
      let hasMore = offset < bytes.count || exchange.hasDecoded
      if hasBacklog || hasMore && turnBytesLeft <= 0 { return .paused }
      if exchange.hasDecoded {
        try passDecoded(of: exchange, &turnBytesLeft, &workspace)
        continue
      }
      switch try exchange.decoder.next(bytes, at: &offset, limits) {
      case .incomplete:
        return .incomplete
      case .end:
        try finish(exchange, &workspace)
        workspace.takeBack(exchange)
        return .complete
      case .data(let range):
        let piece = bytes.extracting(range)
        let restCount = piece.count - (try pass(piece, to: exchange, &turnBytesLeft, &workspace))
        exchange.decoder.putBack(restCount)
        offset -= restCount
      }
    }
  }

  /// Passes content on; returns how many octets are done with.
  private func pass(
    _ piece: Span<UInt8>, to exchange: Exchange, _ turnBytesLeft: inout Int,
    _ workspace: inout Workspace
  ) throws(ProtocolError) -> Int {
    switch exchange.sink {
    case .discard: break
    case .collect: exchange.body.append(piece)
    case .stream(let stream, let writer):
      if exchange.inflater != nil { return try exchange.decode(piece, workspace.limits) }
      return pass(piece, to: stream, writer, of: exchange, &turnBytesLeft, &workspace)
    }
    return piece.count
  }

  /// Passes decoded content on, or decodes more of what has been read.
  private func passDecoded(
    of exchange: Exchange, _ turnBytesLeft: inout Int, _ workspace: inout Workspace
  ) throws(ProtocolError) {
    guard case .stream(let stream, let writer) = exchange.sink else {
      preconditionFailure("content is decoded as it comes for a stream alone")
    }
    if exchange.takenCount == exchange.body.count {
      _ = try exchange.decode(Span(), workspace.limits)
      return
    }
    let decoded = exchange.body
    exchange.takenCount += pass(
      decoded.span.extracting(droppingFirst: exchange.takenCount), to: stream, writer,
      of: exchange, &turnBytesLeft, &workspace)
  }

  /// Gives a stream as much as it takes, and writes its answer; returns how many octets it took.
  ///
  /// A stream whose answer is full has had its turn, however little of it compression leaves.
  private func pass(
    _ content: Span<UInt8>, to stream: any BodyStream, _ writer: ResponseWriter,
    of exchange: Exchange, _ turnBytesLeft: inout Int, _ workspace: inout Workspace
  ) -> Int {
    let room = workspace.limits.outputBacklogBytesMax - workspace.output.count
    workspace.response.reset()
    let count = stream.receive(
      content, into: &workspace.response.body, answerBytesMax: room)
    precondition(0 < count && count <= content.count, "a stream takes an octet, and none twice")
    turnBytesLeft = count < content.count ? 0 : turnBytesLeft - count
    writePiece(exchange, writer, isLast: false, &workspace)
    return count
  }

  /// Writes what a stream has appended to the response, coded if the client prefers it so.
  private func writePiece(
    _ exchange: Exchange, _ writer: ResponseWriter, isLast: Bool,
    _ workspace: inout Workspace
  ) {
    guard let deflater = exchange.deflater else {
      return writer.writePiece(workspace.response.body, to: &workspace.output)
    }
    var recoded: [UInt8] = []
    swap(&recoded, &workspace.recoded)
    recoded.empty()
    deflater.compress(workspace.response.body.span, into: &recoded)
    if isLast {
      deflater.finish(into: &recoded)
    } else if !workspace.response.body.isEmpty {
      deflater.flush(into: &recoded)
    }
    writer.writePiece(recoded, to: &workspace.output)
    swap(&recoded, &workspace.recoded)
  }

  /// Ends the request whose body is complete.
  private mutating func finish(
    _ exchange: Exchange, _ workspace: inout Workspace
  ) throws(ProtocolError) {
    if let inflater = exchange.inflater, !inflater.hasEnded { throw .malformedContentCoding }
    switch exchange.sink {
    case .collect(let permit):
      let (head, body) = (exchange.head, exchange.body)
      let layout = exchange.parser.layout
      let view = RequestHead(head.span, layout, clientSubject: workspace.clientSubject)
      workspace.identify(view)
      answer(Request(view, body: body.span, permit: permit, cameWhole: false), &workspace)
    case .discard:
      state = isDraining ? .closed : .idle
    case .stream(let stream, let writer):
      workspace.response.reset()
      stream.finish(into: &workspace.response.body)
      writePiece(exchange, writer, isLast: true, &workspace)
      writer.writeLastChunk(to: &workspace.output)
      state = writer.persists && !isDraining ? .idle : .closed
    }
  }

  private mutating func answer(
    _ request: borrowing Request, _ workspace: inout Workspace
  ) {
    workspace.response.reset()
    switch request.head.receivedCoding {
    case .coded(let coding): respond(to: request, coded: coding, &workspace)
    case .identity, .unsupported:
      workspace.responder.respond(to: request, into: &workspace.response)
    }
    compress(for: request.head, &workspace)
    let persists = persists(after: request.head, workspace)
    let writer = ResponseWriter(
      version: request.head.version, method: request.head.method, persists: persists)
    writer.write(workspace.response, date: workspace.dateLine, to: &workspace.output)
    state = persists ? .idle : .closed
  }

  /// Answers a request whose content is coded, by what the coding holds.
  ///
  /// Where it holds nothing good, the framing is not in doubt: the connection goes on.
  private func respond(
    to request: borrowing Request, coded coding: ContentCoding, _ workspace: inout Workspace
  ) {
    let inflater = workspace.codings.lendInflater(coding)
    var body: [UInt8] = []
    swap(&body, &workspace.recoded)
    body.empty()
    do throws(ContentCodingError) {
      try inflater.decompress(
        request.body, into: &body, bytesMax: workspace.limits.bodyBytesMax)
      if !inflater.hasEnded { throw .malformed }
      let decoded = Request(
        request.head, body: body.span, permit: request.permit, cameWhole: request.cameWhole)
      workspace.responder.respond(to: decoded, into: &workspace.response)
    } catch {
      workspace.refuse(ProtocolError(error))
    }
    swap(&body, &workspace.recoded)
    workspace.codings.takeBack(inflater)
  }

  /// Compresses an answer that is large enough, for a client that prefers it so.
  private func compress(for head: borrowing RequestHead, _ workspace: inout Workspace) {
    let count = workspace.response.contentCount
    guard count >= workspace.limits.compressedBytesMin,
      !workspace.response.status.forbidsContent
    else { return }
    workspace.response.vary(by: .acceptEncoding)
    guard let coding = head.preferredCoding else { return }
    workspace.response.addField("Content-Encoding", coding.rawValue)
    if workspace.response.preparedBody != nil { return workspace.response.preparedCoding = coding }
    let deflater = workspace.codings.lendDeflater(coding)
    workspace.recoded.empty()
    let content = workspace.response.body
    deflater.compress(content.span, into: &workspace.recoded)
    deflater.finish(into: &workspace.recoded)
    workspace.codings.takeBack(deflater)
    swap(&workspace.response.body, &workspace.recoded)
  }

  /// Whether another request may follow: if client, response and server all agree.
  private func persists(
    after head: borrowing RequestHead, _ workspace: borrowing Workspace
  ) -> Bool {
    head.persists && !isDraining && !workspace.response.closesConnection
      && requestCount < workspace.limits.requestsPerConnectionMax
  }

  /// Answers an error and closes, since where the next request begins is in doubt.
  ///
  /// An answer that has begun breaks off instead, which its framing tells the client, or a reset
  /// where it has no chunks.
  mutating func fail(_ error: ProtocolError, _ workspace: inout Workspace) -> Next {
    var method = workspace.parser.layout.outline.method
    var isAnswered = false
    var isWhole = true
    workspace.identify()
    switch state {
    case .idle: break
    case .closed: return close()
    case .head(let exchange):
      method = exchange.parser.layout.outline.method
      workspace.takeBack(exchange)
    case .body(let exchange):
      method = exchange.parser.layout.outline.method
      if case .collect = exchange.sink {} else { isAnswered = true }
      if case .stream(_, let writer) = exchange.sink, !writer.hasChunks { isWhole = false }
      let (head, layout) = (exchange.head, exchange.parser.layout)
      workspace.identify(RequestHead(head.span, layout))
      workspace.takeBack(exchange)
    }
    if !isAnswered {
      workspace.refuse(error)
      let writer = ResponseWriter(version: .http11, method: method, persists: false)
      writer.write(workspace.response, date: workspace.dateLine, to: &workspace.output)
    }
    let next = close()
    return isWhole ? next : .reset
  }
}
