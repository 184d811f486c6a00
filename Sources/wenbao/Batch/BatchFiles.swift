import Bulk
import Sockets

/// The files of a batch, and where they can be gone on with.
struct BatchFiles {
  let input: String
  let output: String
  /// Where refused lines go; nil where they are not kept.
  let errors: String?
  /// Whether an earlier run is gone on with.
  let resumes: Bool

  /// How the answer to a refused line begins, and no other.
  private static let refusalBeginning = Array(#"{"line":"#.utf8)

  /// Refuses to write over what is being read, and two outputs in one file that is there.
  func refuseSame(_ input: FileStatus) throws(Ending) {
    try input.refuse(output, because: "the input")
    if let errors { try input.refuse(errors, because: "the input") }
    if let status = try? FileStatus(of: output) { try refuseErrors(in: status) }
  }

  /// Refuses to write the refused lines where the answers are.
  func refuseErrors(in output: FileStatus) throws(Ending) {
    if let errors { try output.refuse(errors, because: "the output") }
  }

  /// Where the answers go on, with the refused lines counted; nil for a run from the beginning.
  func resumePoint() throws(BulkError) -> ResumePoint? {
    guard resumes else { return nil }
    return try ResumePoint(of: output) { beginning in
      beginning.starts(with: Self.refusalBeginning) ? .counted : .kept
    }
  }

  /// Where the refused lines go on: after those of so many lines.
  func refusedLines(in path: String, upTo lineCount: Int) throws(BulkError) -> ResumePoint {
    try ResumePoint(of: path) { beginning in
      let digits = beginning.prefix { $0 != UInt8(ascii: "\t") }
      guard let number = Int(String(decoding: digits, as: UTF8.self)) else { return .beyond }
      return number <= lineCount ? .kept : .beyond
    }
  }
}
