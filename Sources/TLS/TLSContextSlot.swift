internal import Locks

/// Holds the context that new sessions are made from, so that it can be replaced while old ones go
/// on.
public final class TLSContextSlot: Sendable {
  /// The keys of all tickets, before and after a reload.
  public let keys: TicketKeys

  private struct State {
    var settings: TLSSettings
    var context: TLSContext
  }

  private let state: Guarded<State>

  /// Reads the files of the settings.
  public init(_ settings: TLSSettings) throws(TLSError) {
    keys = try TicketKeys()
    state = Guarded(State(settings: settings, context: try TLSContext(settings, keys: keys)))
  }

  /// The context of the next session.
  public var current: TLSContext { state.withLock { $0.context } }

  /// Reads the files again: sessions that follow are of the new context, the others keep theirs.
  ///
  /// Where it throws, nothing has changed.
  ///
  /// - Parameter newer: settings to follow from now on, in place of those so far.
  public func reload(with newer: TLSSettings? = nil) throws(TLSError) {
    let settings = newer ?? state.withLock { $0.settings }
    let next = State(settings: settings, context: try TLSContext(settings, keys: keys))
    state.withLock { $0 = next }
  }
}
