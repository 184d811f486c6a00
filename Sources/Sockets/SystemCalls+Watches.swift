internal import Glibc

/// The calls that watch folders (inotify(7)).
extension SystemCalls {
  /// What a change of a folder's entries is: written, made, moved, removed; or it has gone itself.
  private static let changes = UInt32(
    IN_CLOSE_WRITE | IN_MODIFY | IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO
      | IN_DELETE_SELF | IN_MOVE_SELF | IN_ONLYDIR)

  /// A descriptor from which changes are read, non-blocking and closed on exec.
  static func createWatcher() throws(SystemCallError) -> CInt {
    try run(.watcher) { inotify_init1(CInt(IN_NONBLOCK | IN_CLOEXEC)) }
  }

  /// Watches the folder at a path, which may be a link to it.
  ///
  /// - Returns: the number that its changes carry; the same for the same folder.
  static func watch(_ folder: String, with watcher: CInt) throws(SystemCallError) -> CInt {
    // Swift lends the path as a C string for the call.
    try run(.watch) { unsafe inotify_add_watch(watcher, folder, changes) }
  }

  /// What the link at a path leads to; nil where there is no link.
  static func target(ofLinkAt path: String) -> String? {
    var room = [CChar](repeating: 0, count: Int(PATH_MAX))
    // The path is lent as above; the kernel writes at most `count` letters of the array's own.
    let count = unsafe room.withUnsafeMutableBufferPointer { room in
      unsafe room.baseAddress.map { unsafe readlink(path, $0, room.count) } ?? 0
    }
    return count > 0
      ? String(decoding: room[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self) : nil
  }

  /// A change as the kernel reports it.
  struct FolderChange {
    /// The number of the folder's watch; -1 where changes were lost.
    let watch: CInt
    /// The entry's name; empty where it is the folder itself.
    let name: String
  }

  /// The changes that wait, or none.
  static func changes(from watcher: CInt) throws(SystemCallError) -> [FolderChange] {
    var changes: [FolderChange] = []
    var room = [UInt8](repeating: 0, count: 16 * 1024)
    while true {
      var span = room.mutableSpan
      guard case .done(let count) = try read(watcher, into: &span), count > 0 else {
        return changes
      }
      append(room[..<count], to: &changes)
    }
  }

  /// Takes reports apart: numbers of 32 bits for watch, kind, cookie and length, then the name,
  /// padded with zeros.
  private static func append(_ octets: ArraySlice<UInt8>, to changes: inout [FolderChange]) {
    var left = octets
    while left.count >= 16 {
      let words = (0..<4).map { word in
        left.dropFirst(word * 4).prefix(4).reversed().reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
      }
      let name = left.dropFirst(16).prefix(Int(words[3])).prefix { $0 != 0 }
      left = left.dropFirst(16 + Int(words[3]))
      if words[1] & UInt32(IN_IGNORED) != 0 { continue }
      changes.append(
        FolderChange(
          watch: CInt(bitPattern: words[0]), name: String(decoding: name, as: UTF8.self)))
    }
  }
}
