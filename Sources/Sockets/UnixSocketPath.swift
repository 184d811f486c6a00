/// The file of a Unix-domain socket: taken over when stale, removed at the end.
final class UnixSocketPath: Sendable {
  private let path: String
  private let identity: SystemCalls.FileIdentity

  /// Binds a socket to the path and gives the file its mode before anyone can connect.
  ///
  /// A socket file that nobody listens at is what a crash leaves behind, and is replaced.
  init(
    binding descriptor: borrowing Descriptor, to path: String, mode: UInt16
  ) throws(ListenerError) {
    let address = SocketAddress.unix(path: path)
    do throws(SystemCallError) {
      try SystemCalls.bind(descriptor.number, to: address)
    } catch {
      guard error.errno == .addressInUse else { throw ListenerError(error, at: address) }
      try Self.removeStale(path)
      try listening(at: address) { () throws(SystemCallError) in
        try SystemCalls.bind(descriptor.number, to: address)
      }
    }
    self.path = path
    identity = try listening(at: address) { () throws(SystemCallError) in
      try SystemCalls.setMode(mode, ofFileAt: path)
      return try SystemCalls.identity(ofFileAt: path)
    }
  }

  deinit { remove() }

  /// Removes the file unless another process has put its own in its place.
  func remove() {
    guard let found = try? SystemCalls.identity(ofFileAt: path), found == identity else { return }
    try? SystemCalls.unlink(path)
  }

  private static func removeStale(_ path: String) throws(ListenerError) {
    let address = SocketAddress.unix(path: path)
    let isSocket = try listening(at: address) { () throws(SystemCallError) in
      try SystemCalls.identity(ofFileAt: path).isSocket
    }
    guard isSocket else { throw .pathOccupied(path: path) }
    guard try isRefused(at: address) else { throw .addressInUse(address) }
    try listening(at: address) { () throws(SystemCallError) in try SystemCalls.unlink(path) }
  }

  private static func isRefused(at address: SocketAddress) throws(ListenerError) -> Bool {
    do throws(SystemCallError) {
      _ = try Descriptor.connected(to: address)
      return false
    } catch {
      switch error.errno {
      case .connectionRefused: return true
      // A listener with a full queue is a listener all the same.
      case .wouldBlock: return false
      default: throw ListenerError(error, at: address)
      }
    }
  }
}

/// Runs calls whose failure means that nothing can listen at `address`.
func listening<Result: ~Copyable>(
  at address: SocketAddress, _ body: () throws(SystemCallError) -> Result
) throws(ListenerError) -> Result {
  do throws(SystemCallError) {
    return try body()
  } catch {
    throw ListenerError(error, at: address)
  }
}
