internal import Locks
public import Sockets

/// Lines to a descriptor that others opened, such as standard error, and may share or block.
///
/// What may block is written in pieces that a pipe takes whole or not at all, so that the lines of
/// several processes keep apart, and after a look whether there is room.
public final class DescriptorSink: RecordSink {
  private let descriptor: Descriptor
  private let pieceBytes: Int
  /// Whether the last write broke off within a line; of the writer's thread.
  private let isMidLine = Guarded(false)

  /// A sink that closes the descriptor when it goes.
  public init(_ descriptor: consuming Descriptor) {
    ProcessSettings.ignoreBrokenPipes()
    let isFile = (try? descriptor.status().isRegular) ?? false
    pieceBytes = isFile ? .max : RecordLimits.pieceBytes
    self.descriptor = descriptor
  }

  /// Writes lines; a reader that is gone, or a disk that is full, takes none.
  public func write(_ lines: Span<UInt8>, unless isOver: () -> Bool) -> Int {
    if isMidLine.withLock({ $0 }) {
      let lineEnd: [UInt8] = [UInt8(ascii: "\n")]
      guard writeAll(lineEnd.span, unless: isOver) == 1 else { return 0 }
    }
    let count = writeAll(lines, unless: isOver)
    isMidLine.withLock { $0 = count > 0 && lines[count - 1] != UInt8(ascii: "\n") }
    return count
  }

  private func writeAll(_ lines: Span<UInt8>, unless isOver: () -> Bool) -> Int {
    var written = 0
    do throws(SystemCallError) {
      while written < lines.count {
        while try !descriptor.awaitRoom(milliseconds: RecordLimits.patienceMilliseconds) {
          if isOver() { return written }
        }
        let piece = lines.extracting(written..<pieceEnd(of: lines, from: written))
        if case .done(let count) = try descriptor.write(piece) { written += count }
      }
    } catch {
      // Whoever should read what goes wrong reads it here: there is nowhere else to say it.
    }
    return written
  }

  /// The end of the last line that fits a piece; of a longer line, the piece's.
  private func pieceEnd(of lines: Span<UInt8>, from start: Int) -> Int {
    guard lines.count - start > pieceBytes else { return lines.count }
    var end = start + pieceBytes
    while end > start, lines[end - 1] != UInt8(ascii: "\n") { end -= 1 }
    return end > start ? end : start + pieceBytes
  }
}
