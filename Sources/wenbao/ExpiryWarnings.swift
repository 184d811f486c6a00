import API
import Dispatch
import Foundation
import Insurance
import Logging

/// Warns once a day of certificates and callers' tokens that expire soon.
final class ExpiryWarnings {
  /// Days before an expiry from which it is warned of: renewal is overdue by then.
  static let daysBefore = 14

  private let timer: any DispatchSourceTimer

  /// Warns at once and from now on.
  init(_ reloader: Reloader, _ certificates: CertificateKeeper?, logger: Logger) {
    timer = DispatchSource.makeTimerSource(queue: DispatchQueue(label: "wenbao.expiry"))
    timer.schedule(deadline: .now(), repeating: .seconds(86_400))
    timer.setEventHandler {
      certificates?.warnOfExpiry()
      reloader.settings.warnOfExpiry(logger)
    }
    timer.resume()
  }

  /// Stops warning; the timer lives as long as this object.
  func cancel() { timer.cancel() }
}

extension Settings {
  /// Warns of callers whose last token expires soon.
  func warnOfExpiry(_ logger: Logger) {
    let limit = Int(Date().timeIntervalSince1970) + ExpiryWarnings.daysBefore * 86_400
    for caller in callers {
      guard let last = caller.lastTokenDay, Today.endUnixSeconds(of: last) < limit else { continue }
      logger.warning(
        "a caller's last token expires soon or has expired",
        metadata: ["caller": "\(caller.name)", "lastDay": "\(last)"])
    }
  }

  /// When the callers' last tokens expire.
  var tokenExpiry: MetricFamily {
    MetricFamily(
      "wenbao_caller_token_expiry_timestamp_seconds", .gauge,
      help: "When the last of a caller's tokens expires, in Unix time.",
      samples: callers.compactMap { caller in
        caller.lastTokenDay.map { day in
          .init(labels: [("caller", caller.name)], value: "\(Today.endUnixSeconds(of: day))")
        }
      })
  }
}

extension Caller {
  /// The last day on which any of its tokens is good; nil where one has no end, or none is needed.
  fileprivate var lastTokenDay: Day? {
    tokens.contains { $0.expires == nil } ? nil : tokens.compactMap(\.expires).max()
  }
}
