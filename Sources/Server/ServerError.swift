public import Sockets

/// Why a server cannot start.
public enum ServerError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Nothing can listen at an address.
  case listener(ListenerError)
  /// The kernel refused an event loop its descriptors.
  case loop(SystemCallError)

  /// What is wrong and what to do.
  public var description: String {
    switch self {
    case .listener(let error): error.description
    case .loop(let error):
      "cannot open an event loop: \(error); raise the limit of open descriptors (ulimit -n)"
    }
  }
}
