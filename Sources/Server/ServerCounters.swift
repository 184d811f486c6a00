internal import Synchronization

/// What a server has done since it started; `open` and `refusing` are what it does now.
public struct ServerCounters: Sendable, Equatable {
  /// Connections accepted, the refused ones aside.
  public internal(set) var accepted = 0
  /// Accepted connections that are not closed yet.
  public internal(set) var open = 0
  /// Connections refused because there were too many in all.
  public internal(set) var refusedOverConnections = 0
  /// Connections refused because there were too many of their origin.
  public internal(set) var refusedOverOrigin = 0
  /// Refused connections that are not closed yet.
  public internal(set) var refusing = 0
  /// Connections that were gone before they were accepted.
  public internal(set) var goneBeforeAccepted = 0
  /// Times that accepting paused for want of descriptors or memory.
  public internal(set) var acceptPauses = 0
  /// Requests whose head was complete.
  public internal(set) var requests = 0
  /// Octets received.
  public internal(set) var bytesReceived = 0
  /// Octets the kernel took to send.
  public internal(set) var bytesSent = 0
  /// Connections closed because no request came.
  public internal(set) var idleTimeouts = 0
  /// Requests given up because their head took too long.
  public internal(set) var headTimeouts = 0
  /// Requests given up because their body took too long or came too slowly.
  public internal(set) var bodyTimeouts = 0
  /// Connections closed because the client took nothing of its answer.
  public internal(set) var writeTimeouts = 0
  /// Connections that the client reset or the network broke.
  public internal(set) var broken = 0
  /// Connections cut at the limit of a drain.
  public internal(set) var cut = 0
}

/// The counters of one loop: written by the loop alone, read by anyone.
///
/// So an addition is a load and a store, without a lock and without an atomic addition.
final class LoopCounters: Sendable {
  /// One figure; only its loop adds to it.
  struct Counter: ~Copyable {
    private let value = Atomic<Int>(0)

    var current: Int { value.load(ordering: .relaxed) }

    func add(_ amount: Int) {
      value.store(value.load(ordering: .relaxed) &+ amount, ordering: .relaxed)
    }
  }

  let accepted = Counter()
  let open = Counter()
  let refusedOverConnections = Counter()
  let refusedOverOrigin = Counter()
  let refusing = Counter()
  let goneBeforeAccepted = Counter()
  let acceptPauses = Counter()
  let requests = Counter()
  let bytesReceived = Counter()
  let bytesSent = Counter()
  let idleTimeouts = Counter()
  let headTimeouts = Counter()
  let bodyTimeouts = Counter()
  let writeTimeouts = Counter()
  let broken = Counter()
  let cut = Counter()

  /// Adds the figures to a sum over loops.
  func add(to sum: inout ServerCounters) {
    sum.accepted += accepted.current
    sum.open += open.current
    sum.refusedOverConnections += refusedOverConnections.current
    sum.refusedOverOrigin += refusedOverOrigin.current
    sum.refusing += refusing.current
    sum.goneBeforeAccepted += goneBeforeAccepted.current
    sum.acceptPauses += acceptPauses.current
    sum.requests += requests.current
    sum.bytesReceived += bytesReceived.current
    sum.bytesSent += bytesSent.current
    sum.idleTimeouts += idleTimeouts.current
    sum.headTimeouts += headTimeouts.current
    sum.bodyTimeouts += bodyTimeouts.current
    sum.writeTimeouts += writeTimeouts.current
    sum.broken += broken.current
    sum.cut += cut.current
  }
}
