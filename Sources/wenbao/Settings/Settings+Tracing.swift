import HTTP
import Telemetry

extension Settings {
  /// `tracing`: spans of requests for a collector.
  struct Tracing: Sendable {
    /// `tracing.collector`: where spans are sent; nil for nowhere.
    var collector: CollectorAddress?
    /// `tracing.sampling`: of how many traces that begin here one is sampled.
    var sampledOneIn = 1

    /// Which traces begin with a request here.
    var beginnings: TraceBeginnings {
      collector == nil ? .none : TraceBeginnings(sampledOneIn: sampledOneIn)
    }
  }
}

extension SettingKey {
  /// `tracing`: where spans are sent and which.
  static let tracing: [SettingKey] = [
    SettingKey(
      "tracing.collector",
      "a literal address and port with a path, such as http://127.0.0.1:4318/v1/traces",
      \.tracing.collector
    ) {
      CollectorAddress(url: $0).map { .some($0) }
    } text: {
      $0?.url
    },
    .whole("tracing.sampling", 1...1_000_000, \.tracing.sampledOneIn),
  ]
}
