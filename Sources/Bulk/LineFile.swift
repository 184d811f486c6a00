public import Sockets

/// What is written: a file or standard output, in pieces that end with a whole line.
///
/// Where a file cannot be written on, it is cut after its last whole line. What standard output
/// leads to is never cut: it may hold what others wrote.
public struct LineFile: ~Copyable {
  /// The name that stands for standard output.
  public static let standardName = "-"

  /// Its name, for messages.
  public let path: String
  /// What it is.
  public let status: FileStatus
  /// The whole lines it has, those from before among them.
  public private(set) var lineCount: Int
  private let descriptor: Descriptor
  /// The octets of the whole lines.
  public private(set) var byteCount: Int

  /// Whether it ends with a whole line even where it cannot be written on.
  public var isCut: Bool { status.isRegular && path != Self.standardName }

  /// Begins a file anew, or standard output for `-`; goes on in a file where there is a point.
  public init(_ path: String, from point: ResumePoint? = nil) throws(BulkError) {
    let descriptor: Descriptor = try BulkError.opening(path) { () throws(SystemCallError) in
      if path == Self.standardName { return try .standardOutput() }
      return try .opened(path, for: point == nil ? .writing : .continuing)
    }
    status = try BulkError.opening(path) { () throws(SystemCallError) in
      if let point { try descriptor.cut(after: point.byteCount) }
      return try descriptor.status()
    }
    self.path = path
    self.descriptor = descriptor
    lineCount = point?.lineCount ?? 0
    byteCount = point?.byteCount ?? 0
  }

  /// Writes lines.
  ///
  /// - Parameter lineCount: how many they are; where they are compressed, they are kept or lost
  ///   together.
  /// - Throws: `cannotWrite`, once a file that is regular is cut after its last whole line.
  public mutating func write(
    _ bytes: Span<UInt8>, lineCount: Int, isCoded: Bool
  ) throws(BulkError) {
    var written = 0
    do throws(SystemCallError) {
      while written < bytes.count {
        switch try descriptor.write(bytes.extracting(droppingFirst: written)) {
        case .done(let count): written += count
        case .wouldBlock: try descriptor.wait(for: .writing)
        }
      }
    } catch {
      if !isCoded { keepWholeLines(bytes.extracting(first: written)) }
      if isCut { try? descriptor.cut(after: byteCount) }
      throw .cannotWrite(path, error.errno)
    }
    byteCount += bytes.count
    self.lineCount += lineCount
  }

  /// Writes octets that are kept or lost together.
  public mutating func write(_ bytes: Span<UInt8>) throws(BulkError) {
    try write(bytes, lineCount: 0, isCoded: true)
  }

  private mutating func keepWholeLines(_ bytes: Span<UInt8>) {
    var place = 0
    while let end = bytes.firstLineEnd(from: place) {
      lineCount += 1
      place = end + 1
    }
    byteCount += place
  }
}
