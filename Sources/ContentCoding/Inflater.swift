internal import CZlib

/// Decompresses content, one piece after another, within limits; used again after `reset`.
///
/// It belongs to one event loop or thread.
@safe public final class Inflater {
  /// How many octets may come out for one that goes in, once more than `ratioFreeBytes` came out.
  ///
  /// 200: text of requests shrinks to a twentieth, deflate's most is 1032 to one.
  public static let ratioMax = 200
  /// What may come out before the ratio counts.
  public static let ratioFreeBytes = 64 * 1024
  /// How much is written at a time, and so the most that is written beyond a limit.
  private static let pieceBytes = 16 * 1024

  /// The format it reads.
  public let coding: ContentCoding
  /// Whether the end of the format has been read.
  public private(set) var hasEnded = false
  /// Whether more may come out of what it has read than there was room for.
  public private(set) var isFull = false
  private var countIn = 0
  private var countOut = 0

  /// zlib's own state.
  ///
  /// Safe: allocated and set up in `init`, torn down in `deinit`, and never handed out. zlib keeps
  /// its address, so it lies on the heap and not in the object.
  private let stream: UnsafeMutablePointer<z_stream>

  /// A decompressor that has read nothing.
  public init(_ coding: ContentCoding) {
    self.coding = coding
    unsafe stream = .allocate(capacity: 1)
    unsafe stream.initialize(to: z_stream())
    let code = unsafe inflateInit2_(
      stream, coding.windowBits, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    precondition(code == Z_OK, "zlib has memory for a stream, and is the version built against")
  }

  deinit {
    unsafe inflateEnd(stream)
    unsafe stream.deallocate()
  }

  /// Decompresses a piece and appends what comes out.
  ///
  /// - Parameter bytesMax: the most that may have come out since the start.
  /// - Throws: `malformed` or `tooLarge`, after bounded work; the stream is then of no use until
  ///   it is reset.
  public func decompress(
    _ bytes: Span<UInt8>, into output: inout [UInt8], bytesMax: Int
  ) throws(ContentCodingError) {
    var offset = 0
    while offset < bytes.count || isFull {
      offset += try decompress(
        bytes.extracting(droppingFirst: offset), into: &output, capacity: Self.pieceBytes,
        bytesMax: bytesMax)
    }
  }

  /// Decompresses as far as so much room reaches, and appends what comes out.
  ///
  /// - Parameters:
  ///   - bytes: may be empty where more may come out of what has been read.
  ///   - bytesMax: the most that may have come out since the start.
  /// - Returns: how many of the octets it has read.
  /// - Throws: `malformed` or `tooLarge`; the stream is then of no use until it is reset.
  public func decompress(
    _ bytes: Span<UInt8>, into output: inout [UInt8], capacity: Int, bytesMax: Int
  ) throws(ContentCodingError) -> Int {
    if hasEnded { throw .malformed }
    let before = output.count
    let count = try decompressPiece(bytes, into: &output, capacity: capacity)
    countOut += output.count - before
    if countOut > bytesMax { throw .tooLarge }
    // What has come counts whole, however far it has been read.
    if countOut > Self.ratioFreeBytes, countOut / Self.ratioMax > countIn + bytes.count {
      throw .tooLarge
    }
    countIn += count
    // What follows the end of the format belongs to nothing.
    if hasEnded, count < bytes.count { throw .malformed }
    return count
  }

  /// Decompresses as far as so much room reaches, and no further than the end of the format.
  ///
  /// For content of the caller's own, of any length: nothing is limited but the piece. What follows
  /// the end may be another such content, to be read after `reset`.
  ///
  /// - Returns: how many of the octets it has read.
  /// - Throws: `malformed`; the stream is then of no use until it is reset.
  public func decompressPiece(
    _ bytes: Span<UInt8>, into output: inout [UInt8], capacity: Int
  ) throws(ContentCodingError) -> Int {
    precondition(!hasEnded, "a stream that has ended is reset before it reads on")
    var failure: ContentCodingError?
    // Safe: zlib reads `avail_in` octets of the span, which outlives the call.
    let bytesLeft = unsafe bytes.withUnsafeBufferPointer { input in
      unsafe stream.pointee.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
      unsafe stream.pointee.avail_in = UInt32(input.count)
      failure = inflate(into: &output, capacity: capacity)
      return unsafe Int(stream.pointee.avail_in)
    }
    if let failure { throw failure }
    return bytes.count - bytesLeft
  }

  /// Forgets what has been read, for other content.
  public func reset() {
    let code = unsafe inflateReset(stream)
    precondition(code == Z_OK, "a stream that was set up can be reset")
    hasEnded = false
    isFull = false
    countIn = 0
    countOut = 0
  }

  /// Lets zlib write as many octets as it will into so much room.
  private func inflate(into output: inout [UInt8], capacity: Int) -> ContentCodingError? {
    var code = Z_OK
    output.append(addingCapacity: capacity) { room in
      // Safe: zlib writes no more than `avail_out` into the room made for it.
      unsafe room.withUnsafeMutableBufferPointer { free, count in
        unsafe stream.pointee.next_out = free.baseAddress
        unsafe stream.pointee.avail_out = UInt32(free.count)
        code = unsafe CZlib.inflate(stream, Z_NO_FLUSH)
        unsafe count = free.count - Int(stream.pointee.avail_out)
      }
    }
    hasEnded = code == Z_STREAM_END
    isFull = unsafe !hasEnded && stream.pointee.avail_out == 0
    // Z_BUF_ERROR says only that there was nothing to do with what there is.
    return code == Z_OK || code == Z_STREAM_END || code == Z_BUF_ERROR ? nil : .malformed
  }
}
