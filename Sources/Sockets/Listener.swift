/// One loop's end of an address that is listened at.
///
/// For an IP address every loop has a socket of its own (SO_REUSEPORT) and the kernel spreads the
/// connections; a Unix-domain or inherited socket is one for all, duplicated for each loop.
public final class Listener: Sendable {
  /// Connections that wait to be accepted, at most.
  ///
  /// 4096, as the kernel's own bound
  /// (net.core.somaxconn) since Linux 5.4; Go takes that too, nginx 511.
  public static let backlogMax = 4096

  /// Where it listens, with the port the kernel chose if the one asked for was 0.
  public let address: SocketAddress
  /// The descriptor, which closes with the listener.
  public let descriptor: Descriptor
  /// What a loop watches it for.
  public let interest: Interest
  private let door: Door

  /// How newcomers are kept out while those who have come in are still accepted.
  private enum Door {
    /// The socket is this process's alone: it drops new handshakes.
    case handshake
    /// The way to the socket is its file, which is removed.
    case file(UnixSocketPath)
    /// The socket is also another process's, which keeps those who come for a successor.
    case another
  }

  private init(
    _ descriptor: consuming Descriptor, address: SocketAddress, isShared: Bool, door: Door
  ) {
    self.descriptor = descriptor
    self.address = address
    self.interest = isShared ? .sharedReading : .reading
    self.door = door
  }
}

// MARK: Opening

extension Listener {
  /// Listens at an address, once for each of `count` loops.
  ///
  /// The first socket is bound without SO_REUSEPORT, so that a second process at the same address
  /// is an error and not a silent share of the connections.
  ///
  /// - Parameters:
  ///   - mode: the permissions of a Unix-domain socket's file.
  public static func open(
    _ address: SocketAddress, count: Int, mode: UInt16 = 0o660
  ) throws(ListenerError) -> [Listener] {
    precondition(count >= 1, "an address is listened at by at least one loop")
    switch address {
    case .ipv4, .ipv6: return try openInternet(address, count: count)
    case .unix(let path): return try openUnix(path, count: count, mode: mode)
    case .unnamed: preconditionFailure("nobody finds a listener without a name")
    }
  }

  /// Takes over a listening socket that another process opened, for each of `count` loops.
  ///
  /// Its file, if it has one, stays: it belongs to whoever opened it.
  public static func adopt(_ number: CInt, count: Int) throws(ListenerError) -> [Listener] {
    guard isListeningStream(number) else {
      throw .notListening(descriptor: number)
    }
    let descriptor = Descriptor(adopting: number)
    let address = try listening(at: .unnamed) { () throws(SystemCallError) in
      try SystemCalls.adopt(number)
      let address = try SystemCalls.address(.socketName, of: number)
      if address.port != nil { try SystemCalls.set(.noDelay, on: number, to: 1) }
      return address
    }
    return try share(descriptor, address: address, count: count, door: .another)
  }

  /// Whether a number that came from outside is an open stream socket that listens.
  static func isListeningStream(_ number: CInt) -> Bool {
    guard SystemCalls.isOpen(number),
      let listens = try? SystemCalls.value(of: .isListening, on: number)
    else { return false }
    return listens == 1
      && (try? SystemCalls.value(of: .kind, on: number)) == SocketOption.streamKind
  }

  private static func openInternet(
    _ address: SocketAddress, count: Int
  ) throws(ListenerError) -> [Listener] {
    try listening(at: address) { () throws(SystemCallError) in
      let first = try bound(to: address, sharesPort: false)
      try SystemCalls.set(.reusePort, on: first.number, to: 1)
      let resolved = try SystemCalls.address(.socketName, of: first.number)
      var listeners = [Listener(first, address: resolved, isShared: false, door: .handshake)]
      for _ in 1..<count {
        let next = try bound(to: resolved, sharesPort: true)
        listeners.append(Listener(next, address: resolved, isShared: false, door: .handshake))
      }
      for listener in listeners {
        try SystemCalls.listen(listener.descriptor.number, backlog: backlogMax)
      }
      return listeners
    }
  }

