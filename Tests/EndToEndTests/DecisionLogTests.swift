import API
import Foundation
import GoldenCases
import JSON
import TLS
import TestPolicies
import TestSupport
import Testing

extension EndToEndTests {
  /// What is kept of settlements.
  @Suite struct DecisionLogTests {
    private let folder: TemporaryFolder

    init() throws {
      folder = try TemporaryFolder([
        "key": String(repeating: "k", count: 64), "wenbao.yaml": "",
      ])
      try FileManager.default.setAttributes(
        [.posixPermissions: 0o600], ofItemAtPath: "\(folder.path)/key")
    }

    private var file: String { "\(folder.path)/decisions.ndjson" }

    private func settings(_ more: String = "", file: String? = nil) -> String {
      """
      drain: {graceSeconds: 0}
      decisions:
        file: \(file ?? self.file)
        key: \(folder.path)/key
        \(more)
      """
    }

    /// The lines of the file with such an ending of its name.
    private func lines(_ ending: String = "") -> [String] {
      let text = (try? String(contentsOfFile: file + ending, encoding: .utf8)) ?? ""
      return text.split(separator: "\n").map(String.init)
    }

    private func digest(of line: String) -> String? {
      line.firstMatch(of: /"request":"([0-9a-f]{64})"/).map { String($0.output.1) }
    }

    /// Posts requests as a batch, piece by piece, and reads the answers to each piece before the
    /// next one, so that neither side waits for the other.
    private func settle(_ requests: [[UInt8]], _ server: RunningServer) throws {
      let client = try Client(server)
      let framing = "Transfer-Encoding: chunked"
      try client.send(
        Client.head("/v1/settlements/batch", framing, type: "application/x-ndjson"))
      var hasHead = false
      for start in stride(from: 0, to: requests.count, by: 20) {
        let piece = requests[start..<min(start + 20, requests.count)]
        try client.send(Client.chunk(piece.flatMap { $0 + [UInt8(ascii: "\n")] }))
        if !hasHead { #expect(try client.answer().status == 200) }
        hasHead = true
        var answers = 0
        while answers < piece.count {
          answers += try client.chunk().count { $0 == UInt8(ascii: "\n") }
        }
      }
      try client.send(Client.chunk([]))
      #expect(try client.chunk() == [])
    }

    private func settlements() throws -> [[UInt8]] {
      try goldenCases().filter { $0.path == "/v1/settlements" }.map { golden in
        golden.request.filter { $0 != UInt8(ascii: "\n") }
      }
    }

    /// The digests that receipts of these requests would have, by a program that settles them.
    private func digests(of requests: [[UInt8]]) throws -> [String] {
      try requests.map { request in
        var document = JSONDocument()
        var json = JSONWriter()
        let reader = try document.parse(request.span)
        try reader.writeCanonical(reader.root, into: &json)
        return SHA256.hexadecimal(of: json.bytes)
      }
    }

    @Test func `every settlement has a line whose digest is the one of its request`() throws {
      let requests = try settlements()
      try withServer(settings: settings()) { server in
        try settle(requests, server)
        #expect(eventually { lines().count == requests.count })
        let client = try Client(server)
        for request in requests.prefix(20) {
          #expect(try client.post("/v1/settlements", request).status == 200)
        }
        #expect(eventually { lines().count == requests.count + 20 })
      }
      #expect(lines().map { digest(of: $0) } == (try digests(of: requests + requests.prefix(20))))
    }

    @Test func `no identifier is found in the log, but its hash under the key`() throws {
      let identifier = "330302199001011234"
      let request = stay.replacing(
        "{\"person\"", with: "{\"requestId\":\"\(identifier)\",\"person\"")
      try withServer(settings: settings()) { server in
        let reply = try Client(server).post("/v1/settlements", Array(request.utf8))
        #expect(reply.text.contains(identifier))
        #expect(eventually { lines().count == 1 })
      }
      let hash = try HashKey(file: "\(folder.path)/key").hash(of: identifier.utf8.span)
      let digits = hash.indices.map { hash[$0] }.map {
        ($0 < 16 ? "0" : "") + String($0, radix: 16)
      }
      #expect(lines()[0].contains("\"identifierHash\":\"\(digits.joined())\""))
      #expect(!lines()[0].contains(identifier))
    }

    @Test func `a full file is put aside, and no line is lost or split`() throws {
      let golden = try settlements()
      let requests = (0..<1600).map { golden[$0 % golden.count] }
      try withServer(settings: settings("fileBytes: 1048576")) { server in
        try settle(requests, server)
        #expect(eventually { lines(".1").count + lines().count == requests.count })
        let metrics = try Client(server).get("/metrics").text
        #expect(metrics.contains("\nwenbao_decision_log_rotations_total 1\n"))
        #expect(metrics.contains("\nwenbao_decisions_lost_total 0\n"))
      }
      let attributes = try FileManager.default.attributesOfItem(atPath: file + ".1")
      let size = try #require(attributes[.size] as? Int)
      #expect((1_040_000...1_048_576).contains(size))
      #expect((lines(".1") + lines()).map { digest(of: $0) } == (try digests(of: requests)))
    }

    @Test func `a file moved away is followed until SIGHUP or a reload`() throws {
      let request = try settlements()[0]
      try withServer(settings: settings()) { server in
        let client = try Client(server)
        _ = try client.post("/v1/settlements", request)
        #expect(eventually { lines().count == 1 })
        try FileManager.default.moveItem(atPath: file, toPath: file + ".moved")
        _ = try client.post("/v1/settlements", request)
        #expect(eventually { lines(".moved").count == 2 })
        try server.reload(until: "policy reloaded")
        #expect(eventually { FileManager.default.fileExists(atPath: file) })
        _ = try client.post("/v1/settlements", request)
        #expect(eventually { lines().count == 1 })
        #expect(lines(".moved").count == 2)
        try FileManager.default.moveItem(atPath: file, toPath: file + ".again")
        #expect(try client.post("/reload", Array("{}".utf8)).status == 202)
        #expect(eventually { FileManager.default.fileExists(atPath: file) })
        _ = try client.post("/v1/settlements", request)
        #expect(eventually { lines().count == 1 })
      }
    }

    @Test func `a crash costs the lines on their way, and a torn one harms no other`() throws {
      let request = try settlements()[0]
      let settings = try TemporaryFolder(["wenbao.yaml": settings()])
      let server = try RunningServer(["--config", "\(settings.path)/wenbao.yaml"])
      _ = try Client(server).post("/v1/settlements", request)
      #expect(eventually { lines().count == 1 })
      server.crash()
      let handle = try #require(FileHandle(forUpdatingAtPath: file))
      try handle.truncate(atOffset: try handle.seekToEnd() - 10)
      try handle.close()
      try withServer(settings: self.settings()) { server in
        _ = try Client(server).post("/v1/settlements", request)
        #expect(eventually { lines().count == 2 })
      }
      #expect(lines().map { $0.hasSuffix("}") } == [false, true])
      #expect(digest(of: lines()[1]) == (try digests(of: [request])[0]))
    }

    @Test func `a full disk harms no settlement, is counted and is logged`() throws {
      let request = try settlements()[0]
      try withServer(settings: settings(file: "/dev/full")) { server in
        let client = try Client(server)
        for _ in 0..<3 { #expect(try client.post("/v1/settlements", request).status == 200) }
        #expect(
          eventually {
            let metrics = (try? client.get("/metrics"))?.text ?? ""
            return metrics.contains("\nwenbao_decisions_lost_total 3\n")
              && metrics.contains("\nwenbao_decision_log_failing 1\n")
          })
        #expect(eventually { server.log.contains("the decision log cannot be written") })
        #expect(server.log.contains("No space left on device"))
      }
    }

    @Test func `a reader that sleeps holds nobody up, and what it misses is counted`() throws {
      let golden = try settlements()
      let requests = (0..<1000).map { golden[$0 % golden.count] }
      try #require(try Program.run("/usr/bin/mkfifo", [file]).exitCode == 0)
      try withServer(settings: settings("queueBytes: 65536")) { server in
        try settle(requests, server)
        let metrics = try Client(server).get("/metrics").text
        let lost = try #require(
          metrics.firstMatch(of: /\nwenbao_decisions_lost_total ([0-9]+)\n/).flatMap {
            Int($0.output.1)
          })
        #expect(lost > 0)
        let pipe = unsafe open(file, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
        defer { close(pipe) }
        func arrived() -> String {
          var piece = [UInt8](repeating: 0, count: 1 << 16)
          let count = unsafe read(pipe, &piece, piece.count)
          return String(decoding: piece.prefix(max(0, count)), as: UTF8.self)
        }
        var rest = ""
        var (kept, noted) = (0, 0)
        #expect(
          eventually {
            rest += arrived()
            var lines = rest.split(separator: "\n", omittingEmptySubsequences: false)
            rest = lines.popLast().map(String.init) ?? ""
            for line in lines {
              if digest(of: String(line)) != nil { kept += 1 }
              let lost = line.firstMatch(of: /"lost":([0-9]+)}$/)?.output.1
              noted += lost.flatMap { Int($0) } ?? 0
            }
            return kept + noted >= requests.count
          })
        #expect(kept == requests.count - lost && noted == lost)
      }
    }

