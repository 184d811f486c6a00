public import Sockets

/// Why a run over the lines of a file cannot go on.
public enum BulkError: Error, Hashable, Sendable {
  /// A file cannot be opened.
  case cannotOpen(String, Errno)
  /// The input cannot be read on.
  case cannotRead(String, Errno)
  /// The output cannot be written on; a pipe without a reader among them.
  case cannotWrite(String, Errno)
  /// A compressed file is damaged, or no gzip at all.
  case malformedCoding(String)
  /// A compressed file ends in the middle.
  case endsEarly(String)
  /// An output to go on in has compressed parts that are not whole lines.
  case notLines(String)
}

extension BulkError: CustomStringConvertible {
  /// The file and what is wrong, in a line.
  public var description: String {
    switch self {
    case .cannotOpen("-", let errno): "a standard stream cannot be used: \(errno)"
    case .cannotOpen(let path, let errno): "\(path): cannot be opened: \(errno)"
    case .cannotRead("-", let errno): "stdin: cannot be read: \(errno)"
    case .cannotRead(let path, let errno): "\(path): cannot be read: \(errno)"
    case .cannotWrite("-", .brokenPipe): "stdout: nobody reads it any more"
    case .cannotWrite("-", let errno): "stdout: cannot be written: \(errno)"
    case .cannotWrite(let path, .brokenPipe): "\(path): nobody reads it any more"
    case .cannotWrite(let path, let errno): "\(path): cannot be written: \(errno)"
    case .malformedCoding(let path): "\(path): is not gzip, or damaged"
    case .endsEarly(let path): "\(path): ends in the middle of what was compressed"
    case .notLines(let path): "\(path): is not the output of a batch"
    }
  }
}

extension BulkError {
  /// What `body` gives; its failure is that of a file that cannot be opened.
  static func opening<Result: ~Copyable>(
    _ path: String, _ body: () throws(SystemCallError) -> Result
  ) throws(BulkError) -> Result {
    do throws(SystemCallError) {
      return try body()
    } catch {
      throw .cannotOpen(path, error.errno)
    }
  }
}
