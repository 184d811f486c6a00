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
    discussion:
      "SIGHUP loads policy and certificates again. Flags stand above the settings file. "
      + "Exit codes: 0 stopped, 3 bad policy or settings, 4 could not start.")

  @Option(help: "The settings file; see Config/wenbao.yaml.")
  var config: String?

  @Option(help: "The address to listen at, a literal IPv4 or IPv6 address.")
  var host: String?

  @Option(help: "The port to listen at; 0 lets the kernel choose.")
  var port: UInt16?

  @Option(help: "The folder of policy files.")
  var policy: String?

  func run() throws {
    let settings = try settings()
    let logger = Logger(label: "wenbao", factory: { StreamLogHandler.standardError(label: $0) })
    let slot = PolicySlot(try PolicySource.edition(folder: settings.policyFolder))
    let reloader = PolicyReloader(folder: settings.policyFolder, into: slot, logger: logger)
    let world = World()
    let service = Service(
      policy: slot, version: Version.current,
      openAPI: try? Input.bytes(of: settings.openAPI, bytesMax: Settings.openAPIBytesMax),
      callers: callers(settings), surroundings: world.surroundings,
      batchLineBytesMax: settings.batchLineBytesMax)
    let certificates = try settings.tls.slot().map { CertificateKeeper($0, logger: logger) }
    let sources = try sources(settings)
    try settings.checkExposure(of: sources)
    let operations = try startOperations(settings, service, certificates)
    let server = try start(sources, settings, service, certificates)
    let rotation = certificates.map { TicketRotation($0) }
    world.metrics = ProcessMetrics(
      server: server.monitor, policy: slot, reloader: reloader, certificates: certificates)
    let stop: @Sendable () -> Void = {
      logger.info("draining")
      service.beginDraining()
      server.drain(grace: settings.drainGrace, limit: settings.drainLimit)
    }
    let reload: @Sendable () -> Void = {
      reloader.reload(because: "SIGHUP")
      certificates?.reload(because: "SIGHUP")
    }
    let signals = ProcessSignals([(SIGTERM, stop), (SIGINT, stop), (SIGHUP, reload)])
    let scheme = certificates == nil ? "http" : "https"
    for address in operations?.addresses ?? [] {
      logger.info("operations on \(address.isLoopback ? "http" : scheme)://\(address)")
    }
    for address in server.addresses { logger.info("listening on \(scheme)://\(address)") }
    server.waitUntilStopped()
    operations?.drain(grace: .zero, limit: .zero)
    operations?.waitUntilStopped()
    signals.cancel()
    rotation?.cancel()
    logger.info("stopped")
  }

  /// The settings file, with the flags over it.
  private func settings() throws -> Settings {
    var settings = try config.map { try Settings(file: $0) } ?? Settings()
    if let host { settings.host = host }
    if let port { settings.port = port }
    if host != nil || port != nil { settings.unixPath = "" }
    if let policy { settings.policyFolder = policy }
    return settings
  }

  private func callers(_ settings: Settings) -> Callers? {
    if settings.callers.isEmpty { return nil }
    return Callers(settings.callers) { TokenDigest(SHA256.digest(of: $0)) }
  }

  private func start(
    _ sources: [Endpoint.Source], _ settings: Settings, _ service: Service,
    _ certificates: CertificateKeeper?
  ) throws -> HTTPServer<APIResponder> {
    let face = settings.operationsPort == nil ? APIResponder.Face.whole : .business
    return try start(
      ServerConfiguration(
        endpoints: sources.map { certificates?.endpoint($0) ?? Endpoint($0) },
        loopCount: settings.loopCount, limits: limits(settings))
    ) { APIResponder(service, face: face) }
  }

  /// The operators' own listener, on one loop: plain HTTP on loopback, elsewhere as the other.
  private func startOperations(
    _ settings: Settings, _ service: Service, _ certificates: CertificateKeeper?
  ) throws -> HTTPServer<APIResponder>? {
    guard let address = try settings.operationsAddress() else { return nil }
    let source = Endpoint.Source.address(address)
    let plain = Endpoint(source)
    let endpoint = address.isLoopback ? plain : certificates?.endpoint(source) ?? plain
    return try start(
      ServerConfiguration(endpoints: [endpoint], loopCount: 1, limits: limits(settings))
    ) {
      APIResponder(service, face: .operations)
    }
  }

  private func limits(_ settings: Settings) -> ServerLimits {
    var limits = settings.limits
    limits.handshakeTime = settings.tls.handshakeTime
    return limits
  }

  private func start(
    _ configuration: ServerConfiguration, makeResponder: @escaping @Sendable () -> APIResponder
  ) throws -> HTTPServer<APIResponder> {
    do {
      try ProcessSettings.raiseDescriptorLimit()
      let server = try HTTPServer(configuration) { _, _ in makeResponder() }
      try server.start()
      return server
    } catch {
      throw Ending(code: .cannotStart, message: "\(error)")
    }
  }

  /// The sockets that a service manager passes on, or else the address of the settings.
  private func sources(_ settings: Settings) throws -> [Endpoint.Source] {
    let process = ProcessInfo.processInfo
    let inherited: [CInt]
    do throws(ListenerError) {
      inherited = try InheritedDescriptors.numbers(
        environment: process.environment, process: Int(process.processIdentifier))
    } catch {
      throw Ending(code: .cannotStart, message: "\(error)")
    }
    return inherited.isEmpty ? [.address(try settings.address())] : inherited.map { .inherited($0) }
  }
}
