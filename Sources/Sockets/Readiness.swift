internal import CShim

/// What a loop watches a descriptor for.
public struct Interest: OptionSet, Hashable, Sendable {
  /// The bits of `epoll_event.events`.
  public let rawValue: UInt32

  /// Wraps the bits of `epoll_event.events`.
  public init(rawValue: UInt32) { self.rawValue = rawValue }

  /// Bytes or a connection to take, or the peer's end of sending (EPOLLIN).
  public static let reading = Interest(rawValue: EPOLLIN.rawValue)
  /// Room to send (EPOLLOUT).
  public static let writing = Interest(rawValue: EPOLLOUT.rawValue)
  /// A connection to take, of which only some of the loops that watch the listener are told
  /// (EPOLLIN, EPOLLEXCLUSIVE).
  public static let sharedReading = Interest(rawValue: EPOLLIN.rawValue | EPOLLEXCLUSIVE.rawValue)
}

/// What a loop found a descriptor ready for.
public struct Readiness: OptionSet, Hashable, Sendable {
  /// The bits of `epoll_event.events`.
  public let rawValue: UInt32

  /// Wraps the bits of `epoll_event.events`.
  public init(rawValue: UInt32) { self.rawValue = rawValue }

  /// There are bytes to read, or the peer's end of sending (EPOLLIN).
  public static let readable = Readiness(rawValue: EPOLLIN.rawValue)
  /// There is room to send (EPOLLOUT).
  public static let writable = Readiness(rawValue: EPOLLOUT.rawValue)
  /// Both directions are closed, or the connection failed (EPOLLHUP, EPOLLERR).
  public static let broken = Readiness(rawValue: EPOLLHUP.rawValue | EPOLLERR.rawValue)

  /// Whether any bit of `other` is set.
  public func intersects(_ other: Readiness) -> Bool { rawValue & other.rawValue != 0 }
}
