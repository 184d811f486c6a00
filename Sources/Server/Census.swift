internal import Locks
internal import Sockets

/// How many connections there are, in all and of each origin, over all loops.
///
/// The one thing that loops share under a lock, taken when a connection begins and when it ends and
/// never for a request.
final class Census: Sendable {
  /// Why a connection has no seat.
  enum Refusal: Error {
    case tooMany
    case tooManyOfOrigin
  }

  private struct Count {
    var total = 0
    var origins: [ConnectionOrigin: Int] = [:]
  }

  private let connectionsMax: Int
  private let perOriginMax: Int
  private let count = Guarded(Count())

  init(_ limits: ServerLimits) {
    connectionsMax = limits.connectionsMax
    perOriginMax = limits.connectionsPerOriginMax
  }

  /// Takes a seat for a connection, if there is one.
  func seat(_ origin: ConnectionOrigin?) throws(Refusal) -> Seat {
    let refusal: Refusal? = count.withLock { count in
      if count.total >= connectionsMax { return .tooMany }
      if let origin {
        let present = count.origins[origin, default: 0]
        if present >= perOriginMax { return .tooManyOfOrigin }
        count.origins[origin] = present + 1
      }
      count.total += 1
      return nil
    }
    if let refusal { throw refusal }
    return Seat(self, origin)
  }

  fileprivate func leave(_ origin: ConnectionOrigin?) {
    count.withLock { count in
      precondition(count.total > 0, "a seat is left once")
      count.total -= 1
      guard let origin, let present = count.origins[origin] else { return }
      count.origins[origin] = present > 1 ? present - 1 : nil
    }
  }
}

/// A connection's place in the census, left when the connection goes.
struct Seat: ~Copyable {
  private let census: Census
  private let origin: ConnectionOrigin?

  fileprivate init(_ census: Census, _ origin: ConnectionOrigin?) {
    self.census = census
    self.origin = origin
  }

  deinit { census.leave(origin) }
}
