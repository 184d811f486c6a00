import Dispatch
import TLS

/// Changes the keys of session tickets as often as tickets last.
final class TicketRotation {
  private let timer: any DispatchSourceTimer

  /// Rotates from now on.
  init(_ certificates: CertificateKeeper) {
    timer = DispatchSource.makeTimerSource(queue: DispatchQueue(label: "wenbao.tickets"))
    let seconds = Int(TicketKeys.lifetime.components.seconds)
    timer.schedule(deadline: .now() + .seconds(seconds), repeating: .seconds(seconds))
    let keys = certificates.slot.keys
    timer.setEventHandler { keys.rotate() }
    timer.resume()
  }

  /// Stops rotating; the timer lives as long as this object.
  func cancel() { timer.cancel() }
}
