import Logging
import Records
import Sockets
import Telemetry

extension ServiceLog {
  /// A log to standard error; to nowhere where the process was started without one.
  static func toStandardError(_ settings: Settings.Log) -> ServiceLog {
    guard let descriptor = (try? Descriptor.standardError()) ?? nil else {
      return ServiceLog(.json, level: .critical, access: settings.access, to: NoSink())
    }
    let format = settings.format(isTerminal: descriptor.isTerminal)
    let sink = DescriptorSink(descriptor)
    return ServiceLog(format, level: settings.level, access: settings.access, to: sink)
  }
}

/// Where lines end up that nobody can read.
private final class NoSink: RecordSink {
  func write(_ lines: Span<UInt8>, unless isOver: () -> Bool) -> Int { lines.count }
}
