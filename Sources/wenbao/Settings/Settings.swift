import API
import Foundation
import Server
import Sockets

/// How the service runs: the settings of `Config/wenbao.yaml` as values.
struct Settings: Sendable {
  /// The largest contract served, in octets.
  static let openAPIBytesMax = 4 << 20
  /// The most event loops: more than any machine this runs on has cores.
  static let loopsMax = 256

  /// `listen.host`: a literal address.
  var host = "127.0.0.1"
  /// `listen.port`.
  var port: UInt16 = 8080
  /// `listen.unix`: the path of a Unix-domain socket instead of host and port; empty for none.
  var unixPath = ""
  /// `listen.loops`: event loops, usually one a core.
  var loopCount = ProcessInfo.processInfo.activeProcessorCount
  /// `listen.openToAnyone`: whether other machines may call where there are no callers.
  var isOpenToAnyone = false
  /// `listen.tokensInClearText`: whether tokens may come from other machines over plain HTTP.
  var allowsTokensInClearText = false
  /// `operations.host`: a literal address.
  var operationsHost = "127.0.0.1"
  /// `operations.port`: of a listener for operators alone; without it there is none.
  var operationsPort: UInt16?
  /// `callers`: who may call; none for everyone.
  var callers: [Caller] = []
  /// `policy.folder`.
  var policyFolder = PolicySource.usualFolder
  /// `policy.watch`: whether a change of the folder loads it again.
  var watchesPolicy = false
  /// `openapi`: the contract to serve.
  var openAPI = "openapi.yaml"
  /// `drain.graceSeconds`: how long new connections are still taken after SIGTERM.
  var drainGrace = Duration.seconds(1)
  /// `drain.limitSeconds`: how long requests in flight may take after that.
  var drainLimit = Duration.seconds(25)

  /// `tls`: how HTTPS is served.
  var tls = TLS()

  /// `log`: what the service says on standard error.
  var log = Log()

  /// `tracing`: spans of requests for a collector.
  var tracing = Tracing()

  /// `decisions`: what is kept of each settlement.
  var decisions = Decisions()

  /// `limits`: what a client may send and how long it may take.
  var limits = ServerLimits()
  /// `limits.batchLineBytes`: the longest line of a batch, in octets.
  var batchLineBytesMax = RequestLimits.bodyBytesMax

  /// Where the value of each key is from, such as `wenbao.yaml:3`, `WENBAO_LISTEN_PORT` or
  /// `--port`; none for a usual value.
  var origins: [String: String] = [:]

  /// The usual settings.
  init() {}

  /// Where to listen.
  func address() throws(Ending) -> SocketAddress {
    if !unixPath.isEmpty { return try unixAddress() }
    return try address(host, port, key: "listen.host")
  }

  /// Where to listen for operators; nil where they have no listener of their own.
  func operationsAddress() throws(Ending) -> SocketAddress? {
    guard let operationsPort else { return nil }
    return try address(operationsHost, operationsPort, key: "operations.host")
  }

  /// The contract to serve; nil where no setting names one and the usual file is not there.
  func contract() throws(Ending) -> [UInt8]? {
    if origins["openapi"] == nil && !FileManager.default.fileExists(atPath: openAPI) { return nil }
    guard let bytes = try? Input.bytes(of: openAPI, bytesMax: Self.openAPIBytesMax) else {
      throw fault("openapi", "'\(openAPI)' cannot be read")
    }
    guard bytes.count <= Self.openAPIBytesMax else {
      throw fault("openapi", "'\(openAPI)' has more than \(Self.openAPIBytesMax) bytes")
    }
    return bytes
  }

  private func address(_ host: String, _ port: UInt16, key: String) throws(Ending) -> SocketAddress
  {
    do throws(SocketAddressError) {
      let isIPv6 = host.contains(":")
      return try SocketAddress(parsing: isIPv6 ? "[\(host)]:\(port)" : "\(host):\(port)")
    } catch {
      throw fault(key, "'\(host)': \(error)")
    }
  }

  private func unixAddress() throws(Ending) -> SocketAddress {
    do throws(SocketAddressError) {
      return try SocketAddress(parsing: "unix:\(unixPath)")
    } catch {
      throw fault("listen.unix", "\(error)")
    }
  }

  /// A fault of a key's value, with where the value is from.
  private func fault(_ key: String, _ words: String) -> Ending {
    Ending(code: .badPolicy, message: "\(origins[key].map { "\($0): " } ?? "")\(key): \(words)")
  }
}
