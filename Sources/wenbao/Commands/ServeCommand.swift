import API
import ArgumentParser
import Foundation
import HTTP
import Logging
import Server
import Sockets
import TLS

/// `wenbao serve`: the service, until it is told to stop.
struct ServeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve",
    abstract: "Serve the contract of openapi.yaml over HTTP until SIGTERM or SIGINT.",
    usage: "wenbao serve [<options>]",
    discussion: """
      SIGHUP loads settings, policy and certificates again and opens the decision log again. The \
      environment stands above the settings file, as WENBAO_LISTEN_PORT for listen.port, and \
      options above both.
      Exit codes: 0 stopped, 2 wrong usage, 3 bad policy or settings, 4 could not start.
      """)

  @Option(help: "The settings file; see Config/wenbao.yaml.")
  var config: String?

  @Option(help: "The address to listen at, a literal IPv4 or IPv6 address.")
  var host: String?

  @Option(help: "The port to listen at; 0 lets the kernel choose.")
  var port: UInt16?

  @Option(help: "The folder of policy files.")
  var policy: String?

  func run() throws {
    // Before there is another thread: whoever can reach the server may also end it.
    ProcessSettings.hold([SIGTERM, SIGINT, SIGHUP])
    let ground = try Groundwork(source, inherited: try inherited())
    let settings = ground.settings
    let reporting = Reporting(settings)
    defer { reporting.close() }
    let logger = reporting.logger
    let slot = PolicySlot(ground.edition)
    let decisions = try ground.decisionKey.map {
      try DecisionLog(settings.decisions, key: $0, logger: logger)
    }
    let world = World()
    let service = Service(
      policy: slot, version: Version.current,
      openAPI: ground.openAPI,
      callers: Callers(settings), decisions: decisions.map { $0.makeRecorder },
      surroundings: world.surroundings,
      batchLineBytesMax: settings.batchLineBytesMax)
    let certificates = ground.tls.map { CertificateKeeper($0, logger: logger) }
    let reloader = Reloader(
      source, ground, service, certificates, decisions: decisions, logger: logger)
    world.complete(with: reloader)
    let watch = try PolicyWatch.begin(settings, reloader)
    let operations = try startOperations(ground, service, certificates, reporting)
    let server = try start(ground, service, certificates, reporting)
    let rotation = certificates.map { TicketRotation($0) }
    let warnings = ExpiryWarnings(reloader, certificates, logger: logger)
    let metrics = ProcessMetrics(
      server: server.monitor, operations: operations?.monitor, policy: slot, reloader: reloader,
      certificates: certificates, reporting: reporting, decisions: decisions)
    world.complete(with: metrics)
    let journal = ConnectionJournal(metrics.listeners, logger: logger)
    let stop: @Sendable () -> Void = {
      service.beginDraining()
      logger.info("draining")
      let settings = reloader.settings
      server.drain(grace: settings.drainGrace, limit: settings.drainLimit)
    }
    let reload: @Sendable () -> Void = { reloader.reload(because: .signal) }
    let signals = ProcessSignals([(SIGTERM, stop), (SIGINT, stop), (SIGHUP, reload)])
    let scheme = certificates == nil ? "http" : "https"
    for address in operations?.addresses ?? [] {
      logger.info("operations on \(address.isLoopback ? "http" : scheme)://\(address)")
    }
    for address in server.addresses { logger.info("listening on \(scheme)://\(address)") }
    server.waitUntilStopped()
    operations?.drain(grace: .zero, limit: .zero)
    operations?.waitUntilStopped()
    watch?.cancel()
    signals.cancel()
    rotation?.cancel()
    decisions?.close()
    journal.cancel()
    warnings.cancel()
    logger.info("stopped")
  }

  /// The settings file, under the environment and the flags.
  private var source: SettingsSource {
    let flags = [
      ("--host", "listen.host", host), ("--port", "listen.port", port.map { "\($0)" }),
      ("--policy", "policy.folder", policy),
    ]
    return SettingsSource(
      file: config,
      flags: flags.compactMap { name, key, text in
        text.map { SettingsSource.Flag(name: name, key: key, text: $0) }
      })
  }

  private func start(
    _ ground: Groundwork, _ service: Service, _ certificates: CertificateKeeper?,
    _ reporting: Reporting
  ) throws -> HTTPServer {
    let settings = ground.settings
    let face = settings.operationsPort == nil ? APIResponder.Face.whole : .business
    return try start(
      ServerConfiguration(
        endpoints: ground.sources.map { certificates?.endpoint($0) ?? Endpoint($0) },
        loopCount: settings.loopCount, limits: limits(settings),
        traceBeginnings: settings.tracing.beginnings)
    ) {
      APIResponder(
        service, face: face, isLocal: ground.addresses.allSatisfy(\.isLoopback),
        observers: reporting.observers(scheme: certificates == nil ? "http" : "https"))
    }
  }

  /// The operators' own listener, on one loop: plain HTTP on loopback, elsewhere as the other.
  private func startOperations(
    _ ground: Groundwork, _ service: Service, _ certificates: CertificateKeeper?,
    _ reporting: Reporting
  ) throws -> HTTPServer? {
    guard let address = ground.operations else { return nil }
    let source = Endpoint.Source.address(address)
    let plain = Endpoint(source)
    let endpoint = address.isLoopback ? plain : certificates?.endpoint(source) ?? plain
    let isPlain = address.isLoopback || certificates == nil
    return try start(
      ServerConfiguration(
        endpoints: [endpoint], loopCount: 1, limits: limits(ground.settings),
        traceBeginnings: ground.settings.tracing.beginnings)
    ) {
      APIResponder(
        service, face: .operations, isLocal: address.isLoopback,
        observers: reporting.observers(scheme: isPlain ? "http" : "https"))
    }
  }

  private func limits(_ settings: Settings) -> ServerLimits {
    var limits = settings.limits
    limits.handshakeTime = settings.tls.handshakeTime
    return limits
  }

  private func start(
    _ configuration: ServerConfiguration, makeResponder: @escaping @Sendable () -> APIResponder
  ) throws -> HTTPServer {
    do {
      try ProcessSettings.raiseDescriptorLimit()
      let server = try HTTPServer(configuration) { _, _ in makeResponder() }
      try server.start()
      return server
    } catch {
      throw Ending(code: .cannotStart, message: "\(error)")
    }
  }

  /// The sockets that a service manager passes on.
  private func inherited() throws -> [InheritedSocket] {
    let process = ProcessInfo.processInfo
    do throws(ListenerError) {
      return try InheritedSocket.all(
        environment: process.environment, process: Int(process.processIdentifier))
    } catch {
      throw Ending(code: .cannotStart, message: "\(error)")
    }
  }
}
