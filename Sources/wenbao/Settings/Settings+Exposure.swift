import API
import Sockets

extension Settings {
  /// What would let in whoever asks, show tokens to whoever listens, or ask for proof that cannot
  /// be given: one line for each, saying what to do.
  ///
  /// - Parameters:
  ///   - addresses: where the service listens.
  ///   - operations: where it listens for operators, if they have a listener of their own.
  func exposureFaults(
    of addresses: [SocketAddress], operations: SocketAddress?
  ) -> [String] {
    var faults = addresses.flatMap { exposureFaults(of: $0, key: "listen") }
    faults += operations.map { exposureFaults(of: $0, key: "operations") } ?? []
    if tls.clients == .off, let caller = callers.first(where: { $0.tokens.isEmpty }) {
      faults.append(
        "the caller \(caller.name) has certificates alone, which nobody asks for: set "
          + "tls.clientCertificates to optional or required, or give it tokens")
    }
    return faults
  }

  private func exposureFaults(of address: SocketAddress, key: String) -> [String] {
    if address.isLoopback { return [] }
    var faults: [String] = []
    if callers.isEmpty && !isOpenToAnyone {
      faults.append(
        "\(key): \(address) is reached from other machines and no callers are configured: name "
          + "them under 'callers' ('wenbao token' makes their tokens), listen at 127.0.0.1, or set "
          + "listen.openToAnyone: true")
    }
    let haveTokens = callers.contains { !$0.tokens.isEmpty }
    if haveTokens && tls.certificates.isEmpty && !allowsTokensInClearText {
      faults.append(
        "\(key): \(address) is reached from other machines over plain HTTP, which shows tokens to "
          + "whoever listens: set tls.certificates, listen at 127.0.0.1 behind a proxy with TLS, "
          + "or set listen.tokensInClearText: true")
    }
    return faults
  }
}

extension SocketAddress {
  /// Whether only processes of this machine reach it: 127.0.0.0/8, `::1` (RFC 1122 section
  /// 3.2.1.3, RFC 4291 section 2.5.3), and a Unix-domain socket.
  var isLoopback: Bool {
    switch self {
    case .ipv4(let host, _): host.bits >> 24 == 127
    case .ipv6(let host, _): host.network == 0 && host.interface == 1
    case .unix, .unnamed: true
    }
  }
}
