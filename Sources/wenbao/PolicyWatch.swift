import API
import Sockets

/// Loads the policy again when its folder changes, where the settings want that.
enum PolicyWatch {
  /// How long the folder must be quiet before it is loaded: longer than whoever copies a policy
  /// takes from one file to the next.
  private static let quietTime = Duration.milliseconds(500)

  /// Begins to watch; nil where the settings do not want it.
  ///
  /// - Throws: an `Ending` where the kernel has no more watches to give.
  static func begin(_ settings: Settings, _ reloader: Reloader) throws(Ending) -> FolderWatch? {
    guard settings.watchesPolicy else { return nil }
    do throws(SystemCallError) {
      return try FolderWatch(
        settings.policyFolder, inner: [PolicySource.examplesFolder], quietTime: quietTime
      ) { reloader.reload(because: .policyChange, parts: [.policy]) }
    } catch {
      throw Ending(
        code: .cannotStart, message: "policy.watch: \(settings.policyFolder): \(error)")
    }
  }
}
