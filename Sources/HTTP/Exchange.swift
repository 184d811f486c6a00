import ContentCoding

/// A request that has begun to arrive and is not answered yet: all that a connection holds of it.
///
/// An event loop lends them out and takes them back, so that a request in several pieces costs no
/// allocation either, and a connection between requests holds none.
final class Exchange {
  /// Where the content goes.
  enum Sink {
    case collect((any Permit)?)
    case discard
    /// The head of the answer has been written by the writer.
    case stream(any BodyStream, ResponseWriter)
  }

  /// The capacity a returned exchange may keep, in octets: what most requests fit in.
  static let keptBytesMax = 64 * 1024

  var parser = HeadParser()
  var head: [UInt8] = []
  var body: [UInt8] = []
  var decoder = BodyDecoder(.none, bytesMax: 0)
  var sink = Sink.collect(nil)

  /// Reads the content of a streamed request that is coded, into `body`.
  var inflater: Inflater?
  /// What the stream has taken of `body`, in octets.
  var takenCount = 0
  /// What may come out of it, in octets.
  var inflatedBytesMax = 0
  /// Codes the answer to a streamed request, for a client that prefers it so.
  var deflater: Deflater?

  /// Reads the head it holds, from where it stopped.
  func parse(_ limits: Limits) throws(ProtocolError) -> Int? {
    let bytes = head
    return try parser.parse(bytes.span, limits)
  }

  /// Whether there is decoded content, or may be, that the stream has not taken.
  var hasDecoded: Bool {
    guard let inflater else { return false }
    return takenCount < body.count || inflater.isFull
  }

  /// Reads coded content as far as a piece of it reaches; returns how many octets it has read.
  ///
  /// The stream has taken the piece before.
  func decode(_ bytes: Span<UInt8>, _ limits: Limits) throws(ProtocolError) -> Int {
    guard let inflater else { preconditionFailure("content that is coded has its decompressor") }
    body.removeAll(keepingCapacity: true)
    takenCount = 0
    do throws(ContentCodingError) {
      return try inflater.decompress(
        bytes, into: &body, capacity: limits.streamedPieceBytesMax, bytesMax: inflatedBytesMax)
    } catch {
      throw ProtocolError(error)
    }
  }

  /// Lets go of all it holds, apart from capacity.
  func reset() {
    sink = .collect(nil)
    Exchange.empty(&head)
    Exchange.empty(&body)
    takenCount = 0
  }

  private static func empty(_ bytes: inout [UInt8]) {
    bytes.removeAll(keepingCapacity: bytes.capacity <= keptBytesMax)
  }
}
