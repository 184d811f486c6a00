public import HTTP
internal import Locks
public import Sockets

/// An HTTP server: event loops, each with its own listeners, connections and responder.
///
/// Started, it serves until it is drained; then its loops end, and with them the last descriptor.
/// A second kind of answers, as for operations, is a second server with addresses and loops of its
/// own: so it answers even while the first one's loops are stuck.
public final class HTTPServer: Sendable {
  /// How the server fares; it outlives the service.
  public let monitor: ServerMonitor

  private let configuration: ServerConfiguration
  private let makeResponder: @Sendable (_ loop: Int, _ monitor: ServerMonitor) -> any Responder
  private let loops: [EventLoop]
  private let service = Guarded(Service())

  private struct Service {
    var homes: [ConnectionLoop] = []
    var addresses: [SocketAddress] = []
    var isDraining = false
  }

  /// Opens the loops; nothing is listened at before `start`.
  ///
  /// - Parameters:
  ///   - makeResponder: makes the responder of each loop, which is used on that loop alone.
  public init(
    _ configuration: ServerConfiguration,
    makeResponder: @escaping @Sendable (_ loop: Int, _ monitor: ServerMonitor) -> any Responder
  ) throws(ServerError) {
    precondition(!configuration.endpoints.isEmpty, "a server listens somewhere")
    precondition(configuration.loopCount >= 1, "a server has at least one loop")
    configuration.limits.check()
    self.configuration = configuration
    self.makeResponder = makeResponder
    loops = try Self.openLoops(configuration.loopCount)
    monitor = ServerMonitor(loops: loops)
  }

  /// Binds every address, then serves; once.
  ///
  /// Where it throws, nothing is listened at.
  public func start() throws(ServerError) {
    ProcessSettings.ignoreBrokenPipes()
    let listeners = try openListeners()
    let homes = makeHomes()
    service.withLock { service in
      precondition(service.addresses.isEmpty, "a server starts once")
      service.homes = homes
      service.addresses = listeners.map { $0[0].0.address }
    }
    for home in homes {
      let own = listeners.map { $0[home.loop.index] }
      home.loop.submit { home.open(own) }
      home.loop.start()
    }
    monitor.setReady(true)
  }

  /// Where the server listens, in the order of its endpoints, with the port the kernel chose for 0.
  public var addresses: [SocketAddress] { service.withLock { $0.addresses } }

  /// Ends the service without losing a request.
  ///
  /// Returns at once; `waitUntilStopped` waits. From now on the server is not ready and every
  /// answer closes its connection. After `grace`, which should outlast a balancer's next probe,
  /// newcomers are refused, and a connection closes when it has sent nothing for
  /// `ServerLimits.drainQuietTime`. What is left after `limit` more is cut. A second drain is
  /// ignored.
  public func drain(grace: Duration, limit: Duration) {
    monitor.setReady(false)
    let homes = service.withLock { service in
      precondition(!service.addresses.isEmpty, "only a started server drains")
      defer { service.isDraining = true }
      return service.isDraining ? [] : service.homes
    }
    let (grace, limit) = (grace.wholeNanoseconds, limit.wholeNanoseconds)
    for home in homes {
      home.loop.submit { home.drain(grace: grace, limit: limit) }
    }
  }

  /// Waits until a drain has ended the last loop.
  public func waitUntilStopped() {
    for loop in loops { loop.waitUntilStopped() }
    service.withLock { $0.homes = [] }
  }
}

// MARK: Starting

extension HTTPServer {
  private static func openLoops(_ count: Int) throws(ServerError) -> [EventLoop] {
    do throws(SystemCallError) {
      return try (0..<count).map { (index) throws(SystemCallError) in
        try EventLoop(index: index)
      }
    } catch {
      throw .loop(error)
    }
  }

  /// The listeners of each endpoint, one for each loop.
  private func openListeners() throws(ServerError) -> [[(Listener, Endpoint)]] {
    do throws(ListenerError) {
      return try configuration.endpoints.map { (endpoint) throws(ListenerError) in
        try endpoint.open(loopCount: configuration.loopCount).map { ($0, endpoint) }
      }
    } catch {
      throw .listener(error)
    }
  }

  private func makeHomes() -> [ConnectionLoop] {
    let census = Census(configuration.limits)
    return loops.map { loop in
      ConnectionLoop(
        loop, limits: configuration.limits, traceBeginnings: configuration.traceBeginnings,
        census: census,
        counters: monitor.loopCounters[loop.index],
        responder: makeResponder(loop.index, monitor))
    }
  }
}
