internal import HTTP
internal import Sockets

/// Takes the connections that come to one listener of a loop.
///
/// When descriptors or memory run out it stops watching, so that the loop does not spin on a queue
/// it cannot empty, and tries again after a pause. Who waits meanwhile waits in the kernel's queue
/// and is served late instead of never.
final class Acceptor: EventHandler {
  private let listener: Listener
  private let endpoint: Endpoint
  private let home: ConnectionLoop
  private var registration: Registration?

  init(_ listener: Listener, of endpoint: Endpoint, for home: ConnectionLoop) {
    self.listener = listener
    self.endpoint = endpoint
    self.home = home
  }

  /// Watches the listener, unless it is watched.
  func resume() {
    guard registration == nil else { return }
    do throws(SystemCallError) {
      registration = try home.loop.register(
        listener.descriptor, for: listener.interest, handler: self)
    } catch {
      resumeLater()
    }
  }

  /// Keeps newcomers out; those on the way in are still taken.
  func refuseNewcomers() { listener.refuseNewcomers() }

  /// Takes those who wait, and no more after them.
  func close() {
    while acceptOne() {}
    pause()
  }

  func handleReadiness() {
    for _ in 0..<home.limits.acceptBatchMax {
      guard acceptOne() else { return }
    }
  }

  func handlePassedDeadline() {
    preconditionFailure("a listener has no deadline")
  }

  /// Takes one connection; returns whether there may be another.
  private func acceptOne() -> Bool {
    do throws(SystemCallError) {
      switch try listener.accept() {
      case .connection(let descriptor, from: let peer):
        home.admit(descriptor, from: peer, to: endpoint)
        return true
      case .gone:
        home.counters.add(to: .goneBeforeAccepted)
        return true
      case .nobody:
        return false
      case .exhausted:
        rest()
        return false
      }
    } catch {
      // A failure that names no cause known here passes or stays: the service goes on either way.
      rest()
      return false
    }
  }

  /// Waits for descriptors or memory to come back.
  private func rest() {
    home.counters.add(to: .acceptPauses)
    pause()
    resumeLater()
  }

  private func pause() {
    guard let registration else { return }
    self.registration = nil
    do throws(SystemCallError) {
      try home.loop.withdraw(registration, of: listener.descriptor)
    } catch {
      preconditionFailure("an open, watched listener can be withdrawn: \(error)")
    }
  }

  private func resumeLater() {
    home.loop.run(afterNanoseconds: home.timeouts.acceptPause) { [weak self] in self?.resume() }
  }
}
