public import Sockets
internal import Synchronization

/// Lines appended to a file that is put aside when it is full: `log`, then `log.1`, `log.2` and so
/// on, the highest number the oldest.
///
/// Lines are never split over two files, and a file never has more octets than it may. A line that
/// broke off, as when the process was killed or the disk was full, is ended before the next one, so
/// that it is malformed and the next is not.
///
/// `@unchecked Sendable`: what is not constant or atomic is used on the writer's thread alone, as
/// `RecordSink` promises, once the writer has the sink.
public final class RotatingFileSink: RecordSink, @unchecked Sendable {
  /// When what was written is on the disk, so that it outlives a crash of the machine.
  ///
  /// The death of the process alone loses nothing that was written.
  public enum Synchronization: Hashable, Sendable {
    /// When the kernel sees fit, usually within half a minute.
    case never
    /// When a file is put aside, opened again or closed.
    case rotation
    /// So many milliseconds after it was written, at the latest; and as for `rotation`.
    case interval(milliseconds: Int)
  }

  /// Where lines are kept and how many.
  public struct Plan: Sendable {
    /// The file that is written.
    public let path: String
    /// The most octets of a file.
    public let bytesMax: Int
    /// The files kept beside it.
    public let filesKept: Int
    /// When what was written is on the disk.
    public let synchronization: Synchronization

    /// A plan; each file has room for a line, and at least one is kept.
    public init(
      path: String, bytesMax: Int, filesKept: Int, synchronization: Synchronization
    ) {
      precondition(bytesMax >= 1, "a file has room for an octet")
      precondition(filesKept >= 1, "what is put aside is kept for a while")
      self.path = path
      self.bytesMax = bytesMax
      self.filesKept = filesKept
      self.synchronization = synchronization
    }
  }

  private let plan: Plan
  private let report: @Sendable (SystemCallError?) -> Void
  private let rotations = Atomic<Int>(0)
  private let failing = Atomic<Bool>(false)
  private var file: OpenFile?
  private var isMidLine = false
  /// Why and when the file could last not be put aside.
  private var putAsideFailure: (error: SystemCallError, time: MonotonicTime)?
  /// Since when there are octets that may not be on the disk yet.
  private var unsynchronizedSince: MonotonicTime?

  /// A sink that has opened its file.
  ///
  /// - Parameter report: told, on the writer's thread, when writing begins to fail, and with nil
  ///   when it works again.
  public init(
    _ plan: Plan, report: @escaping @Sendable (SystemCallError?) -> Void
  ) throws(SystemCallError) {
    self.plan = plan
    self.report = report
    try open()
  }

  /// How often a full file was put aside.
  public var rotationCount: Int { rotations.load(ordering: .relaxed) }

  /// Whether the last write did not work.
  public var isFailing: Bool { failing.load(ordering: .relaxed) }

  /// Writes lines; a disk that is full, or a file that cannot be opened, takes none.
  public func write(_ lines: Span<UInt8>, unless isOver: () -> Bool) -> Int {
    var written = 0
    var failure: SystemCallError?
    do throws(SystemCallError) {
      while written < lines.count, !isOver() {
        let file = try openFile()
        if isMidLine { try endLine(of: file) }
        let end = try endOfRoom(in: file, for: lines, from: written, &failure)
        try write(lines, &written, before: end, to: file)
      }
    } catch {
      failure = error
    }
    note(failure)
    return written
  }

  /// Sees that what was written stays, where it is time.
  public func rest() -> Int? {
    guard case .interval(let milliseconds) = plan.synchronization, let unsynchronizedSince else {
      return nil
    }
    let past = MonotonicTime.current().nanoseconds(since: unsynchronizedSince) / 1_000_000
    if past < UInt64(milliseconds) { return milliseconds - Int(past) }
    synchronize()
    return nil
  }

  /// Opens the file of that name again, which may be another one by now.
  public func reopen() {
    synchronize()
    file = nil
    do throws(SystemCallError) { try open() } catch { note(error) }
  }

  /// Sees that what was written stays.
  public func finish() { synchronize() }
}

// MARK: Files

extension RotatingFileSink {
  /// A file as long as it is open.
  private final class OpenFile: Sendable {
    let descriptor: Descriptor
    /// Whether it is on a disk; else it is a pipe or a device.
    let isRegular: Bool

    init(_ descriptor: consuming Descriptor) throws(SystemCallError) {
      isRegular = try descriptor.status().isRegular
      self.descriptor = descriptor
    }
  }

