internal import Synchronization

/// What a server counts: what it has done since it started, `open` and `refusing` aside, which are
/// what it does now.
public enum ServerCounter: Int, CaseIterable, Sendable {
  /// Connections accepted, the refused ones aside.
  case accepted
  /// Accepted connections that are not closed yet.
  case open
  /// Connections refused because there were too many in all.
  case refusedOverConnections
  /// Connections refused because there were too many of their origin.
  case refusedOverOrigin
  /// Refused connections that are not closed yet.
  case refusing
  /// Connections that were gone before they were accepted.
  case goneBeforeAccepted
  /// Times that accepting paused for want of descriptors or memory.
  case acceptPauses
  /// Requests whose head was complete.
  case requests
  /// Octets received.
  case bytesReceived
  /// Octets the kernel took to send.
  case bytesSent
  /// TLS handshakes done.
  case handshakes
  /// TLS handshakes that failed, as for want of a valid certificate of the client's.
  case handshakeFailures
  /// Connections closed because their TLS handshake took too long.
  case handshakeTimeouts
  /// Connections closed because no request came.
  case idleTimeouts
  /// Requests given up because their head took too long.
  case headTimeouts
  /// Requests given up because their body took too long or came too slowly.
  case bodyTimeouts
  /// Connections closed because the client took nothing of its answer.
  case writeTimeouts
  /// Connections that the client reset or the network broke.
  case broken
  /// Connections cut at the limit of a drain.
  case cut
}

/// A figure for each counter, in place: who reads them, as the journal does every second, asks for
/// no memory.
private typealias Figures<Figure: ~Copyable> = InlineArray<19, Figure>

/// The figures of a server at one moment.
public struct ServerCounters: Sendable {
  private var figures = Figures<Int>(repeating: 0)

  /// One figure.
  public internal(set) subscript(counter: ServerCounter) -> Int {
    get { figures[counter.rawValue] }
    set { figures[counter.rawValue] = newValue }
  }

  /// Adds the figures of a loop.
  mutating func add(_ counters: LoopCounters) {
    for index in figures.indices { figures[index] += counters.figure(at: index) }
  }
}

/// The figures of one loop: written by the loop alone, read by anyone.
///
/// So an addition is a load and a store, without a lock and without an atomic addition.
final class LoopCounters: Sendable {
  private let figures = Figures<Atomic<Int>> { _ in Atomic(0) }

  init() {
    precondition(figures.count == ServerCounter.allCases.count, "each counter has its figure")
  }

  fileprivate func figure(at index: Int) -> Int { figures[index].load(ordering: .relaxed) }

  subscript(counter: ServerCounter) -> Int { figure(at: counter.rawValue) }

  /// Adds to a figure, on the loop that the counters belong to.
  func add(_ amount: Int = 1, to counter: ServerCounter) {
    figures[counter.rawValue].store(self[counter] &+ amount, ordering: .relaxed)
  }
}
