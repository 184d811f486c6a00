/// What a file is opened for.
public enum FileAccess: Sendable {
  /// To be read from its beginning.
  case reading
  /// To be written from its beginning: made where it is not there, emptied where it is.
  case writing
  /// To be read and then written further: made where it is not there.
  case continuing
  /// To be written at its end, wherever that is by then: made where it is not there.
  case appending
}

/// What a descriptor is open on.
public struct FileStatus: Hashable, Sendable {
  /// Whether it is a file that can be measured, cut and read at any place.
  public let isRegular: Bool
  /// Its octets, where it is a regular file.
  public let byteCount: Int
  let device: UInt64
  let number: UInt64

  /// What a path leads to.
  ///
  /// The corresponding C function is `stat`.
  public init(of path: String) throws(SystemCallError) {
    self = try SystemCalls.status(of: path)
  }

  /// Whether both are the same file.
  public func isSameFile(as other: FileStatus) -> Bool {
    device == other.device && number == other.number
  }
}

extension Descriptor {
  /// A descriptor of the file at a path.
  ///
  /// The corresponding C function is `open` with `O_CLOEXEC`.
  public static func opened(
    _ path: String, for access: FileAccess
  ) throws(SystemCallError) -> Descriptor {
    Descriptor(adopting: try SystemCalls.open(path, access))
  }

  /// Another descriptor of the process's standard input; EBADF where it was started without one.
  public static func standardInput() throws(SystemCallError) -> Descriptor {
    try another(of: 0)
  }

  /// Another descriptor of the process's standard output; EBADF where it was started without one.
  public static func standardOutput() throws(SystemCallError) -> Descriptor {
    try another(of: 1)
  }

  private static func another(of standard: CInt) throws(SystemCallError) -> Descriptor {
    guard SystemCalls.isOpen(standard) else {
      throw SystemCallError(call: .duplicate, errno: .badDescriptor)
    }
    return Descriptor(adopting: try SystemCalls.duplicate(standard))
  }

  /// Another descriptor of the process's standard error; nil where it was started without one.
  public static func standardError() throws(SystemCallError) -> Descriptor? {
    SystemCalls.isOpen(2) ? Descriptor(adopting: try SystemCalls.duplicate(2)) : nil
  }

  /// What it is open on.
  ///
  /// The corresponding C function is `fstat`.
  public borrowing func status() throws(SystemCallError) -> FileStatus {
    try SystemCalls.status(number)
  }

  /// Appends what can be read, `bytesMax` octets at most; returns how many, 0 at the end.
  ///
  /// The corresponding C function is `read`.
  public borrowing func read(
    into buffer: inout [UInt8], bytesMax: Int
  ) throws(SystemCallError) -> Attempt<Int> {
    precondition(bytesMax > 0, "reading into nothing looks like the end")
    let count = buffer.count
    var attempt = Attempt<Int>.wouldBlock
    var failure: SystemCallError?
    buffer.append(addingCapacity: bytesMax) { room in
      // Safe: the kernel writes no more octets than the room it is shown, which stays where it is
      // for the call, and as many as it says are then there.
      unsafe room.withUnsafeMutableBufferPointer { free, written in
        do throws(SystemCallError) {
          var span = unsafe free.extracting(..<bytesMax).mutableSpan
          attempt = try SystemCalls.read(number, into: &span)
          if case .done(let count) = attempt { written = count }
        } catch {
          failure = error
        }
      }
    }
    if let failure { throw failure }
    assert(attempt == .done(buffer.count - count) || attempt == .wouldBlock, "all of it is there")
    return attempt
  }

  /// Writes as many of the octets as the kernel takes.
  ///
  /// The corresponding C function is `write`.
  public borrowing func write(_ bytes: Span<UInt8>) throws(SystemCallError) -> Attempt<Int> {
    try SystemCalls.write(number, bytes)
  }

  /// Cuts a regular file after so many octets, and writes on from there.
  ///
  /// The corresponding C functions are `ftruncate` and `lseek`.
  public borrowing func cut(after byteCount: Int) throws(SystemCallError) {
    try SystemCalls.truncate(number, to: byteCount)
    try SystemCalls.seek(number, to: byteCount)
  }

  /// The last octet of a regular file; nil of an empty one, and of anything else.
  ///
  /// The corresponding C functions are `fstat`, `lseek` and `read`.
  public borrowing func lastOctet() throws(SystemCallError) -> UInt8? {
    let status = try status()
    guard status.isRegular, status.byteCount > 0 else { return nil }
    try SystemCalls.seek(number, to: status.byteCount - 1)
    var octets: [UInt8] = []
    _ = try read(into: &octets, bytesMax: 1)
    return octets.last
  }

  /// Waits until what was written is on the disk.
  ///
  /// The corresponding C function is `fsync`.
  public borrowing func synchronize() throws(SystemCallError) {
    try SystemCalls.synchronize(number)
  }

  /// Waits until a write would not block, or would fail; returns false where neither is so in time.
  ///
  /// A pipe then takes 4096 octets without blocking (pipe(7)). The corresponding C function is
  /// `poll`.
  public borrowing func awaitRoom(milliseconds: Int) throws(SystemCallError) -> Bool {
    try SystemCalls.wait(number, for: .writing, milliseconds: CInt(clamping: milliseconds))
  }

  /// Waits until a read would not block, or would fail; returns false where neither is so in time.
  ///
  /// The corresponding C function is `poll`.
  public borrowing func awaitOctets(milliseconds: Int) throws(SystemCallError) -> Bool {
    try SystemCalls.wait(number, for: .reading, milliseconds: CInt(clamping: milliseconds))
  }

  /// Whether a person reads what is written here.
  ///
  /// The corresponding C function is `isatty`.
  public var isTerminal: Bool { SystemCalls.isTerminal(number) }

  /// Waits until it can be read or written; returns false where the waker is signalled.
  ///
  /// The corresponding C function is `poll`.
  public borrowing func wait(
    for interest: Interest, unless waker: borrowing Waker
  ) throws(SystemCallError) -> Bool {
    try SystemCalls.wait(number, for: interest, orReading: waker.descriptor.number)
  }

  /// Waits until it can be read or written.
  ///
  /// The corresponding C function is `poll`.
  public borrowing func wait(for interest: Interest) throws(SystemCallError) {
    _ = try SystemCalls.wait(number, for: interest, orReading: SystemCalls.noDescriptor)
  }
}

/// Files by their names.
public enum FileNames {
  /// Gives a file another name, in place of the file that has it.
  ///
  /// The corresponding C function is `rename`.
  public static func move(_ path: String, to newPath: String) throws(SystemCallError) {
    try SystemCalls.rename(path, to: newPath)
  }
}

/// What wakes a thread that waits for a descriptor, once and for all.
///
/// The corresponding C function is `eventfd`.
public struct Waker: ~Copyable, Sendable {
  let descriptor: Descriptor

  /// A waker that has not been signalled.
  public init() throws(SystemCallError) {
    descriptor = Descriptor(adopting: try SystemCalls.createEventCounter())
  }

  /// Wakes whoever waits now or later; from any thread.
  public borrowing func signal() throws(SystemCallError) {
    try SystemCalls.signal(descriptor.number)
  }
}
