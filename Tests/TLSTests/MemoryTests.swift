import TLSFixtures
import Testing

@testable import TLS

/// What sessions and contexts leave behind, each looked at in a process of its own, where nothing
/// else allocates meanwhile.
struct MemoryTests {
  /// What may stay of hundreds of sessions, for the allocator keeps some: each has over 10 KiB.
  private static var slackBytes: Int { 256 * 1024 }

  @Test func `200 handshakes torn off at every stage leave nothing behind`() async {
    await #expect(processExitsWith: .success) {
      var settings = try TestAuthority.shared.settings()
      settings.clients = .optional(try TestAuthority.shared.authorities())
      let context = try TLSContext(settings, keys: TicketKeys())
      MemoryTests.expectNoGrowth { MemoryTests.tearOff200(context) }
    }
  }

  @Test func `100 sessions with all they can do leave nothing behind`() async {
    await #expect(processExitsWith: .success) {
      var settings = try TestAuthority.shared.settings()
      settings.clients = .required(try TestAuthority.shared.authorities())
      let context = try TLSContext(settings, keys: TicketKeys())
      MemoryTests.expectNoGrowth {
        var options = TestClient.Options(certificate: TestAuthority.shared.client)
        for _ in 0..<100 {
          let pair = Pair(context, options).shake()
          pair.answer([1, 2, 3])
          precondition(pair.isOpen && pair.server.clientSubject != nil)
          options.ticket = pair.client.ticket
        }
      }
    }
  }

  @Test func `a context replaced 50 times leaves nothing behind`() async {
    await #expect(processExitsWith: .success) {
      let authority = TestAuthority.shared
      let slot = try TLSContextSlot(authority.settings([authority.localhost, authority.other]))
      MemoryTests.expectNoGrowth {
        for _ in 0..<50 {
          let pair = Pair(slot.current)
          do {
            try slot.reload()
          } catch {
            preconditionFailure("the files are good: \(error)")
          }
          pair.shake()
          precondition(pair.isOpen)
        }
      }
    }
  }

  /// Does something once to fill what is filled once, then twice more, which must cost nothing.
  static func expectNoGrowth(_ body: () -> Void) {
    body()
    let before = fixture_memory_in_use()
    body()
    body()
    let after = fixture_memory_in_use()
    precondition(after < before + slackBytes, "\(before) octets have become \(after)")
  }

  /// Breaks each handshake off a little later than the one before, in both versions.
  static func tearOff200(_ context: TLSContext) {
    for number in 0..<200 {
      let options = TestClient.Options(
        only1_2: number % 2 == 0, certificate: TestAuthority.shared.client)
      let pair = Pair(context, options)
      var left = number * 15
      var toServer = pair.client.receive([])
      while !toServer.isEmpty && left > 0 {
        let piece = Array(toServer.prefix(left))
        left -= piece.count
        toServer = pair.client.receive(pair.pass(piece))
      }
    }
  }
}