  private func openFile() throws(SystemCallError) -> OpenFile {
    if let file { return file }
    return try open()
  }

  @discardableResult
  private func open() throws(SystemCallError) -> OpenFile {
    let file = try OpenFile(try Descriptor.opened(plan.path, for: .appending))
    let last = try file.descriptor.lastOctet()
    isMidLine = last != nil && last != UInt8(ascii: "\n")
    // That the name stays is worth a try; not every file system can see to it.
    if plan.synchronization != .never {
      try? Descriptor.opened(folder, for: .reading).synchronize()
    }
    self.file = file
    return file
  }

  private var folder: String {
    guard let slash = plan.path.lastIndex(of: "/") else { return "." }
    return slash == plan.path.startIndex ? "/" : String(plan.path[..<slash])
  }

  private func endLine(of file: OpenFile) throws(SystemCallError) {
    let lineEnd: [UInt8] = [UInt8(ascii: "\n")]
    guard case .done(1) = try file.descriptor.write(lineEnd.span) else { return }
    isMidLine = false
  }

  /// The end of the lines that the file has room for; where it has none for the first of them, it
  /// is put aside, and nothing can be written to it.
  private func endOfRoom(
    in file: OpenFile, for lines: Span<UInt8>, from start: Int, _ failure: inout SystemCallError?
  ) throws(SystemCallError) -> Int {
    guard file.isRegular else { return lines.count }
    let byteCount = try file.descriptor.status().byteCount
    let room = max(0, plan.bytesMax - byteCount)
    let end = lines.lastLineEnd(from: start, within: room)
    if end > start { return end }
    if byteCount > 0 {
      do throws(SystemCallError) {
        if try putAside(file) { return start }
      } catch {
        putAsideFailure = (error, .current())
      }
      failure = putAsideFailure?.error
    }
    return lines.firstLineEnd(from: start)
  }

  private func write(
    _ lines: Span<UInt8>, _ written: inout Int, before end: Int, to file: OpenFile
  ) throws(SystemCallError) {
    while written < end {
      guard case .done(let count) = try file.descriptor.write(lines.extracting(written..<end))
      else { return }
      written += count
      isMidLine = lines[written - 1] != UInt8(ascii: "\n")
      if unsynchronizedSince == nil { unsynchronizedSince = .current() }
    }
  }

  /// Puts a full file aside; returns false where that failed a moment ago: it is written further
  /// then, for to lose lines is worse.
  private func putAside(_ file: OpenFile) throws(SystemCallError) -> Bool {
    if let time = putAsideFailure?.time {
      let past = MonotonicTime.current().nanoseconds(since: time)
      if past < UInt64(RecordLimits.putAsidePauseSeconds) * 1_000_000_000 { return false }
    }
    synchronize()
    for number in stride(from: plan.filesKept - 1, through: 1, by: -1) {
      try move("\(plan.path).\(number)", to: "\(plan.path).\(number + 1)")
    }
    try move(plan.path, to: "\(plan.path).1")
    putAsideFailure = nil
    self.file = nil
    rotations.add(1, ordering: .relaxed)
    return true
  }

  /// Gives a file another name; one that is not there needs none.
  private func move(_ path: String, to newPath: String) throws(SystemCallError) {
    do throws(SystemCallError) {
      try FileNames.move(path, to: newPath)
    } catch {
      if error.errno != .noSuchFile { throw error }
    }
  }

  private func synchronize() {
    guard plan.synchronization != .never, unsynchronizedSince != nil, let file, file.isRegular
    else { return }
    do throws(SystemCallError) {
      try file.descriptor.synchronize()
      unsynchronizedSince = nil
    } catch {
      note(error)
    }
  }

  /// Takes note of whether writing works, and tells of a change.
  private func note(_ error: SystemCallError?) {
    guard failing.exchange(error != nil, ordering: .relaxed) != (error != nil) else { return }
    report(error)
  }
}

extension Span<UInt8> {
  /// Where the last line ends that begins at `start` or later and lies within so many octets from
  /// there; `start` where none does.
  fileprivate func lastLineEnd(from start: Int, within byteCount: Int) -> Int {
    if count - start <= byteCount { return count }
    var end = start + byteCount
    while end > start, self[end - 1] != UInt8(ascii: "\n") { end -= 1 }
    return end
  }

  /// Where the line ends that begins at `start`.
  fileprivate func firstLineEnd(from start: Int) -> Int {
    var end = start
    while end < count, self[end] != UInt8(ascii: "\n") { end += 1 }
    return Swift.min(end + 1, count)
  }
}