    @Test func `a key that is missing, short or open to others ends with 3`() throws {
      func outcome(_ settings: String) throws -> Program.Outcome {
        let folder = try TemporaryFolder(["wenbao.yaml": settings])
        let path = "\(folder.path)/wenbao.yaml"
        #expect(try Program.run("check", "--config", path).exitCode == 3)
        return try Program.run("serve", "--port", "0", "--config", path)
      }
      let open = try TemporaryFolder(["key": String(repeating: "k", count: 64), "short": "k"])
      for (name, mode) in [("key", 0o644), ("short", 0o600)] {
        try FileManager.default.setAttributes(
          [.posixPermissions: mode], ofItemAtPath: "\(open.path)/\(name)")
      }
      for (key, words) in [
        ("key: \(open.path)/key", "readable by its owner alone"),
        ("key: \(open.path)/short", "must have 32 to 1024 octets"),
        ("key: /nowhere/key", "/nowhere/key: no such file"),
        ("filesKept: 1", "decisions.file needs decisions.key"),
      ] {
        let ending = try outcome("decisions:\n  file: \(file)\n  \(key)\n")
        #expect(ending.exitCode == 3, "\(key)")
        #expect(ending.errors.contains(words), "\(ending.errors)")
      }
      #expect(!FileManager.default.fileExists(atPath: file))
    }

    @Test func `a file that cannot be made ends with 4 and its name`() throws {
      let settings = try TemporaryFolder(["wenbao.yaml": settings(file: "/nowhere/decisions")])
      let outcome = try Program.run(
        "serve", "--port", "0", "--config", "\(settings.path)/wenbao.yaml")
      #expect(outcome.exitCode == 4)
      #expect(outcome.errors.contains("decisions.file '/nowhere/decisions': open: No such file"))
    }
  }
}