  /// A bound socket; accepted ones inherit TCP_NODELAY from it (tcp(7)).
  private static func bound(
    to address: SocketAddress, sharesPort: Bool
  ) throws(SystemCallError) -> Descriptor {
    let descriptor = Descriptor(adopting: try SystemCalls.socket(for: address))
    try SystemCalls.set(.reuseAddress, on: descriptor.number, to: 1)
    if sharesPort { try SystemCalls.set(.reusePort, on: descriptor.number, to: 1) }
    if case .ipv6 = address { try SystemCalls.set(.ipv6Only, on: descriptor.number, to: 1) }
    try SystemCalls.set(.noDelay, on: descriptor.number, to: 1)
    try SystemCalls.bind(descriptor.number, to: address)
    return descriptor
  }

  private static func openUnix(
    _ path: String, count: Int, mode: UInt16
  ) throws(ListenerError) -> [Listener] {
    let address = SocketAddress.unix(path: path)
    let descriptor = try listening(at: address) { () throws(SystemCallError) in
      Descriptor(adopting: try SystemCalls.socket(for: address))
    }
    let file = try UnixSocketPath(binding: descriptor, to: path, mode: mode)
    try listening(at: address) { () throws(SystemCallError) in
      try SystemCalls.listen(descriptor.number, backlog: backlogMax)
    }
    return try share(descriptor, address: address, count: count, door: .file(file))
  }

  private static func share(
    _ descriptor: consuming Descriptor, address: SocketAddress, count: Int, door: Door
  ) throws(ListenerError) -> [Listener] {
    let first = Listener(descriptor, address: address, isShared: count > 1, door: door)
    return try listening(at: address) { () throws(SystemCallError) in
      var listeners = [first]
      for _ in 1..<count {
        let duplicate = try first.descriptor.duplicated()
        listeners.append(Listener(duplicate, address: address, isShared: true, door: door))
      }
      return listeners
    }
  }
}

// MARK: Closing

extension Listener {
  /// Keeps newcomers out; those who have begun to connect are still accepted.
  ///
  /// A listening socket that closes resets whoever is on the way in or waits to be accepted. So
  /// this comes first, then a round trip's patience and a last look, then the close. Nobody who was
  /// let in is lost, and who comes later is refused before having sent anything.
  public func refuseNewcomers() {
    switch door {
    // Without the filter, which only an exotic kernel lacks, the close is merely less gentle.
    case .handshake: try? SystemCalls.dropHandshakes(descriptor.number)
    case .file(let path): path.remove()
    case .another: break
    }
  }
}

// MARK: Accepting

/// What one attempt to accept a connection came to.
public enum Acceptance: ~Copyable {
  /// A connection and where it comes from.
  case connection(Descriptor, from: SocketAddress)
  /// Nobody waits.
  case nobody
  /// The one who waited is gone, or was refused by a firewall: the next may be there (accept(2)).
  case gone(Errno)
  /// Descriptors, buffers or memory have run out: accepting must pause.
  case exhausted(Errno)
}

extension Listener {
  /// Accepts one connection, non-blocking and closed on exec.
  ///
  /// The corresponding C function is `accept4`.
  public func accept() throws(SystemCallError) -> Acceptance {
    do throws(SystemCallError) {
      switch try SystemCalls.accept(descriptor.number) {
      case .wouldBlock: return .nobody
      case .done(let (number, peer)):
        return .connection(Descriptor(adopting: number), from: peer)
      }
    } catch {
      switch error.errno {
      case .processDescriptorsExhausted, .systemDescriptorsExhausted, .noBufferSpace, .noMemory:
        return .exhausted(error.errno)
      case .connectionAborted, .protocolFailure, .notPermitted, .networkDown,
        .protocolNotAvailable, .hostDown, .hostUnreachable, .operationNotSupported,
        .networkUnreachable:
        return .gone(error.errno)
      default: throw error
      }
    }
  }
}
