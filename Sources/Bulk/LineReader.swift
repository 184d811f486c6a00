internal import Sockets

/// Cuts an input into chunks of whole lines, each about what one read gives or a part of that.
///
/// So lines that come slowly are not held back, and a file is cut at the same places every time.
///
/// `@unchecked Sendable`: once a pipeline has it, its reading thread alone uses it.
public final class LineReader: @unchecked Sendable {
  private var input: InputFile
  private let lineBytesMax: Int
  private var linesToSkip: Int
  /// How many lines have been read, those passed over among them; to be asked after the run.
  public private(set) var lineCount = 0
  /// What has been read and is in no chunk: more lines than one takes, and the beginning of a line.
  private var rest: [UInt8] = []
  private var hasEnded = false

  /// A reader of lines.
  ///
  /// - Parameters:
  ///   - lineBytesMax: the longest line that is passed on whole; of a longer one, a part that is
  ///     longer than that.
  ///   - linesToSkip: how many lines at the beginning are passed over.
  public init(_ input: consuming InputFile, lineBytesMax: Int, linesToSkip: Int = 0) {
    self.input = input
    self.lineBytesMax = lineBytesMax
    self.linesToSkip = linesToSkip
  }

  /// Fills a chunk with the next lines; returns false at the end, or where the waker is signalled.
  func fill(
    _ chunk: inout LineChunk, waker: borrowing Waker
  ) throws(BulkError) -> Bool {
    repeat {
      guard try fillWithLines(&chunk, waker) else { return false }
      chunk.firstLine = lineCount + 1
      lineCount += chunk.lineCount
      let skipped = min(linesToSkip, chunk.lineCount)
      chunk.skip(skipped)
      linesToSkip -= skipped
      chunk.inputByteCount = input.byteCount
    } while chunk.lineCount == 0
    return true
  }

  private func fillWithLines(
    _ chunk: inout LineChunk, _ waker: borrowing Waker
  ) throws(BulkError) -> Bool {
    chunk.removeAll()
    chunk.append { bytes in swap(&bytes, &rest) }
    while chunk.lineCount == 0 {
      var goesOn = !hasEnded
      if goesOn {
        try chunk.append { (bytes) throws(BulkError) in
          goesOn = try input.read(into: &bytes, waker: waker)
        }
      }
      if !goesOn {
        hasEnded = true
        chunk.endLastLine()
        return chunk.lineCount > 0
      }
      if chunk.lineCount == 0 { chunk.truncate(to: lineBytesMax + 1) }
    }
    chunk.moveRest(to: &rest)
    return true
  }
}
