internal import Dispatch
internal import Locks

/// Tells that a folder has changed, once it has been quiet for a while.
///
/// A change is anything written, made, moved or removed in the folder or in a folder within it that
/// is named; and the folder itself, or a link on the way to it, that is replaced by another, as
/// Kubernetes replaces what a ConfigMap holds. What a link within the folder leads to is not looked
/// at.
public final class FolderWatch: Sendable {
  private let folder: String
  private let inner: [String]
  private let quietTime: Duration
  private let report: @Sendable () -> Void
  private let queue = DispatchQueue(label: "wenbao.folder")
  private let state = Guarded(State())

  private struct State {
    var watcher: Watcher?
    /// Counts changes, so that a timer knows whether it was the last one's.
    var changeCount = 0
    var isCancelled = false
  }

  /// Watches from now on.
  ///
  /// - Parameters:
  ///   - inner: names of folders within, which need not be there.
  ///   - quietTime: how long nothing must change before a change is told.
  ///   - report: is called on a queue of the watch's own, after which changes are told again.
  /// - Throws: where the kernel has no more watches to give.
  public init(
    _ folder: String, inner: [String] = [], quietTime: Duration,
    report: @escaping @Sendable () -> Void
  ) throws(SystemCallError) {
    self.folder = folder
    self.inner = inner
    self.quietTime = quietTime
    self.report = report
    try watch()
  }

  /// Stops watching.
  public func cancel() {
    let watcher = state.withLock { state in
      state.isCancelled = true
      return state.watcher.take()
    }
    watcher?.cancel()
  }

  /// Watches what the path leads to now.
  private func watch() throws(SystemCallError) {
    let next = try Watcher(folder, inner: inner, queue: queue) { [weak self] in
      self?.note()
    }
    let previous: Watcher? = state.withLock { state in
      if state.isCancelled { return next }
      defer { state.watcher = next }
      return state.watcher
    }
    previous?.cancel()
  }

  /// Waits until nothing more changes.
  private func note() {
    let count = state.withLock { state in
      state.changeCount += 1
      return state.changeCount
    }
    queue.asyncAfter(deadline: .now() + .nanoseconds(Int(quietTime.wholeNanoseconds))) {
      let isLast = self.state.withLock { $0.changeCount == count && !$0.isCancelled }
      if isLast { self.tell() }
    }
  }

  /// Tells of the changes.
  ///
  /// The path may lead elsewhere by now: it is watched anew before, so that no change after this is
  /// missed.
  private func tell() {
    // Where no new watch is to be had, the one there is goes on.
    try? watch()
    report()
  }
}

/// The watches of what a path leads to at one moment.
///
/// `@unchecked Sendable`: nothing in it changes, and a source may be cancelled from anywhere.
private final class Watcher: @unchecked Sendable {
  private let descriptor: Descriptor
  /// The names of each folder that matter, by the folder's number; none for all.
  private let names: [CInt: Set<String>]
  private let source: any DispatchSourceRead

  init(
    _ folder: String, inner: [String], queue: DispatchQueue, report: @escaping @Sendable () -> Void
  ) throws(SystemCallError) {
    descriptor = Descriptor(adopting: try SystemCalls.createWatcher())
    var names: [CInt: Set<String>] = [:]
    for step in FolderPath.steps(to: folder) {
      guard let number = try Self.add(step.folder, to: descriptor.number) else { continue }
      names[number, default: []].insert(step.name)
    }
    for place in [folder] + inner.map({ "\(folder)/\($0)" }) {
      if let number = try Self.add(place, to: descriptor.number) { names[number] = [] }
    }
    self.names = names
    source = DispatchSource.makeReadSource(fileDescriptor: descriptor.number, queue: queue)
    source.setEventHandler { [weak self] in if self?.hasChanged() == true { report() } }
    // The source is the descriptor's last user: it holds what closes it.
    source.setCancelHandler { withExtendedLifetime(self) {} }
    source.resume()
  }

  /// Ends the watches; the descriptor closes when the source has let go of it.
  func cancel() { source.cancel() }

  private static func add(
    _ folder: String, to watcher: CInt
  ) throws(SystemCallError) -> CInt? {
    do throws(SystemCallError) {
      return try SystemCalls.watch(folder, with: watcher)
    } catch {
      // What is not there, or is no folder, may be there later: whoever holds it is watched too.
      if error.errno == .noSuchFile || error.errno == .notFolder { return nil }
      throw error
    }
  }

  private func hasChanged() -> Bool {
    guard let changes = try? SystemCalls.changes(from: descriptor.number) else { return true }
    return changes.contains { change in
      guard let names = names[change.watch] else { return change.watch < 0 }
      return names.isEmpty || names.contains(change.name)
    }
  }
}

/// The way to a folder.
private enum FolderPath {
  /// The most links on a way, as Linux has it (path_resolution(7)).
  private static let linksMax = 40

  /// Each folder and the name in it that decide where a path leads: its links, and its last name.
  static func steps(to path: String) -> [(folder: String, name: String)] {
    var steps: [(folder: String, name: String)] = []
    var walked = path.hasPrefix("/") ? "/" : "."
    var left: [Substring] = path.split(separator: "/").reversed()
    while let name = left.popLast() {
      let place = "\(walked)/\(name)"
      if steps.count < linksMax, let target = SystemCalls.target(ofLinkAt: place) {
        steps.append((walked, String(name)))
        if target.hasPrefix("/") { walked = "/" }
        left += target.split(separator: "/").reversed()
      } else {
        if left.isEmpty { steps.append((walked, String(name))) }
        walked = place
      }
    }
    return steps
  }
}
