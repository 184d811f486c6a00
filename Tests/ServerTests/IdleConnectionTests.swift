import Foundation
import Server
import Sockets
import TestSupport
import Testing

extension ServerTests {
  @Suite struct IdleConnectionTests {
    /// As many connections as the limit of descriptors allows, both ends being in this process.
    private static let count: Int = {
      let descriptors = (try? ProcessSettings.raiseDescriptorLimit()) ?? 0
      return min(10_000, (descriptors - 200) / 2)
    }()

    @Test(.enabled(if: count >= 1000, "the limit of open descriptors is too low"))
    func `ten thousand idle connections hold at most 2 KiB each`() async {
      // In a process of its own, whose memory no other test takes.
      await #expect(processExitsWith: .success) {
        try withServer(tune: { $0.connectionsPerOriginMax = Self.count }) { server, address in
          let before = residentBytes()
          let clients = try (0..<Self.count).map { _ in try LoopbackClient(to: address) }
          #expect(eventually { server.monitor.counters[.open] == Self.count })
          for client in clients { try client.send(hello) }
          for client in clients { #expect(try client.receiveAnswer().hasSuffix("hello")) }
          let after = residentBytes()
          #expect(isMemoryPadded || after - before <= 2048 * Self.count)
          #expect(server.monitor.counters[.open] == Self.count)
        }
      }
    }
  }
}

/// Whether a sanitizer pads what is allocated, keeps what is freed, or notes who used it.
private let isMemoryPadded = ["ASAN_OPTIONS", "TSAN_OPTIONS"].contains {
  ProcessInfo.processInfo.environment[$0] != nil
}

/// The process's memory in use, by /proc/self/statm.
private func residentBytes() -> Int {
  let text = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8)) ?? ""
  let pages = text.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
  return pages * Int(sysconf(Int32(_SC_PAGESIZE)))
}
