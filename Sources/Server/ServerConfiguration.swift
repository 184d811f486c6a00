public import HTTP
public import Sockets
public import TLS

/// What a server listens at, with how many loops, and within which limits.
public struct ServerConfiguration: Sendable {
  /// The addresses; at least one.
  public var endpoints: [Endpoint]
  /// Event loops; one a core is what serves most.
  public var loopCount: Int
  /// The limits.
  public var limits: ServerLimits
  /// Which traces begin with a request here.
  public var traceBeginnings: TraceBeginnings

  /// Describes a server.
  public init(
    endpoints: [Endpoint], loopCount: Int, limits: ServerLimits = ServerLimits(),
    traceBeginnings: TraceBeginnings = .none
  ) {
    self.traceBeginnings = traceBeginnings
    self.endpoints = endpoints
    self.loopCount = loopCount
    self.limits = limits
  }
}

/// One place that a server listens at.
public struct Endpoint: Sendable {
  /// Where the listening socket comes from.
  public enum Source: Sendable {
    /// The server opens it; `mode` are the permissions of a Unix-domain socket's file.
    case address(SocketAddress, mode: UInt16 = 0o660)
    /// A service manager has opened it and passes on its descriptor.
    case inherited(CInt)
  }

  /// Where the listening socket comes from.
  public let source: Source

  /// Makes what stands between socket and HTTP for one connection; nil where nothing does.
  ///
  /// Called on the connection's loop.
  public let makeSession: (@Sendable () -> any TransportSession)?

  /// An endpoint of plain HTTP, or of HTTP inside what `makeSession` makes.
  public init(
    _ source: Source, makeSession: (@Sendable () -> any TransportSession)? = nil
  ) {
    self.source = source
    self.makeSession = makeSession
  }

  /// An endpoint of HTTP over TLS.
  ///
  /// - Parameters:
  ///   - tls: holds the context that each session begins with.
  ///   - report: is told on the connection's loop why a session failed, if it does.
  public init(
    _ source: Source, tls: TLSContextSlot, report: (@Sendable (TLSFailure) -> Void)? = nil
  ) {
    self.init(source) { TLSTransport(tls.current.makeSession(), report: report) }
  }

  func open(loopCount: Int) throws(ListenerError) -> [Listener] {
    switch source {
    case .address(let address, let mode):
      try Listener.open(address, count: loopCount, mode: mode)
    case .inherited(let number): try Listener.adopt(number, count: loopCount)
    }
  }
}
