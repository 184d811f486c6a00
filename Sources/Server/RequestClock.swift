internal import HTTP
internal import Sockets

/// Since when a connection has waited for the same part of the same request.
///
/// The time of a head is absolute, so that octets one by one do not extend it; the time of a body
/// grows with what arrives, at the least rate and no faster.
struct RequestClock {
  private var awaiting: ServerConnection.Awaiting?
  private var isHandshake = false
  private var request = 0
  private var start = MonotonicTime(nanoseconds: 0)
  private var bytes = 0

  /// Takes note of octets that have arrived.
  mutating func received(_ count: Int) { bytes += count }

  /// Takes note of what is waited for; a part that is waited for already keeps its time.
  mutating func enter(
    _ awaiting: ServerConnection.Awaiting, request: Int, isHandshake: Bool, now: MonotonicTime
  ) {
    if awaiting == self.awaiting && request == self.request && isHandshake == self.isHandshake {
      return
    }
    self.awaiting = awaiting
    self.isHandshake = isHandshake
    self.request = request
    start = now
    bytes = 0
  }

  /// When the wait is given up.
  func deadline(_ timeouts: Timeouts) -> MonotonicTime {
    switch awaiting {
    case .request where isHandshake: start.advanced(byNanoseconds: timeouts.handshake)
    case .request where request > 0: start.advanced(byNanoseconds: timeouts.idle)
    case .body:
      start.advanced(
        byNanoseconds: timeouts.body + UInt64(bytes) * timeouts.bodyNanosecondsPerByte)
    default: start.advanced(byNanoseconds: timeouts.head)
    }
  }
}
