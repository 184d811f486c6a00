import TestSupport
import Testing

extension EndToEndTests {
  /// A client of RFC 9110 and RFC 9112 that sends octets as it likes, on sockets.
  @Suite struct ProbeTests {
    /// A request behind each case: answered only where the case leaves no doubt where it begins.
    private static let follower = ProbeCase(
      section: "", name: "", input: "GET /healthz HTTP/1.1¶H¶X-Request-Id: behind¶¶",
      statuses: [], persists: true
    ).octets

    @Test func `there are some hundreds of cases, each of its own`() {
      let cases = Probe.cases
      #expect(cases.count >= 300)
      let named = Dictionary(grouping: cases, by: \.input).filter { $0.value.count > 1 }
      #expect(named.values.map { $0.map(\.name) } == [])
      #expect(Set(cases.map { $0.section + $0.name }).count == cases.count)
    }

    @Test func `every case is answered as its section says, and health after it`() throws {
      try withServer { server in
        for probe in Probe.cases { try self.check(probe, server) }
      }
    }

    private func check(_ probe: ProbeCase, _ server: RunningServer) throws {
      let label = "\(probe.section): \(probe.name)"
      do {
        try self.probe(probe, server, label)
      } catch {
        Issue.record("\(label): \(error)")
      }
      #expect(try Client(server).get("/healthz").status == 200, "\(label)")
    }

    private func probe(_ probe: ProbeCase, _ server: RunningServer, _ label: String) throws {
      let connection = try LoopbackClient(to: server.address)
      try connection.send(probe.octets + Self.follower)
      try connection.shutDownWriting()
      let answers = try ProbedAnswer.all(
        in: try connection.receiveToEnd(), bodiless: probe.bodiless)
      let expected = probe.statuses + (probe.persists ? [200] : [])
      #expect(answers.map(\.status) == expected, "\(label)")
      let isFollowed = answers.last?.values("x-request-id") == ["behind"]
      #expect(isFollowed == probe.persists, "\(label)")
      if !probe.persists {
        #expect(answers.last?.values("connection") == ["close"], "\(label)")
      }
    }
  }
}
