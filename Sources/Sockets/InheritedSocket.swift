/// A listening socket that a service manager opened beforehand (systemd's socket activation).
///
/// The protocol of sd_listen_fds(3): `LISTEN_FDS` of them, from descriptor 3 on, meant for the
/// process that `LISTEN_PID` names.
public struct InheritedSocket: Hashable, Sendable {
  /// The first descriptor passed on (SD_LISTEN_FDS_START).
  static let first: CInt = 3
  /// The most that are taken: more than anyone has addresses for.
  static let countMax = 64

  /// The descriptor's number, which may be another's once the socket is closed.
  public let number: CInt
  /// Where the socket listens.
  public let address: SocketAddress

  /// Looks at what a number stands for.
  init(number: CInt) throws(ListenerError) {
    guard Listener.isListeningStream(number),
      let address = try? SystemCalls.address(.socketName, of: number)
    else { throw .notListening(descriptor: number) }
    self.number = number
    self.address = address
  }

  /// The sockets passed on to this process; none where the variables are absent or another's.
  public static func all(
    environment: [String: String], process: Int
  ) throws(ListenerError) -> [InheritedSocket] {
    var sockets: [InheritedSocket] = []
    for number in try numbers(environment: environment, process: process) {
      sockets.append(try InheritedSocket(number: number))
    }
    return sockets
  }

  /// The numbers passed on to this process.
  static func numbers(
    environment: [String: String], process: Int
  ) throws(ListenerError) -> [CInt] {
    guard let owner = environment["LISTEN_PID"], let count = environment["LISTEN_FDS"] else {
      return []
    }
    guard let ownerNumber = Int(owner) else {
      throw .inheritanceMalformed(variable: "LISTEN_PID", value: owner)
    }
    guard ownerNumber == process else { return [] }
    guard let countNumber = CInt(count), (0...CInt(countMax)).contains(countNumber) else {
      throw .inheritanceMalformed(variable: "LISTEN_FDS", value: count)
    }
    return Array(first..<first + countNumber)
  }
}
