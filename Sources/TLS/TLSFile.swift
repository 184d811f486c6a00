internal import Glibc

/// A file of certificates or keys.
enum TLSFile {
  /// The largest one read: 16 MiB, beyond every revocation list in common use.
  static var bytesMax: Int { 16 * 1024 * 1024 }

  /// The octets of a file that anyone may know.
  static func read(_ path: String) throws(TLSError) -> [UInt8] {
    try read(path, isSecret: false)
  }

  /// Passes on the octets of a file that only its owner may know, and wipes them.
  static func withSecret<Result>(
    _ path: String, _ body: ([UInt8]) throws(TLSError) -> Result
  ) throws(TLSError) -> Result {
    var octets = try read(path, isSecret: true)
    defer {
      // Safe: what is wiped is the array's own memory, and it is not shared any more.
      unsafe octets.withUnsafeMutableBytes { memory in
        if let start = memory.baseAddress { unsafe explicit_bzero(start, memory.count) }
      }
    }
    return try body(octets)
  }

  /// Makes a file that was not there, readable by its owner alone where it is secret.
  static func create(_ path: String, _ octets: [UInt8], isSecret: Bool) throws(TLSError) {
    let mode: mode_t = isSecret ? 0o600 : 0o644
    // Safe: the kernel reads the path during the call.
    let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
    guard descriptor >= 0 else { throw .notCreated(file: path) }
    defer { close(descriptor) }
    // Safe: the kernel reads the array's own memory during the call.
    let written = unsafe octets.withUnsafeBytes { memory in
      unsafe write(descriptor, memory.baseAddress, memory.count)
    }
    guard written == octets.count else { throw .notCreated(file: path) }
  }

  private static func read(_ path: String, isSecret: Bool) throws(TLSError) -> [UInt8] {
    // Safe: the kernel reads the path during the call.
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .unreadable(file: path) }
    defer { close(descriptor) }
    var status = stat()
    // Safe: the kernel fills the structure that outlives the call.
    guard unsafe fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw .unreadable(file: path)
    }
    if isSecret, status.st_mode & (S_IRWXG | S_IRWXO) != 0 { throw .exposedKey(file: path) }
    let count = Int(status.st_size)
    guard (1...bytesMax).contains(count) else { throw .wrongSize(file: path) }
    return try octets(of: descriptor, count: count, path)
  }

  private static func octets(
    of descriptor: CInt, count: Int, _ path: String
  ) throws(TLSError) -> [UInt8] {
    let octets = [UInt8](capacity: count) { memory in
      // Safe: the kernel writes within the memory and says how much of it.
      unsafe memory.withUnsafeMutableBufferPointer { buffer, filled in
        while filled < count {
          let left = unsafe UnsafeMutableBufferPointer(rebasing: buffer[filled...])
          let read = unsafe Glibc.read(descriptor, left.baseAddress, left.count)
          guard read > 0 else { break }
          filled += read
        }
      }
    }
    guard octets.count == count else { throw .unreadable(file: path) }
    return octets
  }
}
