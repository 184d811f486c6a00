internal import Foundation

/// Finds the descriptors that a test opened and did not close.
///
/// Pipes are passed over: only the test library opens any, for processes that are to trap. So are
/// timers: only Dispatch opens any, one for each clock, when a task first sleeps, and keeps it.
/// What else Dispatch keeps it opens for its first timer, which is over before the first look.
///
/// Other tests of the same process open and close files meanwhile. So what is new at the end is
/// given a while to go: another test's goes with that test, a leaked one never.
public struct DescriptorWatch: Sendable {
  /// How long a new descriptor may take to go.
  static let patience = Duration.seconds(60)

  private let before: Set<String>

  /// Has Dispatch open what it waits with.
  private static let wakeDispatch: Void = {
    let fired = DispatchSemaphore(value: 0)
    DispatchQueue.global().asyncAfter(deadline: .now() + .milliseconds(1)) { fired.signal() }
    fired.wait()
  }()

  /// Takes note of what is open now.
  public init() {
    _ = Self.wakeDispatch
    before = Self.open()
  }

  /// The descriptors that are new and stay open, as `number:what`; none where nothing leaked.
  public func leaked() -> [String] {
    var suspects = Self.open().subtracting(before)
    let deadline = ContinuousClock.now + Self.patience
    while !suspects.isEmpty && ContinuousClock.now < deadline {
      Thread.sleep(forTimeInterval: 0.005)
      suspects.formIntersection(Self.open())
    }
    return suspects.sorted()
  }

  /// Sockets are told apart by their inode, which the link's text carries.
  private static func open() -> Set<String> {
    let directory = "/proc/self/fd"
    let numbers = (try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? []
    return Set(
      numbers.compactMap { number in
        let link = "\(directory)/\(number)"
        guard let what = try? FileManager.default.destinationOfSymbolicLink(atPath: link) else {
          return nil
        }
        let isPassedOver = what.hasPrefix("pipe:") || what == "anon_inode:[timerfd]"
        return isPassedOver ? nil : "\(number):\(what)"
      })
  }
}
