import API
import ArgumentParser
import Foundation
import HTTP
import Logging
import Server
import Sockets

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
      surroundings: world.surroundings, batchLineBytesMax: settings.batchLineBytesMax)
    let certificates = try settings.tls.slot().map { CertificateKeeper($0, logger: logger) }
    let server = try start(settings, service, certificates)
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
    for address in server.addresses {
      logger.info("listening on \(certificates == nil ? "http" : "https")://\(address)")
    }
    server.waitUntilStopped()
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

  private func start(
    _ settings: Settings, _ service: Service, _ certificates: CertificateKeeper?
  ) throws -> HTTPServer<APIResponder> {
    do {
      try ProcessSettings.raiseDescriptorLimit()
      var limits = settings.limits
      limits.handshakeTime = settings.tls.handshakeTime
      let configuration = ServerConfiguration(
        endpoints: try sources(settings).map { certificates?.endpoint($0) ?? Endpoint($0) },
        loopCount: settings.loopCount, limits: limits)
      let server = try HTTPServer(configuration) { _, _ in APIResponder(service) }
      try server.start()
      return server
    } catch {
      throw Ending(code: .cannotStart, message: "\(error)")
    }
  }

  /// The sockets that a service manager passes on, or else the address of the settings.
  private func sources(_ settings: Settings) throws -> [Endpoint.Source] {
    let process = ProcessInfo.processInfo
    let inherited = try InheritedDescriptors.numbers(
      environment: process.environment, process: Int(process.processIdentifier))
    return inherited.isEmpty ? [.address(try settings.address())] : inherited.map { .inherited($0) }
  }
}
