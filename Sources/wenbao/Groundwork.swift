import API
import Server
import Sockets
import TLS

/// All that the service starts with, read and checked as one: settings, policy, certificates.
struct Groundwork {
  /// The settings.
  let settings: Settings
  /// The policy.
  let edition: PolicyEdition
  /// The worked examples that it was tried on.
  let exampleCount: Int
  /// The contract to serve, if there is one.
  let openAPI: [UInt8]?
  /// What sessions begin with; nil for plain HTTP.
  let tls: TLSContextSlot?
  /// The key for identifiers in the decision log; nil where none is kept.
  let decisionKey: HashKey?
  /// What to listen with.
  let sources: [Endpoint.Source]
  /// Where that is, which an inherited socket tells only until it is closed.
  let addresses: [SocketAddress]
  /// Where to listen for operators; nil where they have no listener of their own.
  let operations: SocketAddress?

  /// Reads everything.
  ///
  /// - Parameters:
  ///   - folder: the policy's, in place of that of the settings.
  ///   - inherited: the sockets that a service manager passes on, in place of an address.
  /// - Throws: an `Ending` with one line for every fault of any of them.
  init(
    _ source: SettingsSource, policy folder: String? = nil, inherited: [InheritedSocket] = []
  ) throws {
    let (settings, readFaults) = source.read()
    var faults = readFaults
    self.settings = settings
    let address = Self.read({ () throws(Ending) in try settings.address() }, &faults)
    operations =
      Self.read({ () throws(Ending) in try settings.operationsAddress() }, &faults) ?? nil
    openAPI = Self.read({ () throws(Ending) in try settings.contract() }, &faults) ?? nil
    sources =
      inherited.isEmpty
      ? address.map { [.address($0)] } ?? [] : inherited.map { .inherited($0.number) }
    addresses = inherited.isEmpty ? address.map { [$0] } ?? [] : inherited.map(\.address)
    if readFaults.isEmpty {
      tls = Self.read({ () throws(Ending) in try settings.tls.slot() }, &faults) ?? nil
      decisionKey =
        Self.read({ () throws(Ending) in try settings.decisions.hashKey() }, &faults) ?? nil
      faults += settings.exposureFaults(of: addresses, operations: operations)
    } else {
      tls = nil
      decisionKey = nil
    }
    do throws(PolicyRefusal) {
      (edition, exampleCount) = try PolicySource.load(folder: folder ?? settings.policyFolder)
    } catch {
      throw Ending(
        faults: faults + error.faults, of: faults.isEmpty ? "the policy" : "settings and policy")
    }
    if !faults.isEmpty { throw Ending(faults: faults, of: "the settings") }
  }

  private static func read<Value>(
    _ read: () throws(Ending) -> Value, _ faults: inout [String]
  ) -> Value? {
    do throws(Ending) {
      return try read()
    } catch {
      faults.append(error.message)
      return nil
    }
  }
}
