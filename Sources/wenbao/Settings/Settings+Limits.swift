import HTTP
import Server

extension SettingKey {
  /// `limits`: how much a client may send and how long it may take, each with the range that
  /// keeps the limits in agreement with one another.
  static let limits: [SettingKey] = [
    .whole("limits.connections", 1...1_000_000, \.limits.connectionsMax),
    .whole("limits.connectionsPerOrigin", 1...1_000_000, \.limits.connectionsPerOriginMax),
    .whole(
      "limits.requestsPerConnection", 1...1_000_000_000, \.limits.http.requestsPerConnectionMax),
    .whole("limits.requestLineBytes", 1024...65_536, \.limits.http.requestLineBytesMax),
    .whole("limits.fieldSectionBytes", 1024...1_048_576, \.limits.http.fieldSectionBytesMax),
    .whole("limits.fieldLines", 8...1000, \.limits.http.fieldLinesMax),
    .whole("limits.bodyBytes", 65_536...1_048_576, \.limits.http.bodyBytesMax),
    .whole("limits.outputBacklogBytes", 4096...16_777_216, \.limits.http.outputBacklogBytesMax),
    .whole("limits.compressedBytesMin", 0...1_048_576, \.limits.http.compressedBytesMin),
    .seconds("limits.headSeconds", 1...3600, \.limits.headTime),
    .seconds("limits.bodySeconds", 1...3600, \.limits.bodyTime),
    .whole("limits.bodyBytesPerSecond", 1...1_000_000, \.limits.bodyBytesPerSecondMin),
    .seconds("limits.idleSeconds", 1...86_400, \.limits.idleTime),
    .seconds("limits.writeStallSeconds", 1...3600, \.limits.writeStallTime),
    .whole("limits.batchLineBytes", 1024...1_048_576, \.batchLineBytesMax),
  ]
}
