import Foundation
import Locks
import Sockets
import Synchronization
import TestPolicies
import TestSupport
import Testing

extension EndToEndTests {
  /// What is replaced while requests are answered.
  @Suite struct SwapTests {
    /// Asks the same on several connections for as long as it is let, and counts the answers.
    private final class Load: Sendable {
      /// As many as keep both loops busy.
      static let connectionCount = 8

      private let answers = Guarded<[String: Int]>([:])
      private let isOver = Atomic<Bool>(false)
      private let end = DispatchSemaphore(value: 0)

      init(_ address: SocketAddress, _ request: [UInt8]) {
        Thread.detachNewThread {
          do {
            let clients = try (0..<Self.connectionCount).map { _ in try Client(at: address) }
            while !self.isOver.load(ordering: .relaxed) {
              for client in clients { try client.send(request) }
              for client in clients {
                let answer = try client.answer()
                self.count("\(answer.status) \(answer.text)")
              }
            }
          } catch {
            self.count("\(error)")
          }
          self.end.signal()
        }
      }

      private func count(_ answer: String) { answers.withLock { $0[answer, default: 0] += 1 } }

      /// How many answers there have been.
      var answerCount: Int { answers.withLock { $0.values.reduce(0, +) } }

      /// Ends it.
      ///
      /// - Returns: how often each answer came, or what went wrong.
      func finish() -> [String: Int] {
        isOver.store(true, ordering: .relaxed)
        end.wait()
        return answers.withLock { $0 }
      }
    }

    /// Puts a policy in the place of another, and waits until it is in force.
    private func swap(_ link: String, to policy: TemporaryFolder, _ client: Client) throws {
      try FileManager.default.createSymbolicLink(
        atPath: link + ".new", withDestinationPath: policy.path)
      try move(link + ".new", over: link)
      let begun = try client.post("/reload", Array("{}".utf8)).text
      let number = try #require(begun.firstMatch(of: /"number":([0-9]+)/)?.output.1)
      try #require(
        eventually(seconds: 60) {
          let report = (try? client.get("/reload").text) ?? ""
          return report.hasPrefix(
            #"{"number":\#(number),"cause":"request","result":"accepted","#)
        })
    }

    @Test func `a settlement never sees parts of two policies`() throws {
      var files = try TestPolicies.shippedFiles()
      let first = try TemporaryFolder(files)
      // Deductible, cap and rate of the same stay at once.
      files["employee.yaml"] = files["employee.yaml"]?
        .replacing("value: 600\n", with: "value: 900\n")
        .replacing("value: 6\n", with: "value: 1\n").replacing(
          "value: 0.90\n", with: "value: 0.70\n")
      let second = try TemporaryFolder(files)
      let folder = try TemporaryFolder([String: String]())
      let link = folder.path + "/policy"
      try FileManager.default.createSymbolicLink(
        atPath: link, withDestinationPath: first.path)
      let settings = "drain: {graceSeconds: 0}\nlimits: {requestsPerConnection: 1000000000}\n"
      try withServer(["--policy", link], settings: settings) { server in
        let client = try Client(server)
        let request = Client.request("/v1/settlements", Array(stay.utf8))
        func answer() throws -> String {
          try client.send(request)
          let answer = try client.answer()
          return "\(answer.status) \(answer.text)"
        }
        let ofFirst = try answer()
        try swap(link, to: second, client)
        let ofSecond = try answer()
        for (one, other) in [("600.00", "900.00"), ("\"rate\":0.9,", "\"rate\":0.7,")] {
          #expect(ofFirst.contains(one) && !ofFirst.contains(other))
          #expect(ofSecond.contains(other) && !ofSecond.contains(one))
        }
        let load = Load(server.address, request)
        for round in 0..<10 {
          let count = load.answerCount
          try swap(link, to: round % 2 == 0 ? first : second, client)
          // Each policy answers while the next one is read.
          try #require(
            eventually(seconds: 60) { load.answerCount >= count + 10 * Load.connectionCount })
        }
        let answers = load.finish()
        #expect(Set(answers.keys) == [ofFirst, ofSecond])
      }
    }

    @Test func `certificates swapped under load lose no request`() throws {
      let (first, second) = (try TLSTests.Certificates(), try TLSTests.Certificates())
      let settings = first.settings + "limits: {requestsPerConnection: 1000000000}\n"
      try withServer(settings: settings) { server in
        let port = try #require(server.address.port)
        let outcome = try Program.run(
          "/usr/bin/env",
          [
            "python3", "Tests/TLSClients/swap.py", Program.executable, "\(port)", first.path,
            second.path,
          ])
        #expect(outcome.exitCode == 0, "\(outcome.errors)")
        #expect(outcome.output == "both certificates seen, no request lost\n", "\(outcome.errors)")
      }
    }
  }
}
