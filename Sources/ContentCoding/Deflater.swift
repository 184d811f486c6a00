internal import CZlib

/// Compresses content, one piece after another; used again after `reset` without allocating.
///
/// It belongs to one event loop or thread.
@safe public final class Deflater {
  /// The format it writes.
  public let coding: ContentCoding
  /// zlib's own default between speed and size.
  private static let level: Int32 = 6
  /// How much is written at a time.
  private static let pieceBytes = 16 * 1024

  /// zlib's own state.
  ///
  /// Safe: allocated and set up in `init`, torn down in `deinit`, and never handed out. zlib keeps
  /// its address, so it lies on the heap and not in the object.
  private let stream: UnsafeMutablePointer<z_stream>

  /// A compressor that has written nothing.
  public init(_ coding: ContentCoding) {
    self.coding = coding
    unsafe stream = .allocate(capacity: 1)
    unsafe stream.initialize(to: z_stream())
    let code = unsafe deflateInit2_(
      stream, Self.level, Z_DEFLATED, coding.windowBits, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
      Int32(MemoryLayout<z_stream>.size))
    precondition(code == Z_OK, "zlib has memory for a stream, and is the version built against")
  }

  deinit {
    unsafe deflateEnd(stream)
    unsafe stream.deallocate()
  }

  /// Compresses a piece and appends what comes out, which may be nothing yet.
  public func compress(_ bytes: Span<UInt8>, into output: inout [UInt8]) {
    run(bytes, Z_NO_FLUSH, &output)
  }

  /// Appends all that has gone in so far, so that a reader can go on with it.
  public func flush(into output: inout [UInt8]) {
    run(Span(), Z_SYNC_FLUSH, &output)
  }

  /// Appends the rest and the end of the format.
  public func finish(into output: inout [UInt8]) {
    run(Span(), Z_FINISH, &output)
  }

  /// Forgets what has gone in, for other content.
  public func reset() {
    let code = unsafe deflateReset(stream)
    precondition(code == Z_OK, "a stream that was set up can be reset")
  }

  private func run(_ bytes: Span<UInt8>, _ flush: Int32, _ output: inout [UInt8]) {
    // Safe: zlib reads `avail_in` octets of the span, which outlives the call, and writes no more
    // than `avail_out` into the room made for it.
    unsafe bytes.withUnsafeBufferPointer { input in
      unsafe stream.pointee.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
      unsafe stream.pointee.avail_in = UInt32(input.count)
      repeat {
        output.append(addingCapacity: Self.pieceBytes) { room in
          unsafe room.withUnsafeMutableBufferPointer { free, count in
            unsafe stream.pointee.next_out = free.baseAddress
            unsafe stream.pointee.avail_out = UInt32(free.count)
            let code = unsafe deflate(stream, flush)
            precondition(code != Z_STREAM_ERROR, "the stream is set up and has not ended")
            unsafe count = free.count - Int(stream.pointee.avail_out)
          }
        }
      } while unsafe stream.pointee.avail_out == 0
    }
  }
}

extension ContentCoding {
  /// Whole content in this coding.
  public func compressed(_ bytes: [UInt8]) -> [UInt8] {
    let deflater = Deflater(self)
    var output: [UInt8] = []
    deflater.compress(bytes.span, into: &output)
    deflater.finish(into: &output)
    return output
  }
}
