/// Why nothing can listen at an address, and what to do about it.
public enum ListenerError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Something listens there already.
  case addressInUse(SocketAddress)
  /// The process may not listen there: a port below 1024, or a directory it may not write to.
  case accessDenied(SocketAddress)
  /// No interface of this machine has the address.
  case addressNotAvailable(SocketAddress)
  /// The machine does not speak this family of addresses.
  case familyNotSupported(SocketAddress)
  /// The path of a Unix-domain socket holds a file that is no socket.
  case pathOccupied(path: String)
  /// The directory of a Unix-domain socket does not exist.
  case directoryMissing(path: String)
  /// An inherited descriptor is not a listening stream socket.
  case notListening(descriptor: CInt)
  /// The environment passes descriptors on in numbers that make no sense.
  case inheritanceMalformed(variable: String, value: String)
  /// The kernel refused for another reason.
  case failed(SocketAddress, SystemCallError)

  /// What is wrong and what to do.
  public var description: String {
    switch self {
    case .addressInUse(let address):
      "cannot listen at \(address): another process does already; stop it or choose another "
        + "address (ss -lxtp shows who)"
    case .accessDenied(let address):
      "cannot listen at \(address): permission denied; choose a port from 1024 on, grant "
        + "CAP_NET_BIND_SERVICE, or let the user write to the socket's directory"
    case .addressNotAvailable(let address):
      "cannot listen at \(address): this machine has no such address; use 0.0.0.0 or [::] for all"
    case .familyNotSupported(let address):
      "cannot listen at \(address): this machine has no such kind of address"
    case .pathOccupied(let path):
      "cannot listen at unix:\(path): the path holds a file that is no socket; move it away"
    case .directoryMissing(let path):
      "cannot listen at unix:\(path): its directory does not exist; create it"
    case .notListening(let descriptor):
      "inherited descriptor \(descriptor) is no listening stream socket: look at the socket unit"
    case .inheritanceMalformed(let variable, let value):
      "\(variable)='\(value)' is not what a service manager passes on: a count from 0 to "
        + "\(InheritedSocket.countMax)"
    case .failed(let address, let error):
      "cannot listen at \(address): \(error)"
    }
  }

  /// The case for what a call of `bind` or `listen` came to.
  init(_ error: SystemCallError, at address: SocketAddress) {
    self =
      switch (error.errno, address) {
      case (.addressInUse, _): .addressInUse(address)
      case (.accessDenied, _), (.notPermitted, _): .accessDenied(address)
      case (.addressNotAvailable, _): .addressNotAvailable(address)
      case (.familyNotSupported, _): .familyNotSupported(address)
      case (.noSuchFile, .unix(let path)): .directoryMissing(path: path)
      default: .failed(address, error)
      }
  }
}
