internal import Octets

/// How the end of a response's content is marked (RFC 9112 section 6.3).
enum ResponseFraming {
  case length(Int)
  case chunked
  /// By closing the connection: for HTTP/1.0, which has no chunks.
  case close
}

/// Writes responses to one request: what its version, its method and its wish for the connection
/// make of them (RFC 9112 sections 4 to 7).
struct ResponseWriter {
  let version: Version
  let method: Method
  let persists: Bool

  /// Whether streamed content comes in chunks; else nothing but the close tells its end.
  var hasChunks: Bool { version == .http11 }

  /// Writes a response with all its content.
  func write(_ response: Response, date: DateLine, to output: inout OutputBuffer) {
    writeHead(response, .length(response.contentCount), date: date, to: &output)
    // HEAD is answered with the fields of GET alone (RFC 9110 section 9.3.2).
    guard method != .head, !response.status.forbidsContent else { return }
    if let prepared = response.preparedBytes {
      output.append(prepared)
    } else {
      output.append(upTo: response.body.count) { $0.put(response.body.span) }
    }
  }

  /// Writes the status line, the fields and the empty line.
  func writeHead(
    _ response: Response, _ framing: ResponseFraming, date: DateLine, to output: inout OutputBuffer
  ) {
    let contentType = response.contentType
    let variable =
      response.fieldLines.count + date.bytes.count + (contentType?.utf8.count ?? 0)
      + response.identity.id.count
    output.append(upTo: Self.constantBytesMax + variable) { room in
      putStatusLine(response.status, &room)
      room.put(date.bytes.span)
      if let contentType {
        room.put("Content-Type: ")
        contentType.withOctets { room.put(fieldValue: $0) }
        // The type is to be taken at its word (Fetch, section 3.6).
        room.put("\r\nX-Content-Type-Options: nosniff\r\n")
      }
      if !response.status.forbidsContent { putFraming(framing, &room) }
      if !persists {
        room.put("Connection: close\r\n")
      } else if version == .http10 {
        room.put("Connection: keep-alive\r\n")
      }
      putIdentity(response.identity, &room)
      putVary(response.varyingFields, &room)
      room.put(response.fieldLines.span)
      room.put("\r\n")
    }
  }

  /// What all lines together take apart from what an answer chooses itself, in octets.
  private static var constantBytesMax: Int { 512 }

  private func putStatusLine(_ status: Status, _ room: inout OctetRoom) {
    if status == .ok { return room.put("HTTP/1.1 200 OK\r\n") }
    room.put("HTTP/1.1 ")
    room.put(Int(status.code))
    room.put(" ")
    status.reasonPhrase.withOctets { room.put($0) }
    room.put("\r\n")
  }

  /// 204 and 304 have no content and say nothing of its length (RFC 9110 section 8.6).
  private func putFraming(_ framing: ResponseFraming, _ room: inout OctetRoom) {
    switch framing {
    case .length(let count):
      room.put("Content-Length: ")
      room.put(count)
      room.put("\r\n")
    case .chunked:
      room.put("Transfer-Encoding: chunked\r\n")
    case .close:
      break
    }
  }

  /// What the client may ask about later (for `traceresponse` the editor's draft of W3C Trace
  /// Context, HTTP response header).
  private func putIdentity(_ identity: RequestIdentity, _ room: inout OctetRoom) {
    if !identity.id.isEmpty {
      room.put("X-Request-Id: ")
      room.put(identity.id.span)
      room.put("\r\n")
    }
    if let trace = identity.trace {
      room.put("traceresponse: ")
      trace.put(into: &room)
      room.put("\r\n")
    }
  }

  private func putVary(_ fields: Response.VaryingFields, _ room: inout OctetRoom) {
    if fields.isEmpty { return }
    room.put("Vary: ")
    if fields.contains(.accept) { room.put("Accept, ") }
    if fields.contains(.acceptLanguage) { room.put("Accept-Language, ") }
    if fields.contains(.acceptEncoding) { room.put("Accept-Encoding, ") }
    room.takeBack(2)
    room.put("\r\n")
  }

  /// Writes a piece of streamed content, as a chunk if the version has them; an empty piece is no
  /// chunk, since that would be the last one.
  func writePiece(_ piece: [UInt8], to output: inout OutputBuffer) {
    if piece.isEmpty { return }
    if !hasChunks { return output.append(piece) }
    output.append(upTo: OctetRoom.numberBytesMax + piece.count + 4) { room in
      room.put(shortestHexadecimal: piece.count)
      room.put("\r\n")
      room.put(piece.span)
      room.put("\r\n")
    }
  }

  /// Writes the end of streamed content.
  func writeLastChunk(to output: inout OutputBuffer) {
    if hasChunks { output.append("0\r\n\r\n") }
  }
}
