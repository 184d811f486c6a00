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
