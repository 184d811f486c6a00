import Foundation

/// What a command is given: a file, or stdin for `-`.
enum Input {
  /// The bytes of a file, one more than `bytesMax` at most, so that too much is noticed.
  ///
  /// - Throws: an `Ending` that names the file.
  static func bytes(of path: String, bytesMax: Int) throws -> [UInt8] {
    let handle = try path == "-" ? FileHandle.standardInput : open(path)
    var bytes: [UInt8] = []
    do {
      while bytes.count <= bytesMax,
        let piece = try handle.read(upToCount: bytesMax + 1 - bytes.count), !piece.isEmpty
      {
        bytes.append(contentsOf: piece)
      }
    } catch {
      throw Ending(code: .refusedInput, message: "\(path): cannot be read")
    }
    return bytes
  }

  private static func open(_ path: String) throws -> FileHandle {
    guard let handle = FileHandle(forReadingAtPath: path) else {
      throw Ending(code: .refusedInput, message: "\(path): no such file, or not readable")
    }
    return handle
  }
}
