internal import ContentCoding
public import Sockets

/// What is read: a file or standard input, decompressed where its name ends in `.gz`.
///
/// A compressed file may have several members, which are read one after another as one.
public struct InputFile: ~Copyable {
  /// The name that stands for standard input.
  public static let standardName = "-"
  /// How the name of a compressed file ends.
  public static let codedSuffix = ".gz"

  /// Its name, for messages.
  public let path: String
  /// What it is.
  public let status: FileStatus
  /// The octets read so far, compressed where the file is.
  public private(set) var byteCount = 0
  private let descriptor: Descriptor
  private var coded: Coded?

  /// A compressed file's state: octets that have been read and not yet decompressed.
  private struct Coded {
    let inflater = Inflater(.gzip)
    var bytes: [UInt8] = []
    var start = 0
    /// Whether octets of the present member have been read.
    var isInMember = false
  }

  /// Opens a file, or standard input for `-`.
  public init(_ path: String) throws(BulkError) {
    let descriptor: Descriptor = try BulkError.opening(path) { () throws(SystemCallError) in
      try path == Self.standardName ? .standardInput() : .opened(path, for: .reading)
    }
    status = try BulkError.opening(path) { () throws(SystemCallError) in
      try descriptor.status()
    }
    self.path = path
    self.descriptor = descriptor
    coded = path.hasSuffix(Self.codedSuffix) ? Coded() : nil
  }

  /// Appends what one read gives; returns false at the end, or where the waker is signalled.
  mutating func read(
    into bytes: inout [UInt8], waker: borrowing Waker
  ) throws(BulkError) -> Bool {
    if coded == nil { return try readFile(into: &bytes, BulkLimits.chunkBytes, waker) }
    let before = bytes.count
    while bytes.count == before {
      if try !decompress(into: &bytes, waker) { return false }
    }
    return true
  }

  /// Decompresses a piece; returns false at the end.
  private mutating func decompress(
    into bytes: inout [UInt8], _ waker: borrowing Waker
  ) throws(BulkError) -> Bool {
    guard var coded = coded.take() else { return false }
    defer { self.coded = coded }
    if coded.start == coded.bytes.count {
      coded.bytes.removeAll(keepingCapacity: true)
      coded.start = 0
      guard try readFile(into: &coded.bytes, BulkLimits.codedPieceBytes, waker) else {
        if coded.isInMember { throw .endsEarly(path) }
        return false
      }
    }
    do throws(ContentCodingError) {
      coded.start += try coded.inflater.decompressPiece(
        coded.bytes.span.extracting(droppingFirst: coded.start), into: &bytes,
        capacity: BulkLimits.chunkBytes)
    } catch {
      throw .malformedCoding(path)
    }
    coded.isInMember = !coded.inflater.hasEnded
    if coded.inflater.hasEnded { coded.inflater.reset() }
    return true
  }

  private mutating func readFile(
    into bytes: inout [UInt8], _ bytesMax: Int, _ waker: borrowing Waker
  ) throws(BulkError) -> Bool {
    do throws(SystemCallError) {
      while true {
        // A regular file never makes anyone wait.
        if !status.isRegular, try !descriptor.wait(for: .reading, unless: waker) { return false }
        guard case .done(let count) = try descriptor.read(into: &bytes, bytesMax: bytesMax)
        else { continue }
        byteCount += count
        return count > 0
      }
    } catch {
      throw .cannotRead(path, error.errno)
    }
  }
}
