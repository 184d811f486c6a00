import HTTP
import Server

extension SettingKey {
  /// `limits`: how much a client may send and how long it may take, each with the range that
  /// keeps the limits in agreement with one another.
  static let limits: [SettingKey] = [
    .whole("limits.connections", 1...1_000_000) { $1.limits.connectionsMax = $0 },
    .whole("limits.connectionsPerOrigin", 1...1_000_000) {
      $1.limits.connectionsPerOriginMax = $0
    },
    .whole("limits.requestsPerConnection", 1...1_000_000_000) {
      $1.limits.http.requestsPerConnectionMax = $0
    },
    .whole("limits.requestLineBytes", 1024...65_536) { $1.limits.http.requestLineBytesMax = $0 },
    .whole("limits.fieldSectionBytes", 1024...1_048_576) {
      $1.limits.http.fieldSectionBytesMax = $0
    },
    .whole("limits.fieldLines", 8...1000) { $1.limits.http.fieldLinesMax = $0 },
    .whole("limits.bodyBytes", 65_536...1_048_576) { $1.limits.http.bodyBytesMax = $0 },
    .whole("limits.outputBacklogBytes", 4096...16_777_216) {
      $1.limits.http.outputBacklogBytesMax = $0
    },
    .whole("limits.compressedBytesMin", 0...1_048_576) {
      $1.limits.http.compressedBytesMin = $0
    },
    .whole("limits.headSeconds", 1...3600) { $1.limits.headTime = .seconds($0) },
    .whole("limits.bodySeconds", 1...3600) { $1.limits.bodyTime = .seconds($0) },
    .whole("limits.bodyBytesPerSecond", 1...1_000_000) { $1.limits.bodyBytesPerSecondMin = $0 },
    .whole("limits.idleSeconds", 1...86_400) { $1.limits.idleTime = .seconds($0) },
    .whole("limits.writeStallSeconds", 1...3600) { $1.limits.writeStallTime = .seconds($0) },
    .whole("limits.batchLineBytes", 1024...1_048_576) { $1.batchLineBytesMax = $0 },
  ]
}
