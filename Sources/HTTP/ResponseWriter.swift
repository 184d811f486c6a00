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

  /// Writes a response with all its content.
  func write(_ response: Response, date: DateLine, to output: inout OutputBuffer) {
    writeHead(response, .length(response.contentCount), date: date, to: &output)
    // HEAD is answered with the fields of GET alone (RFC 9110 section 9.3.2).
    guard method != .head, !response.status.forbidsContent else { return }
    output.append(response.preparedBody ?? response.body)
  }

  /// Writes the status line, the fields and the empty line.
  func writeHead(
    _ response: Response, _ framing: ResponseFraming, date: DateLine, to output: inout OutputBuffer
  ) {
    writeStatusLine(response.status, &output)
    output.append(date.bytes)
    if let contentType = response.contentType {
      writeField("Content-Type", contentType, &output)
      // The type is to be taken at its word (Fetch, section 3.6).
      output.append("X-Content-Type-Options: nosniff\r\n")
    }
    if !response.status.forbidsContent { writeFraming(framing, &output) }
    if !persists {
      output.append("Connection: close\r\n")
    } else if version == .http10 {
      output.append("Connection: keep-alive\r\n")
    }
    writeVary(response.varyingFields, &output)
    for field in response.fields { writeField(field.name, field.value, &output) }
    output.append("\r\n")
  }

  private func writeStatusLine(_ status: Status, _ output: inout OutputBuffer) {
    if status == .ok { return output.append("HTTP/1.1 200 OK\r\n") }
    output.append("HTTP/1.1 ")
    output.append(Int(status.code))
    output.append(.space)
    output.append(status.reasonPhrase)
    output.append("\r\n")
  }

  /// 204 and 304 have no content and say nothing of its length (RFC 9110 section 8.6).
  private func writeFraming(_ framing: ResponseFraming, _ output: inout OutputBuffer) {
    switch framing {
    case .length(let count):
      output.append("Content-Length: ")
      output.append(count)
      output.append("\r\n")
    case .chunked:
      output.append("Transfer-Encoding: chunked\r\n")
    case .close:
      break
    }
  }

  private func writeVary(_ fields: [String], _ output: inout OutputBuffer) {
    if fields.isEmpty { return }
    output.append("Vary: ")
    for (place, field) in fields.enumerated() {
      if place > 0 { output.append(", ") }
      output.append(field)
    }
    output.append("\r\n")
  }

  private func writeField(_ name: String, _ value: String, _ output: inout OutputBuffer) {
    output.append(name)
    output.append(": ")
    output.append(fieldValue: value)
    output.append("\r\n")
  }

  /// Writes a piece of streamed content, as a chunk if the version has them; an empty piece is no
  /// chunk, since that would be the last one.
  func writePiece(_ piece: [UInt8], to output: inout OutputBuffer) {
    if piece.isEmpty { return }
    if version == .http10 { return output.append(piece) }
    output.append(piece.count, radix: 16)
    output.append("\r\n")
    output.append(piece)
    output.append("\r\n")
  }

  /// Writes the end of streamed content.
  func writeLastChunk(to output: inout OutputBuffer) {
    if version == .http11 { output.append("0\r\n\r\n") }
  }
}

extension OutputBuffer {
  /// Appends a field value; what no field value may have becomes a space (RFC 9110 section 5.5), so
  /// that no value ends its line.
  mutating func append(fieldValue: String) {
    let value = fieldValue.utf8.span
    if ByteClass.fieldValue.run(in: value, from: 0, to: value.count) == value.count {
      append(fieldValue)
    } else {
      for position in value.indices {
        append(ByteClass.fieldValue.contains(value[position]) ? value[position] : .space)
      }
    }
  }
}
