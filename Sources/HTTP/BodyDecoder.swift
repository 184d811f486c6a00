/// What the next octets of a body turn out to be.
enum BodyEvent {
  /// Content, at these positions; more may follow.
  case data(Range<Int>)
  /// The body is complete.
  case end
  /// Nothing more can be said before more octets arrive.
  case incomplete
}

/// Takes the framing off a body, whichever it is (RFC 9112 section 6).
struct BodyDecoder {
  private enum Framing {
    case length(remaining: Int)
    case chunked(ChunkedDecoder)
  }

  private var framing: Framing
  private let bytesMax: Int

  /// - Parameter bytesMax: of content; one more is `contentTooLarge`. A known length has been
  ///   compared with it before.
  init(_ framing: BodyFraming, bytesMax: Int) {
    self.bytesMax = bytesMax
    if let count = framing.knownCount {
      precondition(count <= bytesMax, "a known length is refused before the body")
      self.framing = .length(remaining: count)
    } else {
      self.framing = .chunked(ChunkedDecoder())
    }
  }

  /// Reads on from `offset`, which it moves to the first octet not read.
  mutating func next(
    _ bytes: Span<UInt8>, at offset: inout Int, _ limits: Limits
  ) throws(ProtocolError) -> BodyEvent {
    switch framing {
    case .chunked(var decoder):
      defer { framing = .chunked(decoder) }
      return try decoder.next(bytes, at: &offset, bytesMax: bytesMax, limits)
    case .length(let remaining):
      let start = offset
      let count = min(remaining, bytes.count - start, limits.streamedPieceBytesMax)
      if count == 0 { return remaining == 0 ? .end : .incomplete }
      offset += count
      framing = .length(remaining: remaining - count)
      return .data(start..<offset)
    }
  }

  /// Takes back the last octets of the content read right before, to be read again.
  mutating func putBack(_ count: Int) {
    switch framing {
    case .chunked(var decoder):
      decoder.putBack(count)
      framing = .chunked(decoder)
    case .length(let remaining):
      framing = .length(remaining: remaining + count)
    }
  }
}
