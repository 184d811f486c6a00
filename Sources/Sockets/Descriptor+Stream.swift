extension Descriptor {
  /// Reads what has arrived, at most as many bytes as `buffer` holds; 0 is the peer's end.
  ///
  /// The corresponding C function is `recv`.
  public borrowing func receive(
    into buffer: inout [UInt8]
  ) throws(SystemCallError) -> Attempt<Int> {
    precondition(!buffer.isEmpty, "reading into nothing looks like the peer's end")
    var span = buffer.mutableSpan
    return try SystemCalls.receive(number, into: &span)
  }

  /// Sends as many of the bytes as the kernel takes now; a peer that is gone is no signal.
  ///
  /// The corresponding C function is `send` with `MSG_NOSIGNAL`.
  public borrowing func send(_ bytes: Span<UInt8>) throws(SystemCallError) -> Attempt<Int> {
    precondition(!bytes.isEmpty, "sending nothing says nothing about the connection")
    return try SystemCalls.send(number, bytes)
  }

  /// Tells the peer that nothing more will be sent; reading goes on.
  ///
  /// The corresponding C function is `shutdown` with `SHUT_WR`.
  public borrowing func shutDownWriting() throws(SystemCallError) {
    try SystemCalls.shutDownWriting(number)
  }

  /// Whether a connection that was under way is made; throws where it is refused.
  ///
  /// The corresponding C functions are `getsockopt` with `SO_ERROR` and `getpeername`.
  public borrowing func isConnected() throws(SystemCallError) -> Bool {
    let pending = Errno(rawValue: try SystemCalls.value(of: .pendingError, on: number))
    guard pending.rawValue == 0 else { throw SystemCallError(call: .connect, errno: pending) }
    do throws(SystemCallError) {
      _ = try SystemCalls.address(.peerName, of: number)
      return true
    } catch {
      guard error.errno == .notConnected else { throw error }
      return false
    }
  }

  /// Makes the close that follows a reset, which throws away what is under way both ways.
  ///
  /// The corresponding C function is `setsockopt` with `SO_LINGER` and no time.
  public borrowing func resetOnClose() throws(SystemCallError) {
    try SystemCalls.resetOnClose(number)
  }

  /// Sets the kernel's buffers of a connection, in bytes; the kernel doubles what it is told.
  ///
  /// The corresponding C function is `setsockopt` with `SO_RCVBUF` and `SO_SNDBUF`.
  public borrowing func setBufferBytes(receiving: Int, sending: Int) throws(SystemCallError) {
    try SystemCalls.set(.receiveBufferBytes, on: number, to: CInt(clamping: receiving))
    try SystemCalls.set(.sendBufferBytes, on: number, to: CInt(clamping: sending))
  }

  /// A connected stream of the process's own to a listener, for probes and tests.
  ///
  /// Non-blocking: a TCP connection may still be under way when this returns. The corresponding C
  /// functions are `socket` and `connect`.
  public static func connected(to address: SocketAddress) throws(SystemCallError) -> Descriptor {
    let descriptor = Descriptor(adopting: try SystemCalls.socket(for: address))
    do throws(SystemCallError) {
      try SystemCalls.connect(descriptor.number, to: address)
    } catch {
      // Under way is no failure: the first send or receive says how it ended.
      guard error.errno == .inProgress else { throw error }
    }
    return descriptor
  }
}

/// Settings of the process as a whole.
public enum ProcessSettings {
  /// Ignores SIGPIPE, so that writing to a peer that is gone is an error and not a death.
  public static func ignoreBrokenPipes() { SystemCalls.ignoreBrokenPipes() }

  /// Keeps signals waiting until something watches them; until then none ends the process.
  ///
  /// It holds for the calling thread and for all made after: call it before there are others.
  public static func hold(_ signals: [CInt]) { SystemCalls.block(signals) }

  /// Raises the soft limit of open descriptors to the hard one; returns what is in force.
  @discardableResult
  public static func raiseDescriptorLimit() throws(SystemCallError) -> Int {
    try SystemCalls.raiseDescriptorLimit()
  }
}
