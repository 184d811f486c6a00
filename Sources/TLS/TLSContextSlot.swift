internal import Synchronization

/// Holds the context that new sessions are made from, so that it can be replaced while old ones go
/// on.
public final class TLSContextSlot: Sendable {
  /// The keys of all tickets, before and after a reload.
  public let keys: TicketKeys

  private let settings: TLSSettings
  private let context: Mutex<TLSContext>

  /// Reads the files of the settings.
  public init(_ settings: TLSSettings) throws(TLSError) {
    self.settings = settings
    keys = try TicketKeys()
    context = Mutex(try TLSContext(settings, keys: keys))
  }

  /// The context of the next session.
  public var current: TLSContext { context.withLock { $0 } }

  /// Reads the files again: sessions that follow are of the new context, the others keep theirs.
  ///
  /// Where it throws, nothing has changed.
  public func reload() throws(TLSError) {
    let next = try TLSContext(settings, keys: keys)
    context.withLock { $0 = next }
  }
}
