/// Where lines end up, used on the writer's thread alone.
public protocol RecordSink: AnyObject, Sendable {
  /// Writes lines, each with its line end, and waits for as long as that takes.
  ///
  /// - Parameter isOver: asked while it waits; where it turns true, nothing more is waited for.
  /// - Returns: how many octets are written. The lines of the others are counted as lost.
  func write(_ lines: Span<UInt8>, unless isOver: () -> Bool) -> Int

  /// Takes note that nothing more is at hand: the time to see that what was written stays.
  ///
  /// - Returns: after how many milliseconds it wants to be told again if nothing comes by then; nil
  ///   for not before something does.
  func rest() -> Int?

  /// Opens again what is behind it, as after a rotation by others.
  func reopen()

  /// Takes note that nothing more will come.
  func finish()
}

extension RecordSink {
  /// Nothing, where a write is all there is to do.
  public func rest() -> Int? { nil }

  /// Nothing, where there is no name to open again.
  public func reopen() {}

  /// Nothing, where a write is all there is to do.
  public func finish() {}
}
