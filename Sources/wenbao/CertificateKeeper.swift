import API
import Foundation
import Logging
import Server
import TLS

/// Keeps the certificates of HTTPS while the service runs: loads their files again, the good ones
/// staying where there is a fault, and says when they expire.
final class CertificateKeeper: Sendable {
  /// What sessions begin with.
  let slot: TLSContextSlot

  private let logger: Logger

  init(_ slot: TLSContextSlot, logger: Logger) {
    self.slot = slot
    self.logger = logger
  }

  /// A listener that speaks HTTPS.
  func endpoint(_ source: Endpoint.Source) -> Endpoint {
    let logger = logger
    return Endpoint(source, tls: slot) { failure in
      switch failure {
      case .plainText: logger.debug("a client spoke plain HTTP to HTTPS")
      case .refused(let reason):
        logger.debug("TLS session refused", metadata: ["reason": "\(reason)"])
      }
    }
  }

  /// Loads the files of settings.
  ///
  /// - Throws: an `Ending` that says what is wrong; what was served stays.
  func reload(_ settings: Settings.TLS) throws(Ending) {
    try settings.reload(slot)
    warnOfExpiry()
  }

  /// Warns of certificates that expire soon.
  func warnOfExpiry() {
    for (certificate, days) in daysLeft where days < ExpiryWarnings.daysBefore {
      logger.warning(
        "a certificate expires soon or has expired",
        metadata: ["file": "\(certificate.file)", "daysLeft": "\(days)"])
    }
  }

  private var daysLeft: [(TLSContext.Certificate, Int)] {
    let now = Int64(Date().timeIntervalSince1970)
    return slot.current.certificates.map { ($0, $0.daysLeft(atUnixSeconds: now)) }
  }
}

// MARK: Metrics

extension CertificateKeeper {
  /// What is counted of certificates and handshakes.
  ///
  /// - Parameter handshakes: how many there were, by result.
  func families(_ handshakes: [(result: String, count: Int)]) -> [MetricFamily] {
    [
      MetricFamily(
        "wenbao_tls_handshakes_total", .counter, help: "TLS handshakes, by result.",
        samples: samples("result", handshakes.map { ($0.result, $0.count) })),
      MetricFamily(
        "wenbao_tls_certificate_expiry_timestamp_seconds", .gauge,
        help: "When a served certificate or one of its chain expires, in Unix time.",
        samples: samples(
          "file", slot.current.certificates.map { ($0.file, Int($0.expirySeconds)) })),
    ]
  }

  private func samples(_ label: String, _ figures: [(String, Int)]) -> [MetricFamily.Sample] {
    figures.map { .init(labels: [(label, $0)], value: "\($1)") }
  }
}
