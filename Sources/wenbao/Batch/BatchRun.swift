import Bulk
import Glibc
import Locks
import Sockets

/// One run of a batch, from its files to its summary.
///
/// Refused lines are written before the answers of their chunk, so that none is missing where a run
/// that broke off is gone on with; those beyond the last whole answer are dropped then.
final class BatchRun {
  private let reader: LineReader
  private var output: LineFile
  private var errors: LineFile?
  private let pipeline: LinePipeline<BatchWorker>
  private let isCoded: Bool
  private var tally: BatchTally
  private var progress: ProgressBar

  /// Opens the files; to go on, after the last whole line that an earlier run has written.
  init(_ files: BatchFiles, _ work: BatchWork, threads: Int) throws {
    let input = try InputFile(files.input)
    let status = input.status
    try files.refuseSame(status)
    let point = try files.resumePoint()
    let answeredCount = point?.lineCount ?? 0
    // Lines that leave something to later ones are settled again.
    let settlesAgain = work.persons != nil
    reader = LineReader(
      input, lineBytesMax: BatchWork.lineBytesMax, linesToSkip: settlesAgain ? 0 : answeredCount)
    output = try LineFile(files.output, from: point)
    try files.refuseErrors(in: output.status)
    if let path = files.errors {
      let point = try point.map { try files.refusedLines(in: path, upTo: $0.lineCount) }
      errors = try LineFile(path, from: point)
    } else {
      errors = nil
    }
    pipeline = try LinePipeline(threads: threads, product: BatchAnswers()) {
      BatchWorker(work, answeredCount: settlesAgain ? answeredCount : 0)
    }
    isCoded = work.compresses
    tally = BatchTally(earlier: point, inputBytes: status.isRegular ? status.byteCount : nil)
    progress = ProgressBar(besideStandardOutput: files.output == LineFile.standardName)
  }

  /// Settles the lines and says how it went.
  ///
  /// - Throws: an `Ending` where a line was refused or the run broke off.
  func run() throws {
    ProcessSettings.ignoreBrokenPipes()
    let interruption = Guarded<Int32>(0)
    let stop = { @Sendable [pipeline] (number: Int32) in
      // A second signal ends the process at once.
      signal(number, SIG_DFL)
      interruption.withLock { $0 = number }
      pipeline.cancel()
    }
    let signals = ProcessSignals([SIGINT, SIGTERM].map { number in (number, { stop(number) }) })
    defer { signals.cancel() }
    do {
      defer { progress.clear() }
      let isWhole = try pipeline.run(reader) { lines, answers in try write(lines, answers) }
      if !isWhole { throw brokenOff(because: "ended by signal \(interruption.withLock { $0 })") }
      if isCoded, output.byteCount == 0 { try output.write(BatchWork.nothingCompressed.span) }
    } catch let error as BulkError {
      throw brokenOff(because: "\(error)")
    }
    guard reader.lineCount >= tally.earlierLineCount else {
      let count = reader.lineCount
      throw brokenOff(because: "the input has only \(count) lines: not that of the output")
    }
    Output.error(tally.summary)
    if tally.refusedCount > 0 { throw Ending(code: .lineRefused, message: "") }
  }
}

extension BatchRun {
  private func write(_ lines: LineChunk, _ answers: BatchAnswers) throws {
    if !answers.errors.isEmpty {
      try errors?.write(
        answers.errors.span, lineCount: answers.refusedCount, isCoded: false)
    }
    try output.write(answers.output.span, lineCount: answers.lineCount, isCoded: isCoded)
    tally.count(answers, bytesRead: lines.inputByteCount)
    progress.show(tally)
    if let line = answers.fullAt {
      throw brokenOff(
        because: "more persons than --persons-max allows: nothing from line \(line) on is answered")
    }
  }

  private func brokenOff(because reason: String) -> Ending {
    let advice = output.isCut ? "; --resume goes on from there" : ""
    return Ending(
      code: .brokenOff, message: "\(reason)\n\(output.lineCount) whole lines written\(advice)")
  }
}
